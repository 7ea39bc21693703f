"""One word for one thing: no class name twice, no private files, no import under another name."""

from __future__ import annotations

import ast
from collections import Counter

from tests.rules.source import name, python_files


def test_it_defines_no_class_name_twice():
    classes = Counter(
        node.name
        for path in python_files("app")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef)
    )
    assert not [word for word, times in classes.items() if times > 1]


def test_it_has_no_private_files():
    assert not [
        name(path)
        for path in python_files("app")
        if path.name.startswith("_") and path.name != "__init__.py"
    ]


def test_it_imports_rows_as_models():
    wrong = [
        f"{name(path)}:{node.lineno}"
        for path in python_files("app/services")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.models")
    ]
    assert not wrong


def test_it_needs_no_alias_to_tell_two_names_apart():
    # A rule and its use case share the subject's word: the rule's module may say that it is one.
    aliases = [
        f"{name(path)}:{node.lineno} {alias.name} as {alias.asname}"
        for path in python_files("app/domain", "app/services")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname not in (None, "rules")
    ]
    assert not aliases


def test_it_says_where_a_subject_is():
    rooms = {path.parent.name for path in python_files("app/services")} - {"services"}
    rules = {path.parent.name for path in python_files("app/domain")} - {"domain"}
    assert rules - {"base"} <= rooms, "a rule's subject has no room among the services"
