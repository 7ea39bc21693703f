"""Accounts and access: signing in, the account page, members and invitations."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("people", __name__)

from app.web.people import account, invitations, members, reading_key, welcome  # noqa: E402, F401
