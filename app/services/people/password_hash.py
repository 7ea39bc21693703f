"""Slow password hashes, so that stolen ones are expensive to crack."""

from __future__ import annotations

from werkzeug.security import generate_password_hash

METHOD = "scrypt:32768:8:1"
"""Werkzeug's default; each guess costs 32 MiB and about 60 ms."""


def slow_hash(password: str) -> str:
    """Return the hash to store. This is slow: call it outside any database block."""
    return generate_password_hash(password, method=METHOD)
