"""Every setting, command and make target is documented, and everything documented exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.support.source import ROOT, headings

README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
PAGES = sorted((ROOT / "docs").rglob("*.md"))


def test_it_documents_every_setting() -> None:
    read = set(re.findall(r'env(?:\.get\(|, )"([A-Z_]+)"', (ROOT / "config.py").read_text())) | set(
        re.findall(r"^run: export (\w+)", MAKEFILE, re.M)
    )
    assert {"DATABASE_URL", "BASE_URL", "PORT"} <= read
    assert headings("docs/settings.md") == read


def test_it_documents_every_command(app: Flask) -> None:
    assert headings("docs/commands.md") == set(app.cli.commands)


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.name)
def test_it_names_only_what_exists(page: Path, app: Flask) -> None:
    text = page.read_text()
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    for target in re.findall(r"`?\bmake ([a-z]+)`", text):
        assert target in targets, f"make {target}"
    for command in re.findall(r"`flask ([a-z-]+)", text):
        assert command in app.cli.commands, f"flask {command}"
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (page.parent / link).exists(), link
    for path in re.findall(r"`((?:app|tests|docs|migrations|bench|deploy)/[\w/.-]+)`", text):
        assert (ROOT / path).exists(), path


def test_it_says_how_to_begin() -> None:
    for words in ("make run", "make test", "python3-venv", "HOST=0.0.0.0"):
        assert words in README
