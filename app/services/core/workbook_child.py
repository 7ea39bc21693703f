"""Reads a workbook in a process of its own: XLSX, XLS or ODS on standard input, JSON out.

Run by its path, so that of the app only `workbook_parts` is loaded. A file may ask for any amount
of memory, as the library keeps whole sheets; the process has limits instead, and the server
survives its end.
See docs/decisions/0021-workbooks-in-a-process.md.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
import types
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import python_calamine

MEGABYTES, SECONDS = 700, 20
UNREADABLE, TOO_LARGE = 3, 4
"""Exit codes."""


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


Formulas = Mapping[int, Mapping[int, str]]
Parts = Callable[[bytes], Mapping[str, tuple[set[int], set[int], Formulas]]]
NOTHING: tuple[set[int], set[int], Formulas] = (set(), set(), {})


def sheets(
    content: bytes, workbook_parts: Parts, rows: int, columns: int, cells: int
) -> Iterator[dict[str, Any]]:
    """Yield each sheet with its name, rows, and what is hidden. Exits if there are too many."""
    parts = workbook_parts(content) if content[:2] == b"PK" else {}
    book = python_calamine.load_workbook(io.BytesIO(content))
    for at, about in enumerate(book.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        hidden_rows, hidden_columns, formulas = parts.get(about.name, NOTHING)
        kept: list[list[Any]] = []
        for row in book.get_sheet_by_index(at).to_python(skip_empty_area=False):
            values = [value(cell) for cell in row]
            for column, said in formulas.get(len(kept), {}).items():
                values += [None] * (column + 1 - len(values))
                values[column] = f"s{said}"
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
        width = max(map(len, kept), default=0)
        yield {
            "name": about.name,
            "rows": kept,
            "hidden": is_hidden,
            "hidden_rows": sorted(at for at in hidden_rows if at < len(kept) and kept[at]),
            "hidden_columns": sorted(at for at in hidden_columns if at < width),
        }


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


if __name__ == "__main__":
    package = types.ModuleType("app")
    package.__path__ = [str(Path(__file__).parents[2])]
    sys.modules["app"] = package
    from app.services.core.workbook_parts import TooLarge, workbook_parts

    set_limits()
    most_rows, most_columns, most_cells = (int(argument) for argument in sys.argv[1:4])
    try:
        limits = most_rows, most_columns, most_cells
        read = list(sheets(sys.stdin.buffer.read(), workbook_parts, *limits))
    except (MemoryError, TooLarge):
        sys.exit(TOO_LARGE)
    except Exception:
        sys.exit(UNREADABLE)
    json.dump(read, sys.stdout)
