"""Steps on logbooks that several services share. They take the session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import service_date
from app.domain.logbook.content import Content, Numbers
from app.domain.logbook.logbook import (
    LogbookPer,
    LogbookPeriod,
    Mix,
    Prompt,
    ReflectionText,
    latest_first,
)
from app.domain.logbook.period_numbers import numbers_of
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.reports.definitions import DEFINITIONS
from app.models import HandedIn, Logbook, MonthCount, Partnership, Person, Venue
from app.models import Reflection as ReflectionTable
from app.services._notes import notes_of_days
from app.services._places import LARGEST_ID, allowed_venue, found
from app.services._reports import months_and_whole


def periods_of(
    session: Session, venues: Iterable[Venue], *, now: dt.datetime
) -> dict[int, tuple[LogbookPeriod, ...]]:
    """The quarters or months that each venue has logbooks of, latest first.

    By its partnership's choice, from its first counts, or the day it was made if that is earlier,
    to the running one, or to the one in which it was archived. What was begun before the choice
    was another stays.
    """
    by_id = {venue.id: venue for venue in venues}
    first = {venue.id: venue.made_on for venue in by_id.values()}
    for venue_id, month in session.execute(
        select(MonthCount.venue_id, func.min(MonthCount.month))
        .where(MonthCount.venue_id.in_(by_id))
        .group_by(MonthCount.venue_id)
    ):
        first[venue_id] = min(first[venue_id], month)
    monthly = set(
        session.scalars(select(Partnership.id).where(Partnership.logbook_per == LogbookPer.MONTH))
    )
    periods: dict[int, set[LogbookPeriod]] = {
        venue.id: set(
            _between(
                Month if venue.partnership_id in monthly else Quarter,
                first[venue.id],
                venue.archived_on or service_date(now, venue.day_limit),
            )
        )
        for venue in by_id.values()
    }
    for row in session.scalars(select(Logbook).where(Logbook.venue_id.in_(by_id))):
        periods[row.venue_id].add(period_of(row))
    return {venue_id: latest_first(some) for venue_id, some in periods.items()}


def period_of(row: Logbook) -> LogbookPeriod:
    """What a logbook is about."""
    return Month.of(row.quarter) if row.months == 1 else Quarter.of(row.quarter)


def venue_with_logbook(
    session: Session,
    viewer: Viewer,
    act: Act,
    venue_id: int,
    period: LogbookPeriod,
    now: dt.datetime,
) -> Venue:
    """The venue, if the viewer may do this there and it has a logbook of that period."""
    venue = allowed_venue(session, viewer, act, venue_id)
    if period not in periods_of(session, [venue], now=now)[venue_id]:
        raise NotFound
    return venue


def logbook_of(session: Session, venue_id: int, period: LogbookPeriod) -> Logbook | None:
    """The logbook's row, if anybody has begun it."""
    if venue_id > LARGEST_ID:
        return None
    return session.scalar(select(Logbook).where(*_is(venue_id, period)))


def locked_logbook(session: Session, venue_id: int, period: LogbookPeriod) -> Logbook:
    """The logbook's row, made if it is new, locked until the block ends."""
    this = select(Logbook).where(*_is(venue_id, period))
    row = session.scalar(this.with_for_update())
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(Logbook(venue_id=venue_id, quarter=period.first, months=len(period.months)))
            session.flush()
    except IntegrityError:
        pass  # Somebody else began it in the same moment; theirs is as good.
    return session.scalars(this.with_for_update()).one()


def readable(
    session: Session, viewer: Viewer, venue_id: int, period: LogbookPeriod
) -> tuple[Venue, Logbook | None]:
    """The venue and its logbook, if the viewer may read logbooks there, or this one is shared.

    Raises NotFound.
    """
    venue = found(session, Venue, venue_id)
    logbook = logbook_of(session, venue_id, period)
    if viewer.may(Act.READ_HANDED_IN, venue.partnership_id, venue.id):
        return venue, logbook
    colleague = venue.partnership_id in viewer.partnerships(Act.WRITE_LOGBOOK)
    if logbook is None or not logbook.shared or not colleague:
        raise NotFound
    return venue, logbook


def hand_ins(session: Session, logbook: Logbook | None) -> list[HandedIn]:
    """Every version that was handed in, the latest first."""
    if logbook is None:
        return []
    return list(
        session.scalars(
            select(HandedIn)
            .where(HandedIn.logbook_id == logbook.id)
            .order_by(HandedIn.version.desc())
        )
    )


def latest_hand_in(session: Session, logbook: Logbook | None) -> HandedIn | None:
    """What stands: the latest version that was handed in."""
    return next(iter(hand_ins(session, logbook)), None)


def is_open(session: Session, logbook: Logbook | None) -> bool:
    """Whether it can be written in: not handed in yet, or being corrected."""
    return logbook is None or logbook.correcting or latest_hand_in(session, logbook) is None


def reflections_of(session: Session, row: Logbook | None) -> dict[Prompt, ReflectionText]:
    """What stands on every prompt, in their order."""
    reflections = {prompt: ReflectionText(prompt) for prompt in Prompt}
    if row is None:
        return reflections
    for kept, name in session.execute(
        select(ReflectionTable, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == ReflectionTable.person_id)
        .where(ReflectionTable.logbook_id == row.id)
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
    venue: Venue,
    row: Logbook | None,
    period: LogbookPeriod,
    *,
    now: dt.datetime,
    settled_only: bool = False,
) -> Content:
    """What the logbook says now; in a file, of its numbers those that are settled."""
    return Content(
        venue=venue.name,
        partnership=session.get_one(Partnership, venue.partnership_id).name,
        period=period,
        reflections=tuple(reflections_of(session, row).values()),
        numbers=period_numbers(session, venue, period, now=now, settled_only=settled_only),
        definitions=DEFINITIONS,
        notes=notes_of_days(session, venue.id, period.first, period.last),
    )


def period_numbers(
    session: Session,
    venue: Venue,
    period: LogbookPeriod,
    *,
    now: dt.datetime,
    settled_only: bool = False,
) -> Numbers:
    """The period's numbers month by month, protected, up to the last closed day."""
    return numbers_of(*months_and_whole(session, venue, period, now=now, settled_only=settled_only))


def _is(venue_id: int, period: LogbookPeriod) -> tuple[ColumnElement[bool], ...]:
    return (
        Logbook.venue_id == venue_id,
        Logbook.quarter == period.first,
        Logbook.months == len(period.months),
    )


def _between(kind: type[Month | Quarter], first: dt.date, last: dt.date) -> Iterator[LogbookPeriod]:
    period = kind.of(first)
    while period.first <= last:
        yield period
        period = period.next
