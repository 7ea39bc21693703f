"""Previewing an import file, before anything is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.worksheet import Worksheet
from app.domain.imports.layouts import understand
from app.domain.imports.rows import ImportedCount, ImportRow, SkipReason
from app.domain.imports.venue_names import venue_in_title, venue_named
from app.domain.people.access import Act, Viewer
from app.services.core.lookup import allowed_partnership
from app.services.imports.known_days import counted_days, venue_names

NEW = 0
"""Stands for a venue id: create a venue with that name."""


@dataclass(frozen=True)
class Preview:
    """The contents of a file.

    `places` maps each venue name in the file to the id of the matching venue, or None. A file
    without venue names has the single name "", and `titled` is the venue named in one of its
    titles, if any. `venues` maps the ids of the partnership's venues to their names.
    """

    rows: tuple[ImportRow, ...]
    venue_ids: dict[str, int | None]
    venues: dict[int, str]
    titled: int | None = None

    @property
    def taken(self) -> tuple[ImportedCount, ...]:
        """The counts that can be imported."""
        return tuple(row.found for row in self.rows if row.found)


def preview(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    sheets: Sequence[Worksheet],
    *,
    now: dt.datetime,
) -> Preview:
    """Parse the sheets and mark the days already counted. Writes nothing. Raises NotFound."""
    rows = understand(sheets, service_date(now))
    with db.reading() as session:
        allowed_partnership(session, viewer, Act.SEE_REPORTS, partnership_id)
        venues = venue_names(session, partnership_id)
        names = dict.fromkeys(row.found.venue for row in rows if row.found)
        venue_ids = {name: venue_named(name, venues) for name in names}
        titled = venue_in_title(sheets, venues) if "" in venue_ids else None
        if "" in venue_ids:
            venue_ids[""] = next(iter(venues)) if len(venues) == 1 else titled
        here = counted_days(session, {id_ for id_ in venue_ids.values() if id_})
        marked = []
        for row in rows:
            venue_id = venue_ids.get(row.found.venue) if row.found else None
            if row.found and venue_id and (venue_id, row.found.date) in here:
                row = replace(row, found=None, why=SkipReason.COUNTED)
            marked.append(row)
        return Preview(tuple(marked), venue_ids, venues, titled)
