"""Public codes: what stands on the wall beside the QR.

A code is an identifier and no secret: whoever guesses one finds the name of a house. Crockford's
alphabet has no letters that are taken for digits, and what people type is forgiven.
Source of the alphabet: https://www.crockford.com/base32.html
"""

from __future__ import annotations

import datetime as dt
import secrets
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


LENGTH = 6


LONGEST = 8


LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


class CodeState(StrEnum):
    """What a poster with the code does now."""

    IN_USE = "in_use"
    IN_GRACE = "in_grace"
    GONE = "gone"


def state(grace_until: dt.date | None, date: dt.date) -> CodeState:
    """What the code does on a date; `grace_until` is None until it is replaced."""
    if grace_until is None:
        return CodeState.IN_USE
    return CodeState.IN_GRACE if date <= grace_until else CodeState.GONE


def new_code() -> str:
    """A random code: one of a thousand million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str | None:
    """The code that was meant, or None where it cannot be one.

    Spaces, dashes and case are forgiven, and O, I and L are read as the digits they look like.
    """
    code = "".join(typed.split()).replace("-", "").upper().translate(LOOK_ALIKES)
    if 0 < len(code) <= LONGEST and all(sign in ALPHABET for sign in code):
        return code
    return None


def spaced(code: str) -> str:
    """The code as it is printed: a long one in two halves, which are easier to type."""
    if len(code) < LENGTH:
        return code
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}"
