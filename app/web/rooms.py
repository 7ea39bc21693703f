"""Which of the pages in the head of a desk page the page belongs to."""

from __future__ import annotations

from flask import current_app, request

ROOMS = {
    "earlier": "venues",
    "invitations": "people",
    "logbook_steps": "logbooks",
    "logbook": "logbooks",
    "people": "people",
    "releases": "released",
    "reports": "reports",
}
"""The endpoint of a coordinator's module. Everything else there is about setting up a place."""


def room() -> str:
    """The endpoint of the page in the head, empty where there is none."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.blueprint not in ("coordinator", "host"):
        return ""
    if request.blueprint == "host":
        return "host.today"
    return f"coordinator.{ROOMS.get(view.__module__.rpartition('.')[2], 'venues')}"
