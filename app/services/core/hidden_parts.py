"""Which rows and columns of an XLSX or ODS are hidden. The library that reads them does not tell.

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
ODS_TAG = re.compile(rb"<table:table(?:-row|-column)?(?=[\s/>])[^>]*>")
ODS_NAME = re.compile(rb'\btable:name="([^"]*)"')
ODS_HIDDEN = re.compile(rb'\btable:visibility="(?:collapse|filter)"')
ODS_TIMES = re.compile(rb'\btable:number-(?:rows|columns)-repeated="(\d+)"')
CHUNK = 1 << 16
LONGEST_TAG = 1_000


class TooLarge(Exception):
    """The workbook has too many parts, or unpacks to too much."""


class Hidden(NamedTuple):
    """The hidden rows and columns of a sheet, from 0."""

    rows: set[int]
    columns: set[int]


def hidden_parts(content: bytes) -> dict[str, Hidden]:
    """What is hidden, by sheet. Raises TooLarge."""
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


def _in_xlsx(package: zipfile.ZipFile, path: str) -> Hidden:
    found = Hidden(set(), set())
    number = 0
    for tag in _tags(package, path, TAG):
        if IS_COLUMN.match(tag):
            first, last = FROM.search(tag), TO.search(tag)
            if HIDDEN.search(tag) and first and last:
                found.columns.update(range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS)))
            continue
        said = NUMBER.search(tag)
        number = int(said[1]) if said else number + 1
        if HIDDEN.search(tag):
            found.rows.add(number - 1)
    return found


def _in_ods(package: zipfile.ZipFile) -> dict[str, Hidden]:
    """One tag may stand for many rows or columns. A million empty rows at the end are cut off."""
    found: dict[str, Hidden] = {}
    rows, columns = Hidden(set(), set())
    row = column = 0
    for tag in _tags(package, "content.xml", ODS_TAG):
        times = int(said[1]) if (said := ODS_TIMES.search(tag)) else 1
        is_hidden = ODS_HIDDEN.search(tag) is not None
        if tag.startswith(b"<table:table-row"):
            if is_hidden:
                rows.update(range(row, min(row + times, MOST_ROWS)))
            row += times
        elif tag.startswith(b"<table:table-column"):
            if is_hidden:
                columns.update(range(column, min(column + times, MOST_COLUMNS)))
            column += times
        else:
            name = ODS_NAME.search(tag)
            text = html.unescape((name[1] if name else b"").decode())
            rows, columns = found.setdefault(text, Hidden(set(), set()))
            row = column = 0
    return found


def _tags(package: zipfile.ZipFile, path: str, wanted: re.Pattern[bytes]) -> Iterator[bytes]:
    """The tags of a part. One may lie across two pieces, so the last bytes are kept."""
    rest = b""
    with package.open(path) as stream:
        while chunk := stream.read(CHUNK):
            text = rest + chunk
            end = 0
            for tag in wanted.finditer(text):
                end = tag.end()
                yield tag[0]
            rest = text[max(end, len(text) - LONGEST_TAG) :]
