"""What `app.models.in_step` must see is written through a session, where it listens."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from app.models.in_step import SET_UP
from tests.support.source import attributes, name, nodes, python_files

KEPT = {table.__tablename__ for table in SET_UP} | {"day", "visit"}
ROWS = {f"models.{table.__name__}" for table in SET_UP}
WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
VISITS_IN_BULK = {"app/services/board/held_visits.py", "app/services/days/closing.py"}
"""They set the day's running total themselves."""


def calls(path: Path) -> Iterator[tuple[int, str, list[str]]]:
    for node in nodes(path):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func), [ast.unparse(one) for one in node.args]


def test_no_set_up_is_written_past_the_session() -> None:
    wrong = []
    for path in python_files("app"):
        if name(path) == "app/models/in_step.py":
            continue
        used = {dotted for _line, dotted in attributes(path)}
        writes = {function.rpartition(".")[2] for _line, function, _arguments in calls(path)}
        if writes & {"insert", "update", "delete"} and any("__table__" in each for each in used):
            wrong += [f"{name(path)} {each}" for each in used & ROWS]
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found = WRITES.match(node.value)
                if found and found[2].lower() in KEPT:
                    wrong.append(f"{name(path)}:{node.lineno} {node.value}")
    assert not wrong


def test_visits_are_changed_in_bulk_only_where_the_total_is_set() -> None:
    found = {
        name(path)
        for path in python_files("app")
        for _line, function, arguments in calls(path)
        if function in ("update", "delete", "insert")
        and arguments
        and arguments[0] in ("models.Visit", "Visit")
    }
    assert found <= VISITS_IN_BULK
