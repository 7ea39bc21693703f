"""One word for one thing: no class name twice, no private files, no import under another name."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from tests.support.source import ROOT, name, nodes, parsed, python_files


def test_it_defines_no_class_name_twice() -> None:
    classes = Counter(
        node.name
        for path in python_files("app")
        for node in parsed(path).body
        if isinstance(node, ast.ClassDef)
    )
    assert not [word for word, times in classes.items() if times > 1]


def test_it_has_no_private_files() -> None:
    assert not [
        name(path)
        for path in python_files("app")
        if path.name.startswith("_") and path.name != "__init__.py"
    ]


def test_it_imports_rows_as_models() -> None:
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in python_files("app/services")
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.models")
    ]
    assert not wrong


def test_it_needs_no_alias_to_tell_two_names_apart() -> None:
    # A rule and its use case share a name, so the rule's module may be imported as `rules`.
    aliases = [
        f"{name(path)}:{node.lineno} {alias.name} as {alias.asname}"
        for path in python_files("app")
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app")
        for alias in node.names
        if alias.asname not in (None, "rules")
    ]
    assert not aliases


SUBJECTS = {path.parent.name for path in python_files("app/services")} - {"services"}
ROOMS = {
    "domain": {"base"},
    "web": {"platform", "host", "reader", "api", "help", "data_protection"},
    "templates": {"layouts", "components", "errors", "host", "reader", "help", "data_protection"},
    "tests": {
        *("support", "rules", "browser", "data", "front_end", "lighthouse", "migrations"),
        *("api", "base", "commands", "data_protection", "deploy", "faults", "help"),
        *("platform", "posters"),
    },
}
"""The folders of a layer that are no subject: who stands before the page, and what all share."""


@pytest.mark.parametrize("layer", ROOMS)
def test_it_divides_every_layer_by_the_same_subjects(layer: str) -> None:
    folder = ROOT / layer if layer == "tests" else ROOT / "app" / layer
    found = {each.name for each in folder.iterdir() if each.is_dir() and each.name[0] not in "._"}
    assert found - {"__pycache__"} - ROOMS[layer] <= SUBJECTS


def test_it_tests_by_subject() -> None:
    assert not list((ROOT / "tests").glob("test_*.py"))


def test_it_says_venue_and_nothing_else() -> None:
    # Words participants read and printed addresses belong to the page, not the code.
    word = re.compile(r"(^|_)(house|houses|door|doors)(_|$)")
    wrong = {
        f"{name(path)}: {node.id}"
        for path in python_files("app")
        for node in nodes(path)
        if isinstance(node, ast.Name) and word.search(node.id)
    }
    assert not wrong
