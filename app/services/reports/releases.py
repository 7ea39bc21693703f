"""Releasing reports to a partnership's readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import ZONE
from app.domain.days.correction_window import NotSettled, corrected_until, settled_from
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.reports.detail import ALL_LINES, Detail
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.venue_profile import look_on_paper
from app.services.reports.caveats import caveats_of
from app.services.reports.report_builder import Counts
from app.services.reports.reports import months_of, name_of, report_name, selected, there_in


@dataclass(frozen=True)
class Release:
    """A released report.

    `names` is the partnership's name if all of it is selected, otherwise the venues' names. `by`
    is the name of the person who released it.
    """

    selection: Selection
    names: tuple[str, ...]
    period: Period
    by: str
    at: dt.datetime


def release(
    db: Database, viewer: Viewer, selection: Selection, period: Period, *, now: dt.datetime
) -> None:
    """Let readers see the report. Releasing it again does nothing.

    Raises NotFound, and NotSettled while a day of the period can still be corrected.
    """
    with db.writing() as session:
        venues = selected(session, viewer, Act.HAND_IN, selection)
        if any(now < settled_from(period.last, venue.day_limit) for venue in venues):
            raise NotSettled(corrected_until(period.last))
        key = (venues[0].partnership_id, str(selection), str(period))
        if session.get(models.Released, key) is None:
            session.add(
                models.Released(
                    partnership_id=key[0],
                    venues=key[1],
                    period=key[2],
                    person_id=viewer.person_id,
                    released_at=now,
                )
            )
            _record(session, viewer, AuditDeed.RELEASED, venues, selection, period)


def take_back(db: Database, viewer: Viewer, selection: Selection, period: Period) -> None:
    """Stop showing the report to readers. Raises NotFound."""
    with db.writing() as session:
        venues = selected(session, viewer, Act.HAND_IN, selection)
        row = session.get(models.Released, (venues[0].partnership_id, str(selection), str(period)))
        if row is not None:
            session.delete(row)
            _record(session, viewer, AuditDeed.TAKEN_BACK, venues, selection, period)


def _record(
    session: Session,
    viewer: Viewer,
    deed: AuditDeed,
    venues: list[models.Venue],
    selection: Selection,
    period: Period,
) -> None:
    record(
        session,
        viewer,
        AuditSubject.REPORT,
        deed,
        partnership_id=venues[0].partnership_id,
        venue_id=venues[0].id if len(venues) == 1 else None,
        name=report_name(session, selection, venues),
        changes={"period": (None, str(period))},
    )


def releases(db: Database, viewer: Viewer) -> tuple[Release, ...]:
    """Return the released reports that the viewer may see, latest period first.

    Somebody who reads single venues sees the reports of these and no others: from a sum with other
    venues they could subtract their own.
    """
    with db.reading() as session:
        mine = viewer.partnerships(Act.READ_RELEASED)
        rows = session.execute(
            select(models.Released, models.Person.name)
            .join(models.Person, models.Person.id == models.Released.person_id)
            .where(models.Released.partnership_id.in_(mine))
        ).all()
        named = _Names(session, mine)
        made = [_release(row, by, named) for row, by in rows if _may_read(viewer, row)]
        made.sort(key=lambda one: (one.period.last, one.period.first, one.names), reverse=True)
        return tuple(made)


def release_of(
    db: Database, viewer: Viewer, selection: Selection, period: Period
) -> Release | None:
    """Return the report's release, or None if it isn't released. Raises NotFound."""
    with db.reading() as session:
        venues = selected(session, viewer, Act.READ_RELEASED, selection)
        key = (venues[0].partnership_id, str(selection), str(period))
        row = session.get(models.Released, key)
        if row is None:
            return None
        by = session.get_one(models.Person, row.person_id).name
        return _release(row, by, _Names(session, [row.partnership_id]))


def released_overview(
    db: Database,
    viewer: Viewer,
    selection: Selection,
    period: Period,
    *,
    now: dt.datetime,
    detail: Detail = ALL_LINES,
) -> Overview:
    """Return a released report as readers see it.

    The numbers are the ones a coordinator sees, but illness is not shown as a reason for closing,
    and a period for comparison is left out unless it is released too. Raises NotFound, also if
    the report isn't released.
    """
    with db.reading() as session:
        venues = selected(session, viewer, Act.READ_RELEASED, selection)
        partnership_id = venues[0].partnership_id

        def is_released(which: Period) -> bool:
            key = (partnership_id, str(selection), str(which))
            return session.get(models.Released, key) is not None

        if not is_released(period):
            raise NotFound
        venues = there_in(session, venues, selection, period)
        counts = Counts(session, venues, months_of(period), now=now, detail=detail)
        found = counts.overview(period, name_of(session, selection))
        shows_before = period.has_year_before and is_released(period.a_year_before)
        return replace(
            found,
            caveats=tuple(one.for_readers() for one in caveats_of(session, venues, found.report)),
            year=found.year if found.year and is_released(found.year.period) else None,
            before=found.before if shows_before else None,
            months_before=found.months_before if shows_before else (),
            partnership=session.get_one(models.Partnership, partnership_id).name,
            drawn_on=now.astimezone(ZONE).date(),
            look=look_on_paper(session, venues),
        )


class _Names:
    """The names of partnerships and their venues, queried once for all releases."""

    def __init__(self, session: Session, partnership_ids: Collection[int]) -> None:
        partnerships = session.execute(
            select(models.Partnership.id, models.Partnership.name).where(
                models.Partnership.id.in_(partnership_ids)
            )
        )
        self._partnerships = {row.id: row.name for row in partnerships}
        self._venues = session.execute(
            select(models.Venue.id, models.Venue.name)
            .where(models.Venue.partnership_id.in_(partnership_ids))
            .order_by(models.Venue.name)
        ).all()

    def of(self, selection: Selection) -> tuple[str, ...]:
        """Return the partnership's name if all of it is selected, else the venues' names."""
        if selection.partnership_id is not None:
            return (self._partnerships[selection.partnership_id],)
        return tuple(name for venue_id, name in self._venues if venue_id in selection.venue_ids)


def _may_read(viewer: Viewer, row: models.Released) -> bool:
    def may(venue_id: int | None) -> bool:
        return viewer.may(Act.READ_RELEASED, row.partnership_id, venue_id)

    selection = Selection.parse(row.venues)
    return all(map(may, selection.venue_ids)) if selection.venue_ids else may(None)


def _release(row: models.Released, by: str, named: _Names) -> Release:
    selection = Selection.parse(row.venues)
    return Release(selection, named.of(selection), Period.parse(row.period), by, row.released_at)
