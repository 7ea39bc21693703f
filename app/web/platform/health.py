"""Liveness and readiness probes for the operator. They reveal no counts."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify
from werkzeug.wrappers import Response

from app.db import StorageUnavailable
from app.domain.days.set_aside import needs_help
from app.services.core.health import days_set_aside, problems
from app.services.days.closing import close_due_days
from app.web.platform.access import everybody
from app.web.platform.clock_watch import TO_DO, look, over_by
from app.web.platform.context import db, now, state

HELP = (
    "Days could not be closed for 48 hours, and their visits are still stored."
    " See docs/days-set-aside.md."
)
bp = Blueprint("health", __name__)


@bp.get("/healthz")
@everybody
def healthz() -> Response:
    """Answer 200 as long as the process runs, with what an operator should look at.

    /readyz reports whether it can do its work.
    """
    try:
        return jsonify(status="ok", **_close_days(), **_days_set_aside())
    except StorageUnavailable as error:
        current_app.logger.error("Days could not be closed yet: %s", error)
        return jsonify(status="ok")


@bp.get("/readyz")
@everybody
def readyz() -> Response | tuple[Response, int]:
    """Answer 200 if visits can be counted and ended days are closed, else 503 with reasons."""
    try:
        doubt = _close_days()
    except StorageUnavailable as error:
        current_app.logger.error("Days could not be closed yet: %s", error)
        doubt = {}
    found = problems(db(), newest_revision=state().newest_revision, now=now())
    if doubt:
        found.append(f"the clock is in doubt: {doubt['to_do']}")
    return (jsonify(status="error", problems=found), 503) if found else jsonify(status="ok")


def _close_days() -> dict[str, object]:
    """Close ended days, in case no other request does. Returns a doubt about the clock, if any."""
    doubt = look(state())
    if doubt is not None:
        return {"clock": doubt, "to_do": TO_DO[doubt]}
    close_due_days(db(), now=over_by(state()))
    return {}


def _days_set_aside() -> dict[str, object]:
    """Return the days that could not be closed, and what to do if that has lasted too long."""
    days = days_set_aside(db())
    if not days:
        return {}
    told: dict[str, object] = {
        "set_aside": [
            {
                "venue": day.venue_id,
                "date": day.date.isoformat(),
                "since": day.since.isoformat(),
                "why": day.why,
            }
            for day in days
        ]
    }
    if any(needs_help(day.since, now()) for day in days):
        told["set_aside_to_do"] = HELP
    return told
