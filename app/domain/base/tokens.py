"""Tokens that open something: random, handed out once, and stored only as a hash."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token(size: int = TOKEN_BYTES) -> str:
    """A random token of `size` bytes, fit for an address or a cookie."""
    return secrets.token_urlsafe(size)


def token_hash(token: str) -> str:
    """What is stored of a token: its SHA-256 as 64 hexadecimal digits.

    A token is random, so a fast hash without a salt is enough.
    """
    return hashlib.sha256(token.encode()).hexdigest()
