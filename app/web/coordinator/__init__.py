"""The coordinator's and reader's pages: reports, logbooks and set-up."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("coordinator", __name__)

from app.web.coordinator import (  # noqa: E402, F401
    activities,
    closed_days,
    codes,
    door,
    earlier,
    invitations,
    languages,
    logbook,
    logbook_files,
    logbook_steps,
    partnership,
    people,
    releases,
    reports,
    roles,
    venues,
)
