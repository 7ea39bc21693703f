"""Random tokens that give access. Each is shown once and stored only as a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets

TOKEN_BYTES = 32


def new_token(size: int = TOKEN_BYTES) -> str:
    """A token of `size` random bytes, safe in a URL or a cookie."""
    return secrets.token_urlsafe(size)


def token_hash(token: str) -> str:
    """The hash to store for a token: its SHA-256 as 64 hexadecimal digits.

    Tokens are random, so a fast hash without a salt is enough.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(key: bytes, text: str) -> str:
    """The HMAC-SHA256 of a text as 64 hexadecimal digits. Only holders of the key can make it."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
