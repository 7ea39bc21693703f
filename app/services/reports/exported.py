"""Recording that somebody was given a report as a file, or that their program read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import ZONE
from app.domain.people.access import Act, Viewer
from app.domain.people.audit import FOR_PROGRAMS
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.services.core.audit import AuditDeed, AuditSubject, record_export
from app.services.reports.reports import report_name, selected

KEPT = ("format", "period")


@dataclass(frozen=True)
class _Report:
    """Whose a report is, and what it is called."""

    partnership_id: int
    venue_id: int | None
    name: str


def record_report(
    db: Database, viewer: Viewer, act: Act, selection: Selection, period: Period, file_format: str
) -> None:
    """Add a line that the viewer, who may do `act`, was given this file. Raises NotFound."""
    with db.reading() as session:
        report = _report(session, viewer, act, selection)
    _record(db, viewer, report, period, file_format)


def record_reading(
    db: Database, viewer: Viewer, selection: Selection, period: Period, *, now: dt.datetime
) -> None:
    """Add a line that the viewer's program was given this released report. Raises NotFound.

    A program may ask every minute, so only the first time on a date is recorded: more would bury
    the rest.
    """
    with db.reading() as session:
        report = _report(session, viewer, Act.READ_RELEASED, selection)
        told = session.scalars(
            select(models.AuditEntry).where(
                models.AuditEntry.person_id == viewer.known_as,
                models.AuditEntry.partnership_id == report.partnership_id,
                models.AuditEntry.subject == AuditSubject.REPORT,
                models.AuditEntry.deed == AuditDeed.EXPORTED,
                models.AuditEntry.at >= dt.datetime.combine(now.astimezone(ZONE), dt.time(), ZONE),
            )
        )
        name = report.name[: models.audit_listener.NAME_LENGTH]
        this = (name, [None, FOR_PROGRAMS], [None, str(period)])
        if this in [(each.subject_name, *map(each.changes.get, KEPT)) for each in told]:
            return
    _record(db, viewer, report, period, FOR_PROGRAMS)


def _report(session: Session, viewer: Viewer, act: Act, selection: Selection) -> _Report:
    venues = selected(session, viewer, act, selection)
    venue_id = venues[0].id if len(venues) == 1 else None
    return _Report(venues[0].partnership_id, venue_id, report_name(session, selection, venues))


def _record(
    db: Database, viewer: Viewer, report: _Report, period: Period, file_format: str
) -> None:
    record_export(
        db,
        viewer,
        AuditSubject.REPORT,
        partnership_id=report.partnership_id,
        venue_id=report.venue_id,
        name=report.name,
        period=str(period),
        file_format=file_format,
    )
