"""Reads a workbook in a process of its own: XLSX, XLS or ODS on standard input, JSON out.

Run by its path, so that nothing of the app is loaded. A file may ask for any amount of memory, as
the library keeps whole sheets; the process has limits instead, and the server survives its end.
See docs/decisions/0021-workbooks-in-a-process.md.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import python_calamine

MEGABYTES, SECONDS = 700, 20
MOST_ROWS = 200_000
MOST_PARTS, UNPACKED = 2_000, 150_000_000
UNREADABLE, TOO_LARGE = 3, 4
"""Exit codes."""
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
NUMBER = re.compile(rb'\br="(\d+)"')
ODS_TAG = re.compile(rb"<table:table(?:-row)?(?=[\s/>])[^>]*>")
ODS_NAME = re.compile(rb'\btable:name="([^"]*)"')
ODS_HIDDEN = re.compile(rb'\btable:visibility="(?:collapse|filter)"')
ODS_TIMES = re.compile(rb'\btable:number-rows-repeated="(\d+)"')
CHUNK = 1 << 16


def set_limits() -> None:
    """Limit memory and processor time, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, wanted in ((resource.RLIMIT_AS, MEGABYTES << 20), (resource.RLIMIT_CPU, SECONDS)):
        most = resource.getrlimit(kind)[1]
        limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(kind, (limit, limit))


def sheets(content: bytes, rows: int, columns: int, cells: int) -> Iterator[dict[str, Any]]:
    """Yield each sheet with its name, rows, and what is hidden. Exits if there are too many."""
    hidden = hidden_rows(content) if content[:2] == b"PK" else {}
    book = python_calamine.load_workbook(io.BytesIO(content))
    for at, about in enumerate(book.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        kept: list[list[Any]] = []
        for row in book.get_sheet_by_index(at).to_python(skip_empty_area=False):
            values = [value(cell) for cell in row]
            while values and values[-1] is None:
                values.pop()
            kept.append(values)
            cells -= len(values)
            if values and (len(kept) > rows or len(values) > columns or cells < 0):
                sys.exit(TOO_LARGE)
        while kept and not kept[-1]:
            kept.pop()
        rows -= len(kept)
        is_hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
        numbers = hidden.get(about.name, [])
        yield {"name": about.name, "rows": kept, "hidden": is_hidden, "hidden_rows": numbers}


def value(cell: object) -> float | str | None:
    """A cell for JSON: a number, or a text that begins with `d` for a date or `s`."""
    if isinstance(cell, bool):
        return "sSAND" if cell else "sFALSK"
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, dt.datetime):
        return f"d{cell.date().isoformat()}"
    if isinstance(cell, dt.date):
        return f"d{cell.isoformat()}"
    if isinstance(cell, dt.time):
        return f"s{cell.hour}:{cell.minute:02}"
    text = str(cell)
    return f"s{text[:2_000]}" if text else None


def hidden_rows(content: bytes) -> dict[str, list[int]]:
    """The hidden rows of an XLSX or ODS, from 0, by sheet. The library does not tell."""
    found: dict[str, list[int]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED:
            sys.exit(TOO_LARGE)
        names = set(package.namelist())
        if "content.xml" in names:
            return hidden_in_ods(package)
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
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
                found[one.attrib.get("name", "")] = list(_hidden_in(package, path))
    return found


def hidden_in_ods(package: zipfile.ZipFile) -> dict[str, list[int]]:
    """The rows that are hidden or filtered away. One tag may stand for many rows below each other.

    A million empty ones at the end of a sheet are cut off.
    """
    found: dict[str, list[int]] = {}
    rows: list[int] = []
    number, rest = 0, b""
    with package.open("content.xml") as stream:
        while chunk := stream.read(CHUNK):
            text = rest + chunk
            end = 0
            for tag in ODS_TAG.finditer(text):
                end = tag.end()
                if not tag[0].startswith(b"<table:table-row"):
                    name = ODS_NAME.search(tag[0])
                    rows = found.setdefault(html.unescape((name[1] if name else b"").decode()), [])
                    number = 0
                    continue
                times = ODS_TIMES.search(tag[0])
                after = number + (int(times[1]) if times else 1)
                if ODS_HIDDEN.search(tag[0]):
                    rows.extend(range(number, min(after, MOST_ROWS)))
                number = after
            rest = text[max(end, len(text) - 1_000) :]
    return found


def _hidden_in(package: zipfile.ZipFile, path: str) -> Iterator[int]:
    """Read a sheet in pieces. A tag may lie across two of them, so the last bytes are kept."""
    number, rest = 0, b""
    with package.open(path) as stream:
        while chunk := stream.read(CHUNK):
            text = rest + chunk
            end = 0
            for tag in ROW.finditer(text):
                end = tag.end()
                said = NUMBER.search(tag[0])
                number = int(said[1]) if said else number + 1
                if HIDDEN.search(tag[0]):
                    yield number - 1
            rest = text[max(end, len(text) - 1_000) :]


if __name__ == "__main__":
    set_limits()
    most_rows, most_columns, most_cells = (int(argument) for argument in sys.argv[1:4])
    try:
        read = list(sheets(sys.stdin.buffer.read(), most_rows, most_columns, most_cells))
    except MemoryError:
        sys.exit(TOO_LARGE)
    except Exception:
        sys.exit(UNREADABLE)
    json.dump(read, sys.stdout)
