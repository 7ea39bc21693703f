"""What is stored of earlier counts."""

from __future__ import annotations

from sqlalchemy import func, select

from app.db import Database
from app.models import DayCount


def visits(db: Database) -> int:
    with db.reading() as session:
        found = select(func.sum(DayCount.number)).where(DayCount.cell == "visits")
        return session.scalar(found) or 0
