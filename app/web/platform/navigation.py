"""Which page in the head of a desk page the current page belongs to."""

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
"""The endpoint in the head, for each blueprint of the desk."""
ONES_OWN = {
    f"people.{view}"
    for view in ("account", "reading_key", "make_reading_key", "end_reading_key", "welcome", "join")
}
"""Pages about the person who is signed in. Their link stands beside the others."""


def current_section() -> str:
    """The endpoint of the page in the head; empty where there is none."""
    if request.endpoint in ONES_OWN:
        return ""
    return SECTIONS.get(request.blueprint or "", "")
