"""Setting aside a day that cannot be closed, so that every other day can be."""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.db import Database, StorageUnavailable
from app.domain.days.set_aside import Uncountable, needs_help, waits

logger = logging.getLogger(__name__)
VenueDay = tuple[int, dt.date]


def waiting_days(session: Session, now: dt.datetime) -> set[VenueDay]:
    """Return the days that were set aside and last tried too recently to be tried again."""
    return {
        (row.venue_id, row.service_date)
        for row in session.scalars(select(models.SetAside))
        if waits(row.tried_at, now)
    }


def attempt(
    db: Database, day: VenueDay, step: Callable[[Session], bool], *, now: dt.datetime
) -> bool:
    """Do one step of closing a day in a transaction of its own, and return what it returns.

    If the step fails because of the day's rows, sets the day aside and returns False. Raises
    StorageUnavailable, as then the database is at fault and not the day.
    """
    try:
        with db.writing(in_bulk=True) as session:
            return step(session)
    except StorageUnavailable:
        raise
    except Exception as error:  # A fault in one day must not stop the others.
        _set_aside(db, day, error, now=now)
        return False


def clear(session: Session, venue_id: int, date: dt.date) -> None:
    """Delete the note that the day was set aside, as it could be closed after all."""
    session.execute(
        delete(models.SetAside).where(
            models.SetAside.venue_id == venue_id, models.SetAside.service_date == date
        )
    )


def kind_of(error: Exception) -> Uncountable:
    """Return the kind of fault. For example, a visit's unknown source is a ValueError."""
    if isinstance(error, ValueError | LookupError):
        return Uncountable.UNKNOWN_VALUE
    if isinstance(error, IntegrityError | DataError):
        return Uncountable.BROKEN_RULE
    return Uncountable.OTHER


def _set_aside(db: Database, day: VenueDay, error: Exception, *, now: dt.datetime) -> None:
    venue_id, date = day
    with db.writing() as session:
        # Closing a day locks its venue too. Another process may have closed it in the meantime.
        session.get_one(models.Venue, venue_id, with_for_update=True)
        row = session.get(models.Day, day)
        if row is not None and row.closed:
            return
        known = session.get(models.SetAside, day)
        if known is None:
            known = models.SetAside(venue_id=venue_id, service_date=date, since=now)
            session.add(known)
        known.why, known.tried_at = kind_of(error), now
        # The clock may have been set back; `since` must not be in the future.
        known.since = min(known.since, now)
        since = known.since
    # Log neither the error's message nor a traceback, as both can quote a row.
    logger.warning(
        "Venue %s, day %s cannot be closed (%s in %s); it is set aside and tried again hourly",
        venue_id,
        date,
        type(error).__name__,
        _place_of(error),
    )
    if needs_help(since, now):
        logger.error(
            "Venue %s, day %s could not be closed for 48 hours, and its visits are still stored."
            " What to do: docs/days-set-aside.md",
            venue_id,
            date,
        )


def _place_of(error: Exception) -> str:
    """Return the innermost line of our own code in the error's traceback, as `file:line`."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/app/" in frame.filename] or frames
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
