"""The public picture behind a logo's address."""

from __future__ import annotations

from sqlalchemy import select

from app import models
from app.db import Database
from app.domain.people.access import NotFound


def picture(db: Database, digest: str) -> bytes:
    """Return the PNG file that some venue has as its logo. Raises NotFound."""
    with db.reading() as session:
        same = models.VenueLogo.digest == digest
        found = session.scalars(select(models.VenueLogo.png).where(same).limit(1)).first()
        if found is None:
            raise NotFound
        return found
