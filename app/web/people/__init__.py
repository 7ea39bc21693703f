"""Accounts and access: signing in, the account page, members and invitations."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("people", __name__)

from app.web.people import (  # noqa: E402, F401
    account,
    audit,
    forgotten,
    invitations,
    member_factor,
    members,
    not_yet,
    own_data,
    own_packages,
    own_sessions,
    passkey_sign_in,
    passkeys,
    provider,
    provider_tie,
    reading_key,
    second_factor,
    second_step,
    welcome,
)
