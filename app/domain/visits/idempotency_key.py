"""One-time keys: a form or a tap that is sent twice counts once."""

from __future__ import annotations

import hashlib
import secrets

KEY_BYTES = 16


def new_key() -> str:
    """A one-time key for a page: 128 random bits, as 32 hexadecimal digits."""
    return secrets.token_hex(KEY_BYTES)


def is_key(text: str) -> bool:
    """Whether the text has the form of a one-time key."""
    return len(text) == KEY_BYTES * 2 and all(sign in "0123456789abcdef" for sign in text)


def key_after(key: str) -> str:
    """The one-time key of the form that undoes what the form with this key did."""
    return hashlib.sha256(f"after:{key}".encode()).hexdigest()[: KEY_BYTES * 2]
