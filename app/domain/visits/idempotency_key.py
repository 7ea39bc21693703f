"""One-time keys, so that a form or tap that is sent twice counts once."""

from __future__ import annotations

import hashlib
import secrets

KEY_BYTES = 16


def new_key() -> str:
    """Return a new key: 128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(KEY_BYTES)


def is_key(text: str) -> bool:
    """Whether the text has the format of a key."""
    return len(text) == KEY_BYTES * 2 and all(character in "0123456789abcdef" for character in text)


def key_after(key: str) -> str:
    """Return the key for undoing what the form with `key` did.

    It is derived from `key`, so a form that is sent twice can be undone only once.
    """
    return hashlib.sha256(f"after:{key}".encode()).hexdigest()[: KEY_BYTES * 2]
