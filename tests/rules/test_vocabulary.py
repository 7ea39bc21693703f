"""docs/words.md is the list of words, and docs/architecture.md says where things are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.source import ROOT, name, nodes, python_files

WORDS = (ROOT / "docs/words.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")
# Stored names stay as they are: renaming one would need a migration.
STORED = {"host_time", "HostTime"}


def identifiers() -> Iterator[tuple[str, str]]:
    """Every name the code defines or uses, with its file."""
    for path in python_files("app"):
        yield path.stem, name(path)
        for node in nodes(path):
            for key in ("id", "attr", "name", "arg", "asname"):
                word = getattr(node, key, None)
                if isinstance(word, str):
                    yield word, name(path)


def table(heading: str) -> list[Any]:
    part = WORDS.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| (.+?) \| .+ \|$", part, re.M)[1:]


def test_every_word_of_the_list_is_in_the_code() -> None:
    used = {word for word, _file in identifiers()} | {"closing"}
    listed = {
        part
        for word in re.findall(r"`([A-Za-z_.]+)`", WORDS.split("## Words that", 1)[0])
        for part in word.split(".")
    }
    assert listed - used - {"reader", "host", "coordinator"} == set()


def test_words_that_were_given_up_are_not_in_the_code() -> None:
    given_up = [
        word for cell in table("Words that the code does not use") for word in cell.split(", ")
    ]
    assert "house" in given_up
    pattern = re.compile(rf"(^|_)({'|'.join(given_up)})(_|$)")
    found = {f"{file}: {word}" for word, file in identifiers() if pattern.search(word.lower())}
    assert {each for each in found if each.partition(": ")[2] not in STORED} == set()


@pytest.mark.parametrize("row", re.findall(r"^\| .*`app/.*\|$", ARCHITECTURE, re.M))
def test_a_newcomer_finds_every_feature(row: str) -> None:
    paths = re.findall(r"`(app/[\w/.]+)`", row)
    assert all((ROOT / path).exists() for path in paths)


def test_the_newcomers_list_has_twelve_features() -> None:
    part = ARCHITECTURE.split("### Where is it?", 1)[1].split("\n## ", 1)[0]
    assert len(re.findall(r"^\| (?!Feature|---)", part, re.M)) == 12
