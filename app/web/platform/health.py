"""Liveness and readiness, for the operator. Says nothing about anybody's counts."""

from __future__ import annotations

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from app.services.core.health import check
from app.services.days.closing import close_due_days
from app.web.platform.access import everybody
from app.web.platform.context import db, now

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@everybody
def healthz() -> Response | tuple[Response, int]:
    """200 where the database answers and is migrated, else 503 with the reason."""
    problem = check(db())
    if problem:
        return jsonify(status="error", problem=problem), 503
    # Where nobody comes by but the probe, the days must end all the same.
    close_due_days(db(), now=now())
    return jsonify(status="ok")
