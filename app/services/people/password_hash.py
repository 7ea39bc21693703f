"""How passwords are kept: as hashes that take long to try."""

from __future__ import annotations

from werkzeug.security import generate_password_hash

METHOD = "scrypt:32768:8:1"
"""Werkzeug's own choice: 32 MiB, and some 60 ms, for each password that somebody tries."""


def slow_hash(password: str) -> str:
    """The password as it is stored. Takes a while: call it outside every block."""
    return generate_password_hash(password, method=METHOD)
