"""Reading and locking a logbook's rows. Every function takes an open session."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.days.day_note import Note
from app.domain.logbook.content import Content, Numbers
from app.domain.logbook.logbook import (
    Book,
    LogbookPeriod,
    Mix,
    Prompt,
    ReflectionText,
    WholePartnership,
)
from app.domain.logbook.period_numbers import numbers_of
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.reports.definitions import DEFINITIONS
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.services.logbook.subject import LogbookSubject, periods_of_subject, subject_of
from app.services.reports.report_builder import months_and_whole, months_by_venue
from app.services.reports.reports import there_in
from app.services.visits.day_notes import notes_of_days


def subject_with_logbook(
    session: Session,
    viewer: Viewer,
    act: Act,
    book: Book,
    period: LogbookPeriod,
    now: dt.datetime,
) -> LogbookSubject:
    """Return what the logbook is of, if the viewer may do this there and it has the period.

    Raises NotFound.
    """
    subject = subject_of(session, book)
    if not viewer.may(act, subject.partnership_id, subject.venue_id):
        raise NotFound
    if period not in periods_of_subject(session, subject, now=now):
        raise NotFound
    return subject


def logbook_of(session: Session, book: Book, period: LogbookPeriod) -> models.Logbook | None:
    """Return the logbook's row, or None if nobody has started it."""
    return session.scalar(select(models.Logbook).where(*_is(book, period)))


def locked_logbook(session: Session, book: Book, period: LogbookPeriod) -> models.Logbook:
    """Return the logbook's row, created if missing and locked until the transaction ends."""
    this = select(models.Logbook).where(*_is(book, period))
    row = session.scalar(this.with_for_update())
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(
                models.Logbook(
                    venue_id=None if isinstance(book, WholePartnership) else book,
                    partnership_id=book.id if isinstance(book, WholePartnership) else None,
                    quarter=period.first,
                    months=len(period.months),
                )
            )
            session.flush()
    except IntegrityError:
        pass  # Another request created it first; use that row.
    return session.scalars(this.with_for_update()).one()


def readable(
    session: Session, viewer: Viewer, book: Book, period: LogbookPeriod
) -> tuple[LogbookSubject, models.Logbook | None]:
    """Return what the logbook is of and its row, None if nobody has started it.

    Raises NotFound unless the viewer may read these logbooks, or writes logbooks in the
    partnership and this one is shared.
    """
    subject = subject_of(session, book)
    logbook = logbook_of(session, book, period)
    if viewer.may(Act.READ_HANDED_IN, subject.partnership_id, subject.venue_id):
        return subject, logbook
    colleague = subject.partnership_id in viewer.partnerships(Act.WRITE_LOGBOOK)
    if logbook is None or not logbook.shared or not colleague:
        raise NotFound
    return subject, logbook


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
    subject: LogbookSubject,
    row: models.Logbook | None,
    period: LogbookPeriod,
    *,
    now: dt.datetime,
) -> Content:
    """Return the logbook's current texts and numbers."""
    return Content(
        venue=subject.name,
        partnership=session.get_one(models.Partnership, subject.partnership_id).name,
        period=period,
        reflections=tuple(reflections_of(session, row).values()),
        numbers=period_numbers(session, subject, period, now=now),
        definitions=DEFINITIONS,
        notes=notes_of(session, subject, period),
    )


def notes_of(session: Session, subject: LogbookSubject, period: LogbookPeriod) -> tuple[Note, ...]:
    """Return the day notes of a venue. Those of all venues are in their own logbooks."""
    if subject.venue_id is None:
        return ()
    return notes_of_days(session, subject.venue_id, period.first, period.last)


def period_numbers(
    session: Session,
    subject: LogbookSubject,
    period: LogbookPeriod,
    *,
    now: dt.datetime,
) -> Numbers:
    """Return the period's numbers by month, up to the last closed day.

    Those of a whole partnership are those of its report, sums of the same stored numbers.
    """
    venues = list(subject.venues)
    if subject.venue_id is not None:
        return numbers_of(*months_and_whole(session, venues, period, now=now))
    selection = Selection(partnership_id=subject.partnership_id)
    kind = Period.month(period) if isinstance(period, Month) else Period.quarter(period)
    venues = there_in(session, venues, selection, kind)
    by_venue = months_by_venue(session, venues, period, now=now)
    return numbers_of(*months_and_whole(session, venues, period, now=now), by_venue)


def _is(book: Book, period: LogbookPeriod) -> tuple[ColumnElement[bool], ...]:
    of = (
        models.Logbook.partnership_id == book.id
        if isinstance(book, WholePartnership)
        else models.Logbook.venue_id == book
    )
    return (
        of,
        models.Logbook.quarter == period.first,
        models.Logbook.months == len(period.months),
    )
