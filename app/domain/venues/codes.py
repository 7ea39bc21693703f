"""Public codes, printed on posters beside the QR code.

A code is an identifier, not a secret: guessing one only reveals the name of a venue. Codes use
Crockford's base 32 alphabet, which leaves out letters that look like digits:
https://www.crockford.com/base32.html
"""

from __future__ import annotations

import datetime as dt
import secrets
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6
LONGEST = 8
AROUND = ".,;:!?)'\"»“”"
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


class CodeState(StrEnum):
    """Whether a code works; in grace, it has been replaced but still works."""

    IN_USE = "in_use"
    IN_GRACE = "in_grace"
    GONE = "gone"


def state(grace_until: dt.date | None, date: dt.date) -> CodeState:
    """Return the code's state on a date.

    `grace_until` is the last date on which a replaced code works, or None if it has not been
    replaced.
    """
    if grace_until is None:
        return CodeState.IN_USE
    return CodeState.IN_GRACE if date <= grace_until else CodeState.GONE


def new_code() -> str:
    """Return a random code, one of about a billion."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str | None:
    """Return the code that the user meant, or None if the text cannot be a code.

    Ignores spaces, dashes, case, and the punctuation that may follow an address in a sentence.
    Reads O, I and L as the digits they look like.
    """
    code = "".join(typed.split()).rstrip(AROUND).replace("-", "").upper().translate(LOOK_ALIKES)
    if 0 < len(code) <= LONGEST and all(character in ALPHABET for character in code):
        return code
    return None


def spaced(code: str) -> str:
    """Return the code as it is printed, in two halves to make it easier to type.

    A code shorter than `LENGTH` is not split.
    """
    if len(code) < LENGTH:
        return code
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}"
