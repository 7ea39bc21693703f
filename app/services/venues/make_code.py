"""Making codes. The steps take the session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.domain.venues.codes import new_code


def make_code(
    session: Session,
    venue_id: int,
    activity_id: int | None,
    date: dt.date,
    *,
    version: int = 1,
    draw: Callable[[], str] = new_code,
) -> str:
    """Store a code that no poster of the installation carries, and return it.

    The database decides whether it is new. `draw` makes the candidates.
    """
    while True:
        candidate = draw()
        try:
            with session.begin_nested():
                session.execute(
                    insert(models.Code).values(
                        code=candidate,
                        venue_id=venue_id,
                        activity_id=activity_id,
                        version=version,
                        made_on=date,
                    )
                )
        except IntegrityError:
            continue
        return candidate
