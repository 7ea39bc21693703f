"""A mail before it has a form: its words, and one link at most."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

WIDTH = 72
"""Columns of the plain text, so that it can be read in a terminal."""
SHORTEST = 20
"""Columns of the last line of several. Text breaks sooner where it can be so long."""
TOGETHER = re.compile(r"\b(\d{1,2}\.?|kl\.|Q\d) (?=\w)")
"""Where no line breaks: in "22. november", "4. kvartal" and "kl. 13.00"."""
UNBROKEN = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Enclosure:
    """A file that comes with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """The words of a mail, in the language of `language`. `link` is a whole address or None.

    `footer` says why somebody has got it.
    """

    subject: str
    paragraphs: tuple[str, ...]
    footer: str
    language: str
    link: str | None = None
    link_text: str = ""
    after: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


def plain_text(letter: Letter) -> str:
    """Return the letter as plain text of at most WIDTH columns. A longer link stays whole."""
    linked = [f"{letter.link_text}:\n{letter.link}"] if letter.link else []
    parts = [
        *map(_wrapped, letter.paragraphs),
        *linked,
        *map(_wrapped, letter.after),
        # The mark at which mail programs begin a signature. Its space at the end belongs to it.
        "-- \n" + _wrapped(letter.footer),
    ]
    return "\n\n".join(parts) + "\n"


def _wrapped(text: str) -> str:
    """Return the text in lines. A date or time is in one, and none ends the text with a word."""
    whole = TOGETHER.sub(lambda found: found.group().replace(" ", UNBROKEN), text)
    lines = _lines(whole, WIDTH)
    for width in range(WIDTH - 1, WIDTH // 2, -1):
        narrower = _lines(whole, width)
        if len(lines) == 1 or len(lines[-1]) >= SHORTEST or len(narrower) > len(lines):
            break
        lines = narrower
    return "\n".join(lines).replace(UNBROKEN, " ")


def _lines(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
