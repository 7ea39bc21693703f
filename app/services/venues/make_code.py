"""Creating codes, in an open session."""

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
    """Store a new code that is unique in the installation, and return it.

    Candidates from `draw` are inserted until the database accepts one: checking first would let
    two requests choose the same code.
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
                        created_on=date,
                    )
                )
        except IntegrityError:
            continue
        return candidate
