"""Every template compiles, uses what it imports, and leaves scripts and styles to files."""

from __future__ import annotations

import re

import pytest
from jinja2 import nodes

from tests.support.source import ROOT

TEMPLATES = ROOT / "app" / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.I),
    "somebody else's address": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.I),
}


@pytest.mark.parametrize("template", NAMES)
def test_it_compiles(app, template):
    app.jinja_env.get_template(template)


@pytest.mark.parametrize("template", NAMES)
def test_it_uses_what_it_imports(app, template):
    tree = app.jinja_env.parse((TEMPLATES / template).read_text())
    imported = {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        imported |= {n if isinstance(n, str) else n[1] for n in node.names}
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    assert not imported - used


@pytest.mark.parametrize("template", NAMES)
def test_it_calls_the_macros_it_has(app, template):
    tree = app.jinja_env.parse((TEMPLATES / template).read_text())
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    elsewhere = "".join((TEMPLATES / other).read_text() for other in NAMES if other != template)
    for macro in macros - used:
        assert re.search(rf"import[^%]*\b{macro}\b", elsewhere), f"nobody calls {macro}"


@pytest.mark.parametrize("template", NAMES)
def test_it_keeps_to_the_content_security_policy(template):
    source = (TEMPLATES / template).read_text()
    assert not UNESCAPED.search(source)
    # What remains is the page's text; inside the marks is server code.
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", source, flags=re.S)
    for what, pattern in FORBIDDEN.items():
        found = pattern.search(source)
        assert not found, f"{what}: {source[found.start() : found.start() + 60]!r}"


def test_it_renders_every_template_somewhere():
    code = "".join(path.read_text() for path in (ROOT / "app").rglob("*.py"))
    sources = {template: (TEMPLATES / template).read_text() for template in NAMES}
    for template in NAMES:
        if template.startswith("errors/"):
            continue  # chosen by status code
        elsewhere = code + "".join(s for other, s in sources.items() if other != template)
        assert f'"{template}"' in elsewhere, f"nobody renders {template}"
