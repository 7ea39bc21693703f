"""Generating passwords that are easy to read aloud, and rules for those that people choose.

Users are advised to choose three random words. So a password need not mix kinds of characters, but
must be long, and more than the words that attackers try first.
"""

from __future__ import annotations

import re
import secrets
from itertools import pairwise

from app.domain.people.common_passwords import LONG, ROWS, WORDS

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without characters that are easily confused, such as `l`, `1`, `o` and `0`."""
SHORTEST, LONGEST = 12, 200
"""The allowed length of a password in characters."""
RUN = 4
"""A run of this many neighbouring keys or more is ignored."""
OF_ITS_OWN = 6
"""How many different characters must be left after removing common words and runs."""


class EasyPassword(Exception):
    """The password is too short, common, or made of the person's own name or e-mail."""


def new_password() -> str:
    """Return a random password of four groups of four characters, like `k7mx-2pqa-…` (79 bits)."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def must_be_hard_to_guess(password: str, *own: str) -> None:
    """Raise EasyPassword unless the password is long and more than common words.

    `own` is what others know about the person: their name and e-mail.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise EasyPassword
    left = _letters(password)
    for word in sorted(WORDS | LONG | _own_words(own), key=len, reverse=True):
        left = left.replace(word, " ")
    if len(set(_without_rows(left)) - {" "}) < OF_ITS_OWN:
        raise EasyPassword


def _letters(text: str) -> str:
    """Return only the letters and digits. Hyphens between words make them no harder to guess."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _own_words(own: tuple[str, ...]) -> set[str]:
    parts = {part for text in own for part in re.split(r"[\W_]+", text.casefold())}
    return {word for word in parts | {_letters(text) for text in own} if len(word) > 2}


def _without_rows(text: str) -> str:
    """Return the text without repetitions and runs of neighbouring keys in either direction."""
    left = re.sub(r"(.+?)\1{2,}", " ", text)
    runs: list[str] = [left[:1]]
    for one, next_one in pairwise(left):
        if any(one + next_one in row or next_one + one in row for row in ROWS):
            runs[-1] += next_one
        else:
            runs.append(next_one)
    return "".join(" " if len(run) >= RUN else run for run in runs)
