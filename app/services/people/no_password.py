"""Accounts that have no password, because their owner signs in through a provider."""

from __future__ import annotations

from app.domain.base.tokens import new_token

MARK = "!"
"""No hash begins with this, so no password matches."""


def no_password() -> str:
    """Return what is stored in place of a password's hash.

    It is random: the token of a known browser is made of it (`accounts.known_device_token`).
    """
    return MARK + new_token()


def is_password(stored: str) -> bool:
    """Return whether this is the hash of a password."""
    return bool(stored) and not stored.startswith(MARK)
