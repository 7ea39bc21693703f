"""Every template compiles, uses what it imports, and leaves scripts and styles to files."""

from __future__ import annotations

import re
from functools import cache

import pytest
from flask.templating import Environment
from jinja2 import nodes

from app import create_app
from config import Config
from tests.support.source import ROOT

TEMPLATES = ROOT / "app" / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
QUOTED = re.compile(r'"([^"\n]+[.]html)"')
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.I),
    "somebody else's address": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I),
}

WIDTH = 160


@pytest.mark.parametrize("template", NAMES)
def test_it_has_no_line_too_long_to_read(template: str) -> None:
    lines = (TEMPLATES / template).read_text("utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > WIDTH] == []


@cache
def environment() -> Environment:
    """The application's own; no template asks the database."""
    return create_app(Config("sqlite:///unused.sqlite", "http://localhost")).jinja_env


@cache
def source_of(template: str) -> str:
    return (TEMPLATES / template).read_text()


@cache
def tree_of(template: str) -> nodes.Template:
    """The template as Jinja reads it: do not change it."""
    return environment().parse(source_of(template))


@pytest.mark.parametrize("template", NAMES)
def test_it_compiles(template: str) -> None:
    environment().get_template(template)


@pytest.mark.parametrize("template", NAMES)
def test_it_uses_what_it_imports(template: str) -> None:
    tree = tree_of(template)
    imported = {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        imported |= {n if isinstance(n, str) else n[1] for n in node.names}
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    assert not imported - used


@pytest.mark.parametrize("template", NAMES)
def test_it_calls_the_macros_it_has(template: str) -> None:
    tree = tree_of(template)
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    if not macros - used:
        return
    elsewhere = "".join(source_of(other) for other in NAMES if other != template)
    for macro in macros - used:
        assert re.search(rf"import[^%]*\b{macro}\b", elsewhere), f"nobody calls {macro}"


@pytest.mark.parametrize("template", NAMES)
def test_it_keeps_to_the_content_security_policy(template: str) -> None:
    source = source_of(template)
    assert not UNESCAPED.search(source)
    # What remains is the page's text; inside the marks is server code.
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", source, flags=re.S)
    for what, pattern in FORBIDDEN.items():
        found = pattern.search(source)
        assert not found, f"{what}: {source[found.start() : found.start() + 60]!r}"


def test_it_renders_every_template_somewhere() -> None:
    code = "".join(path.read_text() for path in (ROOT / "app").rglob("*.py"))
    # Where each name stands, between quotes, in the code and in other templates.
    named = set(QUOTED.findall(code))
    for other in NAMES:
        named |= set(QUOTED.findall(source_of(other))) - {other}
    unused = {name for name in NAMES if not name.startswith("errors/")} - named
    assert not unused, "nobody renders them (errors/ are chosen by status code)"
