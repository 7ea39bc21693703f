"""Recording that somebody was given a report as a file."""

from __future__ import annotations

from app.db import Database
from app.domain.people.access import Act, Viewer
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.services.core.audit import AuditSubject, record_export
from app.services.reports.reports import report_name, selected


def record_report(
    db: Database, viewer: Viewer, act: Act, selection: Selection, period: Period, file_format: str
) -> None:
    """Add a line that the viewer, who may do `act`, was given this file. Raises NotFound."""
    with db.reading() as session:
        venues = selected(session, viewer, act, selection)
        partnership_id, name = venues[0].partnership_id, report_name(session, selection, venues)
        venue_id = venues[0].id if len(venues) == 1 else None
    record_export(
        db,
        viewer,
        AuditSubject.REPORT,
        partnership_id=partnership_id,
        venue_id=venue_id,
        name=name,
        period=str(period),
        file_format=file_format,
    )
