"""Read a table that is text: CSV in any usual encoding and separator, or pasted cells."""

from __future__ import annotations

import csv
import io
import re

from app.domain.base.worksheet import Budget, Cell, UnreadableFile, Worksheet

MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = ("cp1252", "mac_roman", "cp865", "cp850")
"""Windows, older Macs, and DOS with Danish letters. Any bytes are text in each of them."""
LETTERS = frozenset("æøåÆØÅéÉüÜöÖäÄ ½–—’“”´·")
"""Letters that Danish texts have. The encoding that gives the most of them is the right one."""
GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
SIGNS = ";\t|"


def read_text(content: bytes, name: str) -> Worksheet:
    """The table in a text. `name` is the file name. Raises UnreadableFile, FileTooLarge."""
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP):
        raise UnreadableFile  # A web page or XML saved as a spreadsheet.
    text = decoded(content)
    if "\0" in text[:4000]:
        raise UnreadableFile
    sign, lines = _separator(text)
    if sign == "," and _is_in_columns(lines):
        sign, lines = "\t", GAP.sub("\t", lines)
    budget = Budget()
    try:
        rows: list[list[Cell]] = [
            budget.row(row) for row in csv.reader(io.StringIO(lines, newline=""), delimiter=sign)
        ]
    except csv.Error as error:
        raise UnreadableFile from error
    return Worksheet(name.rpartition(".")[0] or name, rows)


def decoded(content: bytes) -> str:
    """The text of a file whose encoding nobody has said."""
    if content[:2] in UTF_16:
        return content.decode("utf-16", "replace")
    start = content[:400]
    for at, encoding in enumerate(("utf-16-be", "utf-16-le")):
        zeros = start[at::2].count(0)
        if zeros and zeros * 2 > len(start) // 2 and not start[1 - at :: 2].count(0):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return max((content.decode(e, "replace") for e in ENCODINGS), key=_danish)


def _danish(text: str) -> int:
    others = [sign for sign in text if not sign.isascii()]
    return sum(1 if sign in LETTERS else -1 for sign in others)


def _is_in_columns(text: str) -> bool:
    """Whether nothing but spaces puts the cells below each other, as on paper or in an e-mail."""
    lines = [line.strip() for line in text.splitlines()[:50] if line.strip()]
    gaps = sum(GAP.search(line) is not None for line in lines)
    return gaps > 1 and gaps * 5 >= len(lines) * 4 and not any("," in line for line in lines)


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without the line that Excel writes to say it (`sep=;`)."""
    first, _end, rest = text.partition("\n")
    if (said := first.strip().strip('"').casefold()).startswith("sep=") and len(said) == 5:
        return said[4], rest
    lines = text.splitlines()[:50]
    # Try semicolons and tabs first: a comma may be a Danish decimal separator.
    found = [s for s in SIGNS if sum(s in line for line in lines) * 2 >= len(lines) > 0]
    if not found:
        # A short table with much text below it.
        times = {sign: sum(sign in line for line in lines) for sign in SIGNS}
        commas = sum("," in line for line in lines)
        found = [sign for sign in SIGNS if times[sign] > max(commas, 1)]
    return (found[0] if found else ","), text
