"""Set-up pages: venues, activities, codes and posters, roles, partnerships, languages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("venues", __name__)

from app.web.venues import (  # noqa: E402, F401
    activities,
    archive,
    check_in_settings,
    closed_days,
    codes,
    copying,
    languages,
    logo,
    opening_hours,
    partnership,
    pasted_activities,
    roles,
    several,
    venues,
)
