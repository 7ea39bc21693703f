"""Passwords: generated ones, easy to read aloud, and what one that people choose must be.

Whoever is let choose is told one thing: three random words. So a password need not have signs of
several kinds; it has to be long, and more than words that everybody tries first.
"""

from __future__ import annotations

import re
import secrets
from itertools import pairwise

from app.domain.people.common_passwords import LONG, ROWS, WORDS

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without characters that are easily confused, such as `l`, `1`, `o` and `0`."""
SHORTEST, LONGEST = 12, 200
"""How many characters a password may have."""
RUN = 4
"""As many neighbours on a row of keys, or more, are counted as one."""
OF_ITS_OWN = 6
"""So many different characters must be left without common words and rows."""


class EasyPassword(Exception):
    """The password is too short, common, or made of the person's own name or e-mail."""


def new_password() -> str:
    """A random password of four groups of four characters, like `k7mx-2pqa-…` (79 bits)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def must_be_hard_to_guess(password: str, *own: str) -> None:
    """Raise EasyPassword unless the password is long and more than common words.

    `own` is what others know of the person: their name and e-mail.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise EasyPassword
    left = _letters(password)
    for word in sorted(WORDS | LONG | _own_words(own), key=len, reverse=True):
        left = left.replace(word, " ")
    if len(set(_without_rows(left)) - {" "}) < OF_ITS_OWN:
        raise EasyPassword


def _letters(text: str) -> str:
    """The letters and digits alone: a stroke between two words makes them no harder to guess."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _own_words(own: tuple[str, ...]) -> set[str]:
    parts = {part for text in own for part in re.split(r"[\W_]+", text.casefold())}
    return {word for word in parts | {_letters(text) for text in own} if len(word) > 2}


def _without_rows(text: str) -> str:
    """The text without neighbours on a row of keys, up or down it, and without repetitions."""
    left = re.sub(r"(.+?)\1{2,}", " ", text)
    runs: list[str] = [left[:1]]
    for one, next_one in pairwise(left):
        if any(one + next_one in row or next_one + one in row for row in ROWS):
            runs[-1] += next_one
        else:
            runs.append(next_one)
    return "".join(" " if len(run) >= RUN else run for run in runs)
