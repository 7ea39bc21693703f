"""Correcting a day's numbers: today's, and those of the last seven days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.days.corrections import CorrectionReason, TooFew, corrected
from app.domain.days.count_differences import undone
from app.domain.people.access import NotFound, Viewer
from app.domain.visits.source import Source
from app.models import Activity, Correction, Person, Role, Venue
from app.services._corrections import (
    closed_day,
    counts_of,
    is_made,
    must_belong,
    note,
    set_counts,
    venue_and_today,
)
from app.services._days import locked_day
from app.services._heads import add_visit, take_back, unused


class CannotUndo(Exception):
    """A later correction has taken away what this one added."""


@dataclass(frozen=True)
class Corrected:
    """A correction as the partnership sees it. `by` is empty where the house's phone sent it.

    `activity` and `role` are names, empty for visits as such. `can_be_undone` is false for one that
    has been undone, and for the undoing itself.
    """

    id: int
    date: dt.date
    number: int
    why: CorrectionReason
    activity: str
    role: str
    by: str
    at: dt.datetime
    can_be_undone: bool


def correct(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    date: dt.date,
    number: int,
    why: CorrectionReason,
    *,
    key: str,
    activity_id: int | None = None,
    role_id: int | None = None,
    now: dt.datetime,
) -> None:
    """Add visits to a day, or take some away (below zero), and keep who did it and why.

    The day's counts and its month's change in the same transaction. The same key corrects once.
    Raises NotFound, TooFew.
    """
    with db.writing() as session:
        venue, today = venue_and_today(session, viewer, venue_id, date, now)
        must_belong(session, venue, activity_id, role_id)
        cells: dict[str, int] = {}
        if date == today:
            locked_day(session, venue, date)
            mac = unused(session, venue.id, date, key)
            if mac is None:
                return
            _of_open_day(session, venue, date, mac, number, Source.HOST, activity_id, role_id, now)
        else:
            day = closed_day(session, venue, date)
            if is_made(session, key):
                return
            before = counts_of(session, venue.id, date)
            after = corrected(before, number, activity_id=activity_id, role_id=role_id)
            cells = set_counts(session, day, before, after)
        note(
            session,
            viewer,
            venue.id,
            date,
            number,
            why,
            key=key,
            cells=cells,
            now=now,
            activity_id=activity_id,
            role_id=role_id,
        )


def undo(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    date: dt.date,
    correction_id: int,
    *,
    key: str,
    now: dt.datetime,
) -> None:
    """Take a correction back, by another one. Raises NotFound, CannotUndo."""
    with db.writing() as session:
        venue, today = venue_and_today(session, viewer, venue_id, date, now)
        row = session.get(Correction, correction_id)
        if row is None or (row.venue_id, row.service_date) != (venue.id, date):
            raise NotFound
        activity_id, role_id, source = row.activity_id, row.role_id, Source(row.source)
        cells: dict[str, int] = {}
        day = (
            locked_day(session, venue, date) if date == today else closed_day(session, venue, date)
        )
        if row.undoes_id is not None or _is_undone(session, row.id):
            return
        if not day.closed:
            mac = unused(session, venue.id, date, key)
            if mac is None:
                return
            try:
                # What a correction added never had a part of the day.
                _of_open_day(
                    session, venue, date, mac, -row.number, source, activity_id, role_id, None
                )
            except TooFew:
                raise CannotUndo from None
        else:
            before = counts_of(session, venue.id, date)
            after = undone(before, row.cells) if row.cells else None
            if after is None:
                try:
                    after = corrected(
                        before,
                        -row.number,
                        activity_id=activity_id,
                        role_id=role_id,
                        source=source,
                    )
                except TooFew:
                    raise CannotUndo from None
            cells = set_counts(session, day, before, after)
        note(
            session,
            viewer,
            venue.id,
            date,
            -row.number,
            CorrectionReason.UNDONE,
            key=key,
            source=source,
            cells=cells,
            undoes_id=row.id,
            now=now,
            activity_id=activity_id,
            role_id=role_id,
        )


def corrections_of_days(
    session: Session, venue_id: int, first: dt.date, last: dt.date
) -> tuple[Corrected, ...]:
    """The corrections of the days from the first to the last, the latest correction first."""
    rows = session.execute(
        select(Correction, Activity.name, Role.verb, Person.name)
        .outerjoin(Activity, Activity.id == Correction.activity_id)
        .outerjoin(Role, Role.id == Correction.role_id)
        .outerjoin(Person, Person.id == Correction.person_id)
        .where(Correction.venue_id == venue_id, Correction.service_date.between(first, last))
        .order_by(Correction.id.desc())
    ).all()
    undone_ids = {row.undoes_id for row, *_names in rows}
    return tuple(
        Corrected(
            id=row.id,
            date=row.service_date,
            number=row.number,
            why=CorrectionReason(row.reason),
            activity=activity or "",
            role=role or "",
            by=by or "",
            at=row.made_at,
            can_be_undone=row.undoes_id is None and row.id not in undone_ids,
        )
        for row, activity, role, by in rows
    )


def _is_undone(session: Session, correction_id: int) -> bool:
    undoing = select(Correction.id).where(Correction.undoes_id == correction_id)
    return session.scalar(undoing) is not None


def _of_open_day(
    session: Session,
    venue: Venue,
    date: dt.date,
    mac: str,
    number: int,
    source: Source,
    activity_id: int | None,
    role_id: int | None,
    now: dt.datetime | None,
) -> None:
    if number > 0:
        add_visit(
            session,
            venue.id,
            date,
            mac,
            number,
            activity_id=activity_id,
            role_id=role_id,
            source=source,
        )
        return
    taken = take_back(
        session,
        venue.id,
        date,
        -number,
        activity_id=activity_id,
        role_id=role_id,
        first=source,
        now=now,
    )
    if taken < -number:
        raise TooFew(taken)
