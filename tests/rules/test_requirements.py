"""The package lists are locked by hash, and the first two agree on any package in both."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from tests.support.source import ROOT
from tests.support.text import must_find


def pins(name: str) -> dict[Any, tuple[Any, int]]:
    """The versions in a list, and the number of hashes for each."""
    entries = re.split(r"\n(?=[a-z])", (ROOT / name).read_text())
    found = (re.match(r"([a-z0-9][\w.-]*)(?:\[\w+\])?==([\w.]+)", entry) for entry in entries)
    return {m[1]: (m[2], m.string.count("--hash=sha256:")) for m in found if m}


def test_it_locks_every_package_by_hash() -> None:
    for name in ("requirements.txt", "requirements-test.txt", "requirements-supply.txt"):
        assert all(hashes for _version, hashes in pins(name).values())


def test_it_tests_what_it_runs() -> None:
    tested = pins("requirements-test.txt")
    assert {name: tested.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")


def names(asked: list[str]) -> set[str]:
    """The packages, without their versions."""
    return {must_find(r"^[\w.-]+", line)[0].lower() for line in asked}


def test_it_locks_what_the_project_asks_for() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project, groups = settings["project"], settings["dependency-groups"]
    asked = names(project["dependencies"])
    assert asked <= set(pins("requirements.txt"))
    asked = names(project["optional-dependencies"]["test"])
    assert asked <= set(pins("requirements-test.txt"))
    asked = names(groups["supply"])
    assert asked <= set(pins("requirements-supply.txt"))
