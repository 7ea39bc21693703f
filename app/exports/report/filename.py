"""The name of a report's file."""

from __future__ import annotations

import unicodedata

from app.domain.reports.report import Report


def filename(report: Report, ending: str, table: str = "") -> str:
    """Return an ASCII file name, such as `genbrugsbutikken-2026-11.csv`.

    `table` is what a file holds besides the report's own table.
    """
    names = [report.name] if report.name else [venue.name for venue in report.venues]
    name = plain_name(names) or f"sted-{report.venues[0].id}"
    return "-".join(filter(None, (name, str(report.period), table))) + f".{ending}"


def plain_name(names: list[str]) -> str:
    """Return the names as lower-case ASCII for a file name; may be empty."""
    text = " ".join(names).casefold()
    for letter, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("ß", "ss")):
        text = text.replace(letter, plain)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = "".join(character if character.isalnum() else " " for character in text).split()
    return "-".join(words)[:60].strip("-")
