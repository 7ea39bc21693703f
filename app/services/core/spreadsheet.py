"""Read a spreadsheet: text here, a workbook (XLSX, XLS, ODS) in a process with limits.

See docs/decisions/0021-workbooks-in-a-process.md.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from typing import Any

from app.domain.base.text_table import read_text
from app.domain.base.worksheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Budget,
    Cell,
    FileTooLarge,
    UnreadableFile,
    Worksheet,
)
from app.services.core import workbook_child

WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
"""How a ZIP (XLSX, ODS) and an old Office file (XLS) begin."""
TIMEOUT = 60


def read_file(content: bytes, name: str) -> tuple[Worksheet, ...]:
    """The worksheets of a file. `name` is the file name. Raises UnreadableFile, FileTooLarge."""
    if not content.startswith(WORKBOOKS):
        return (read_text(content, name),)
    limits = [str(limit) for limit in (MOST_ROWS, MOST_COLUMNS, MOST_CELLS)]
    try:
        done = subprocess.run(  # noqa: S603  our own program; the file is its input alone
            [sys.executable, "-I", workbook_child.__file__, *limits],
            input=content,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileTooLarge from None
    if done.returncode == workbook_child.UNREADABLE:
        raise UnreadableFile
    if done.returncode:
        raise FileTooLarge  # Its limits ended it, whichever way.
    budget = Budget()
    shows = not content.startswith(WORKBOOKS[1])
    return tuple(_sheet(one, budget, shows) for one in json.loads(done.stdout))


def _sheet(one: dict[str, Any], budget: Budget, shows_hidden: bool) -> Worksheet:
    return Worksheet(
        name=one["name"],
        rows=[budget.row([_cell(cell) for cell in row]) for row in one["rows"]],
        hidden=one["hidden"],
        hidden_rows=frozenset(one["hidden_rows"]),
        hidden_columns=frozenset(one["hidden_columns"]),
        shows_hidden=shows_hidden,
    )


def _cell(cell: float | str | None) -> Cell:
    if isinstance(cell, str):
        return dt.date.fromisoformat(cell[1:]) if cell[0] == "d" else cell[1:]
    return cell
