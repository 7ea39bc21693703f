"""docs/privacy.md ties every sentence about privacy to the tests that prove it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.source import ROOT, missing_tests
from tests.support.visit import Page, Visitor, text_of

TABLE = ROOT / "docs" / "privacy.md"
ROW = re.compile(r"^\| (.+?) \| (`.+`) \|$", re.M)


@pytest.fixture
def table() -> dict[Any, list[Any]]:
    rows = ROW.findall(TABLE.read_text())
    bound = {sentence: re.findall(r"`([^`]+)`", tests) for sentence, tests in rows}
    assert len(bound) == len(rows), "a sentence stands twice"
    return bound


def sentences(page: Page) -> Iterator[str]:
    """What the page claims: its paragraphs and list, without links to other pages."""
    main = page.html.find("body/main")
    assert main is not None
    for template in main.findall("template"):
        main.remove(template)  # for a tap, not this page
    for element in main.iter():
        if element.tag in ("p", "li") and element.find("a") is None:
            yield from filter(None, re.split(r"(?<=[.!?])\s+", text_of(element)))


def test_it_binds_every_sentence_to_a_test(visit: Visitor, table: dict[Any, list[Any]]) -> None:
    said = list(sentences(visit.get("/privatliv?sprog=da")))
    assert len(said) >= 8, "the page says more than this"
    assert list(table) == said


def test_it_names_tests_that_there_are(table: dict[Any, list[Any]]) -> None:
    for sentence, tests in table.items():
        assert not missing_tests(tests), f"{sentence!r} is shown by a test which there is not"
