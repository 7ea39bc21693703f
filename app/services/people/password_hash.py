"""Slow password hashes, so that stolen ones are expensive to crack.

Each process computes one hash at a time, and one more may wait. Hashing keeps a processor busy,
and check-ins must not be slowed down by sign-ins.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from werkzeug.security import check_password_hash, generate_password_hash

METHOD = "scrypt:32768:8:3"
"""What OWASP asks for: each guess costs 32 MiB, three times over. N = 2¹⁷ with p = 1 is as good and
takes 128 MiB, which weighs more on a small server."""

OLD_METHOD, REST = "scrypt:32768:8:1", "scrypt:32768:8:2"
"""How passwords were hashed before, and what is missing from that to the work of METHOD."""

AT_ONCE = 2
"""How many threads of a process may be here: one that computes, and one that waits."""

_places = threading.BoundedSemaphore(AT_ONCE)
_turn = threading.Lock()


class TooManyAtOnce(Exception):
    """Too many passwords are being hashed right now; nothing was checked or changed."""


def slow_hash(password: str) -> str:
    """Return the hash to store. This is slow: call it outside any database block.

    Raises TooManyAtOnce.
    """
    with _one_at_a_time():
        return generate_password_hash(password, method=METHOD)


def is_right(password: str, stored: str) -> bool:
    """Return whether the password matches the stored hash. As slow as `slow_hash`, also for an old
    hash: otherwise a fast answer would tell which accounts there are. Raises TooManyAtOnce.
    """
    with _one_at_a_time():
        if is_old(stored):
            generate_password_hash(password, method=REST)
        return check_password_hash(stored, password)


def is_old(stored: str) -> bool:
    """Return whether the hash was made with less work than one that is made now."""
    return stored.startswith(f"{OLD_METHOD}$")


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise TooManyAtOnce
    try:
        with _turn:
            yield
    finally:
        _places.release()
