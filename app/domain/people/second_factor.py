"""The second step of signing in: codes from an app, and recovery codes for when it is lost."""

from __future__ import annotations

import datetime as dt
import secrets

STEP = 30
"""For how many seconds an app shows the same code."""
WINDOW = 1
"""How many steps a code may be early or late, for clocks that differ."""
HALF_LASTS = dt.timedelta(minutes=10)
"""How long somebody who has given their password may take to give a code."""
RESET_TOLD = dt.timedelta(days=30)
"""How long sign-in reminds people that somebody removed their second factor."""
RECOVERY_CODES = 10
LETTERS = "BCDFGHJKMNPQRSTVWXYZ"
"""Those of a recovery code. Without vowels they spell no word; without digits, no CPR number."""
GROUP = 4
GROUPS = 3


class WrongCode(Exception):
    """The code is wrong, too old, or has been used."""


def step_of(now: dt.datetime) -> int:
    """Return the number of the step that an instant is in."""
    return int(now.timestamp()) // STEP


def new_recovery_code() -> str:
    """Return a recovery code: 52 random bits, as BCDF-GHJK-MNPQ."""
    return grouped("".join(secrets.choice(LETTERS) for _letter in range(GROUP * GROUPS)), "-")


def bare(typed: str) -> str:
    """Return a code without the spaces and dashes that people type, in upper case."""
    return "".join(each for each in typed.upper() if each.isalnum() and each.isascii())


def grouped(text: str, between: str = " ") -> str:
    """Return the text in groups of four."""
    return between.join(text[start : start + GROUP] for start in range(0, len(text), GROUP))
