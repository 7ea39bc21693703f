"""Passwords that we make: read aloud over a counter, typed once, and then changed."""

from __future__ import annotations

import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letters that are taken for each other or for digits."""


def new_password() -> str:
    """Four times four signs, as `k7mx-2pqa-…`: 79 random bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
