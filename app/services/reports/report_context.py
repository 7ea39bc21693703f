"""The corrections and the host workload behind a report."""

from __future__ import annotations

from dataclasses import dataclass

from app.db import Database
from app.domain.board.host_workload import HostWorkload
from app.domain.people.access import Act, Viewer
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.services.board.host_workload import workload_in
from app.services.core.lookup import allowed_venue
from app.services.days.correction_history import Corrected, corrections_of_days


@dataclass(frozen=True)
class ReportContext:
    """Shown on the report's page only, never in its numbers or files."""

    corrections: tuple[Corrected, ...]
    workload: HostWorkload | None


def report_context(
    db: Database, viewer: Viewer, selection: Selection, period: Period
) -> ReportContext | None:
    """Return the context of one venue's report; None for several venues. Raises NotFound."""
    if len(selection.venue_ids) != 1:
        return None
    first, last = period.start.first, period.end.last
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.SEE_REPORTS, next(iter(selection.venue_ids)))
        return ReportContext(
            corrections=corrections_of_days(session, venue.id, first, last),
            workload=workload_in(session, venue, first, last),
        )
