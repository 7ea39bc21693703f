"""Generated passwords: easy to read aloud, and meant to be changed by the person."""

from __future__ import annotations

import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without characters that are easily confused, such as `l`, `1`, `o` and `0`."""


def new_password() -> str:
    """A random password of four groups of four characters, like `k7mx-2pqa-…` (79 bits)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
