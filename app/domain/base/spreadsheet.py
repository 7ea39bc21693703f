"""Read CSV and XLSX files into worksheets, using only the standard library.

Time and memory are limited, whatever sizes a file declares; see
docs/decisions/0016-bounded-reader.md.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from xml.etree import ElementTree

from app.domain.base.workbook import read_workbook
from app.domain.base.worksheet import Budget, Cell, UnreadableFile, Worksheet

MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    ArithmeticError,
    EOFError,
    LookupError,
    NotImplementedError,  # A kind of ZIP that Python does not know.
    OSError,
    RuntimeError,  # A password is needed.
    ValueError,
)


def read_file(content: bytes, name: str) -> tuple[Worksheet, ...]:
    """The worksheets of a file. `name` is the file name. Raises UnreadableFile, FileTooLarge."""
    if content[:2] == b"PK":
        try:
            return tuple(read_workbook(content))
        except UnreadableFile:
            raise
        except DAMAGED as error:
            raise UnreadableFile from error
    if b"\0" in content[:4000] and content[:2] not in UTF_16:
        raise UnreadableFile
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP):
        raise UnreadableFile  # A web page or XML saved as a spreadsheet.
    return (_csv(content, name),)


def _csv(content: bytes, name: str) -> Worksheet:
    text = _decoded(content)
    lines = text.splitlines()[:50]
    counts = {each: sum(line.count(each) for line in lines) for each in ";\t,"}
    # Try semicolons and tabs first: a comma may be a Danish decimal separator.
    delimiter = next((each for each in ";\t" if counts[each] >= len(lines) / 2 > 0), ",")
    budget = Budget()
    try:
        rows: list[list[Cell]] = [
            budget.row(row)
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise UnreadableFile from error
    return Worksheet(name.rpartition(".")[0] or name, rows)


def _decoded(content: bytes) -> str:
    if content[:2] in UTF_16:
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
