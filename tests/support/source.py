"""The project's own files, for the rules that read them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from app.web.platform.static import TOGETHER

ROOT = Path(__file__).parent.parent.parent


def python_files(*folders: str) -> list[Path]:
    """The Python files below the project's folders."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    assert found, f"no Python in {folders}"
    return found


def name(path: Path) -> str:
    """The file's path inside the project."""
    return path.relative_to(ROOT).as_posix()


def style(name: str) -> str:
    """A style sheet with its comments, such as `desk.css`: its parts, one after the other."""
    parts = TOGETHER.get(f"css/{name}", (f"css/{name}",))
    return "".join((ROOT / "app" / "static" / part).read_text("utf-8") for part in parts)


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file. A dozen rules read every file, so it is kept: do not change it."""
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of the file's tree."""
    return tuple(ast.walk(parsed(path)))


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules a file imports."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: a relative import"
            yield node.module or ""


@cache
def attributes(path: Path) -> tuple[tuple[int, str], ...]:
    """Every dotted name in a file with its line, such as `datetime.now` or `dt.date.today`."""
    found = (node for node in nodes(path) if isinstance(node, ast.Attribute))
    return tuple((node.lineno, ast.unparse(node)) for node in found)


def missing_tests(named: Iterable[str], root: Path = ROOT) -> list[str]:
    """Those of the named tests, as `tests/file.py::test_name`, that do not exist."""
    return [test for test in named if not _is_there(root, *test.partition("::")[::2])]


def _is_there(root: Path, file: str, test: str) -> bool:
    if not (root / file).is_file():
        return False
    there: set[str] = set()
    for node in parsed(root / file).body:
        if isinstance(node, ast.FunctionDef):
            there.add(node.name)
        elif isinstance(node, ast.Assign):  # Assigning a state machine makes it a test.
            there.update(ast.unparse(target) for target in node.targets)
    return test.lower().startswith("test") and test in there


def differences(file: Path, found: list[str]) -> str:
    """How a reviewed list differs from what was found; empty if it does not."""
    kept = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
    gone, new = sorted(set(kept) - set(found)), sorted(set(found) - set(kept))
    lines = [f"- {line}" for line in gone] + [f"+ {line}" for line in new]
    return "\n".join([f"{name(file)} does not hold what was found:", *lines]) if lines else ""


def headings(path: str) -> set[Any]:
    """The names in code marks in the page's headings."""
    return set(re.findall(r"^#+ `(?:flask )?([\w-]+)", (ROOT / path).read_text(), re.M))
