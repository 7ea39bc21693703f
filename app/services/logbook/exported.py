"""Recording that somebody was given a logbook as a file."""

from __future__ import annotations

from app.db import Database
from app.domain.logbook.logbook import Book, LogbookPeriod
from app.domain.people.access import Viewer
from app.domain.reports.period import Period
from app.services.core.audit import AuditSubject, record_export
from app.services.logbook.subject import subject_of


def record_logbook(
    db: Database, viewer: Viewer, book: Book, period: LogbookPeriod, file_format: str
) -> None:
    """Add a line that the viewer, who has opened the logbook, was given it as a file."""
    with db.reading() as session:
        subject = subject_of(session, book)
    record_export(
        db,
        viewer,
        AuditSubject.LOGBOOK,
        partnership_id=subject.partnership_id,
        venue_id=subject.venue_id,
        name=subject.name,
        period=str(Period.span(period.months[0], period.months[-1])),
        file_format=file_format,
    )
