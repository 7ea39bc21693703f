"""Liveness and readiness, for the operator. Says nothing about anybody's counts."""

from __future__ import annotations

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from app.domain.days.set_aside import needs_help
from app.services.core.health import check, days_set_aside
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
def healthz() -> Response | tuple[Response, int]:
    """200 where the database answers and is migrated, else 503 with the reason."""
    problem = check(db())
    if problem:
        return jsonify(status="error", problem=problem), 503
    # Where nobody comes by but the probe, the days must end all the same.
    doubt = look(state())
    if doubt is not None:
        return jsonify(status="ok", clock=doubt, to_do=TO_DO[doubt], **_days_set_aside())
    close_due_days(db(), now=over_by(state()))
    return jsonify(status="ok", **_days_set_aside())


def _days_set_aside() -> dict[str, object]:
    """Which days could not be closed, and what to do once that has lasted. Alive all the same."""
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
