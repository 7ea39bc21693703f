"""Reading and locking a logbook's rows. Every function takes an open session."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.domain.logbook.content import Content, Numbers
from app.domain.logbook.logbook import LogbookPeriod, Mix, Prompt, ReflectionText
from app.domain.logbook.period_numbers import numbers_of
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.reports.definitions import DEFINITIONS
from app.services.core.lookup import LARGEST_ID, allowed_venue, found
from app.services.logbook.periods import periods_of
from app.services.reports.report_builder import months_and_whole
from app.services.visits.day_notes import notes_of_days


def venue_with_logbook(
    session: Session,
    viewer: Viewer,
    act: Act,
    venue_id: int,
    period: LogbookPeriod,
    now: dt.datetime,
) -> models.Venue:
    """Return the venue, if the viewer may do this there and it has a logbook for the period.

    Raises NotFound.
    """
    venue = allowed_venue(session, viewer, act, venue_id)
    if period not in periods_of(session, [venue], now=now)[venue_id]:
        raise NotFound
    return venue


def logbook_of(session: Session, venue_id: int, period: LogbookPeriod) -> models.Logbook | None:
    """Return the logbook's row, or None if nobody has started it."""
    if venue_id > LARGEST_ID:
        return None
    return session.scalar(select(models.Logbook).where(*_is(venue_id, period)))


def locked_logbook(session: Session, venue_id: int, period: LogbookPeriod) -> models.Logbook:
    """Return the logbook's row, created if missing and locked until the transaction ends."""
    this = select(models.Logbook).where(*_is(venue_id, period))
    row = session.scalar(this.with_for_update())
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(
                models.Logbook(venue_id=venue_id, quarter=period.first, months=len(period.months))
            )
            session.flush()
    except IntegrityError:
        pass  # Another request created it first; use that row.
    return session.scalars(this.with_for_update()).one()


def readable(
    session: Session, viewer: Viewer, venue_id: int, period: LogbookPeriod
) -> tuple[models.Venue, models.Logbook | None]:
    """Return the venue and its logbook row, None if nobody has started it.

    Raises NotFound unless the viewer may read the venue's logbooks, or writes logbooks in the
    partnership and this one is shared.
    """
    venue = found(session, models.Venue, venue_id)
    logbook = logbook_of(session, venue_id, period)
    if viewer.may(Act.READ_HANDED_IN, venue.partnership_id, venue.id):
        return venue, logbook
    colleague = venue.partnership_id in viewer.partnerships(Act.WRITE_LOGBOOK)
    if logbook is None or not logbook.shared or not colleague:
        raise NotFound
    return venue, logbook


def hand_ins(session: Session, logbook: models.Logbook | None) -> list[models.HandedIn]:
    """Return the versions that were handed in, newest first."""
    if logbook is None:
        return []
    return list(
        session.scalars(
            select(models.HandedIn)
            .where(models.HandedIn.logbook_id == logbook.id)
            .order_by(models.HandedIn.version.desc())
        )
    )


def latest_hand_in(session: Session, logbook: models.Logbook | None) -> models.HandedIn | None:
    """Return the newest version that was handed in, if any."""
    return next(iter(hand_ins(session, logbook)), None)


def is_open(session: Session, logbook: models.Logbook | None) -> bool:
    """Return whether the logbook can be edited: not handed in yet, or being corrected."""
    return logbook is None or logbook.correcting or latest_hand_in(session, logbook) is None


def reflections_of(session: Session, row: models.Logbook | None) -> dict[Prompt, ReflectionText]:
    """Return a reflection for every prompt, in prompt order; empty if nothing was written."""
    reflections = {prompt: ReflectionText(prompt) for prompt in Prompt}
    if row is None:
        return reflections
    for kept, name in session.execute(
        select(models.Reflection, func.coalesce(models.Person.name, ""))
        .outerjoin(models.Person, models.Person.id == models.Reflection.person_id)
        .where(models.Reflection.logbook_id == row.id)
    ):
        prompt = Prompt(kept.prompt)
        reflections[prompt] = ReflectionText(
            prompt=prompt,
            text=kept.text,
            step=Mix(kept.step) if kept.step else None,
            version=kept.version,
            by=name,
            at=kept.written_at,
        )
    return reflections


def draft(
    session: Session,
    venue: models.Venue,
    row: models.Logbook | None,
    period: LogbookPeriod,
    *,
    now: dt.datetime,
) -> Content:
    """Return the logbook's current texts and numbers."""
    return Content(
        venue=venue.name,
        partnership=session.get_one(models.Partnership, venue.partnership_id).name,
        period=period,
        reflections=tuple(reflections_of(session, row).values()),
        numbers=period_numbers(session, venue, period, now=now),
        definitions=DEFINITIONS,
        notes=notes_of_days(session, venue.id, period.first, period.last),
    )


def period_numbers(
    session: Session,
    venue: models.Venue,
    period: LogbookPeriod,
    *,
    now: dt.datetime,
) -> Numbers:
    """Return the period's numbers by month, up to the last closed day."""
    return numbers_of(*months_and_whole(session, venue, period, now=now))


def _is(venue_id: int, period: LogbookPeriod) -> tuple[ColumnElement[bool], ...]:
    return (
        models.Logbook.venue_id == venue_id,
        models.Logbook.quarter == period.first,
        models.Logbook.months == len(period.months),
    )
