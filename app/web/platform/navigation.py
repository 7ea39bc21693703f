"""Which link of the header on staff pages is the current one."""

from __future__ import annotations

from flask import request

SECTIONS = {
    "host": "host.today",
    "imports": "venues.venues",
    "logbook": "logbook.logbooks",
    "people": "people.people",
    "reader": "reader.released",
    "reports": "reports.report_page",
    "venues": "venues.venues",
}
"""The endpoint of the header's link for each blueprint with staff pages."""
ONES_OWN = {
    f"people.{view}"
    for view in ("account", "reading_key", "make_reading_key", "end_reading_key", "welcome", "join")
}
"""Pages about the viewer's own account, which has its own link apart from the sections."""


def current_section() -> str:
    """Return the endpoint of the header's current link, or "" if there is none."""
    if request.endpoint in ONES_OWN:
        return ""
    return SECTIONS.get(request.blueprint or "", "")
