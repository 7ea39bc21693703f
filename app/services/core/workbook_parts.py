"""What is hidden in an XLSX or ODS, and which formulas give no value. The library does not tell.

It looks at the workbook's own parts, in pieces, as a part may be large.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

MOST_ROWS, MOST_COLUMNS = 200_000, 20_000
MOST_PARTS, UNPACKED = 2_000, 150_000_000
TAG = re.compile(rb"<(?:\w+:)?(?:row|col)\b[^>]*>")
IS_COLUMN = re.compile(rb"<(?:\w+:)?col\b")
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
NUMBER = re.compile(rb'\br="(\d+)"')
FROM, TO = re.compile(rb'\bmin="(\d+)"'), re.compile(rb'\bmax="(\d+)"')
CELL = re.compile(
    rb"<(?:\w+:)?c\b([^>]*[^>/])>\s*(?:<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>([^<]*)</(?:\w+:)?f>))?\s*"
    rb"(?:<(?:\w+:)?v ?/>|<(?:\w+:)?v\b[^>]*>([^<]*)</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
IS_ERROR, IS_TEXT = re.compile(rb'\bt="e"'), re.compile(rb'\bt="str"')
ODS_TAG = re.compile(rb"<table:table(-row|-column|)(?=[\s/>])[^>]*>")
ODS_CELL = re.compile(rb"<table:(?:covered-)?table(-row|-column|-cell|)(?=[\s/>])[^>]*>")
ODS_ERROR = re.compile(rb'\bcalcext:value-type="error"')
ODS_NAME = re.compile(rb'\btable:name="([^"]*)"')
ODS_HIDDEN = re.compile(rb'\btable:visibility="(?:collapse|filter)"')
ODS_TIMES = re.compile(rb'\btable:number-(?:rows|columns)-repeated="(\d+)"')
CHUNK = 1 << 16
LONGEST = 2_000
"""Bytes of a tag, or of a cell with its formula."""
SAID = 60


class TooLarge(Exception):
    """The workbook has too many parts, or unpacks to too much."""


class SheetParts(NamedTuple):
    """The hidden rows and columns of a sheet, and by row and column the formulas without a value.

    All count from 0. A formula with an error is stored as that error: `#DIV/0!`.
    """

    rows: set[int]
    columns: set[int]
    formulas: dict[int, dict[int, str]]


def workbook_parts(content: bytes) -> dict[str, SheetParts]:
    """What the library does not tell, by sheet. Raises TooLarge."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise TooLarge
        if "content.xml" in package.namelist():
            return _in_ods(package)
        return {name: _in_xlsx(package, path) for name, path in _sheet_paths(package)}


def _sheet_paths(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = set(package.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    targets = {
        one.get("Id"): str(one.get("Target"))
        for one in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    }
    for one in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():  # noqa: S314
        key = next((text for name, text in one.attrib.items() if name.endswith("}id")), None)
        if not one.tag.endswith("}sheet") or key not in targets:
            continue
        path = targets[key].lstrip("/")
        path = path if path.startswith("xl/") else f"xl/{path}"
        if path in names:
            yield one.attrib.get("name", ""), path


def _in_xlsx(package: zipfile.ZipFile, path: str) -> SheetParts:
    found = SheetParts(set(), set(), {})
    number = 0
    for tag in _tags(package, path, TAG):
        if IS_COLUMN.match(tag[0]):
            first, last = FROM.search(tag[0]), TO.search(tag[0])
            if HIDDEN.search(tag[0]) and first and last:
                found.columns.update(range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS)))
            continue
        said = NUMBER.search(tag[0])
        number = int(said[1]) if said else number + 1
        if HIDDEN.search(tag[0]):
            found.rows.add(number - 1)
    for cell in _tags(package, path, CELL, if_any=(b"<f", b":f", b't="e"')):
        about, formula, value = cell.groups()
        at = PLACE.search(about)
        is_error = IS_ERROR.search(about) is not None
        if at and (is_error or (formula and not value and not IS_TEXT.search(about))):
            text = value or b"#" if is_error else b"=" + formula
            _note(found, int(at[2]) - 1, _column(at[1]), text)
    return found


def _column(letters: bytes) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + letter - ord("A") + 1
    return at - 1


def _note(found: SheetParts, row: int, column: int, text: bytes) -> None:
    said = html.unescape(text.decode("utf-8", "replace"))[:SAID]
    found.formulas.setdefault(row, {})[column] = said


def _in_ods(package: zipfile.ZipFile) -> dict[str, SheetParts]:
    """One tag may stand for many rows or columns. A million empty rows at the end are cut off."""
    found: dict[str, SheetParts] = {}
    now = SheetParts(set(), set(), {})
    row = after = column = 0
    has_errors = any(True for _tag in _tags(package, "content.xml", ODS_ERROR))
    for tag in _tags(package, "content.xml", ODS_CELL if has_errors else ODS_TAG):
        times = int(said[1]) if (said := ODS_TIMES.search(tag[0])) else 1
        is_hidden = ODS_HIDDEN.search(tag[0]) is not None
        kind = tag[1]
        if kind == b"-row":
            row, after, column = after, after + times, 0
            now.rows.update(range(row, min(after, MOST_ROWS)) if is_hidden else ())
        elif kind == b"-column":
            now.columns.update(
                range(column, min(column + times, MOST_COLUMNS)) if is_hidden else ()
            )
            column += times
        elif kind == b"":
            name = ODS_NAME.search(tag[0])
            text = html.unescape((name[1] if name else b"").decode())
            now = found.setdefault(text, SheetParts(set(), set(), {}))
            row = after = column = 0
        else:
            if ODS_ERROR.search(tag[0]):
                _note(now, row, column, b"#")
            column += times
    return found


def _tags(
    package: zipfile.ZipFile, path: str, wanted: re.Pattern[bytes], if_any: tuple[bytes, ...] = ()
) -> Iterator[re.Match[bytes]]:
    """What is wanted of a part. It may lie across two pieces, so the last bytes are kept.

    Pieces that have none of `if_any` are passed over.
    """
    rest = b""
    with package.open(path) as stream:
        while chunk := stream.read(CHUNK):
            text = rest + chunk
            end = 0
            if not if_any or any(sign in text for sign in if_any):
                for found in wanted.finditer(text):
                    end = found.end()
                    yield found
            rest = text[max(end, len(text) - LONGEST) :]
