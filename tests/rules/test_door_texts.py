"""The texts of the check-in pages: few, and complete in every language."""

from __future__ import annotations

import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from app.domain.base.languages import NAMES, TO_BE_READ
from tests.support.source import ROOT
from tests.support.translations import CATALOGUES, catalogue, texts_of

# Few enough that a speaker of the language can review them all within an hour.
AT_MOST = 85  # Twelve of them are the default roles, of one to five words.
PLACEHOLDER = re.compile(r"%\(\w+\)\w")
SCRIPTS = {"uk": r"[а-яіїєґ]", "ar": r"[؀-ۿ]", "fa": r"[؀-ۿ]"}
CSS = ROOT / "app" / "static" / "css"


@pytest.fixture(scope="module")
def check_in_pages() -> list[str]:
    """Every text on the check-in pages, in Danish."""
    with (ROOT / "babel-door.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = {message for _f, _l, message, *_ in extract_from_dir(ROOT, methods, options)}
    texts = {message for message in found if isinstance(message, str)}
    assert texts == found, "plurals differ between languages"
    return sorted(texts)


def test_it_says_little(check_in_pages: list[str]) -> None:
    assert 40 < len(check_in_pages) <= AT_MOST


@pytest.mark.parametrize("language", TO_BE_READ)
def test_it_has_every_text_of_check_in_and_no_other(
    language: str, check_in_pages: list[str]
) -> None:
    texts = texts_of(language)
    assert sorted(texts) == check_in_pages, "`make translations` brings the catalogues up to date"
    assert not catalogue(language).obsolete
    for danish, text in texts.items():
        assert text.strip(), f"{danish} is empty"
        assert not catalogue(language)[danish].fuzzy, f"{danish} is marked as unsure"
        assert text != danish
        kept = sorted(PLACEHOLDER.findall(danish))
        assert sorted(PLACEHOLDER.findall(text)) == kept, danish
        assert text == text.strip()


def test_it_has_every_text_of_check_in_in_english(check_in_pages: list[str]) -> None:
    assert set(check_in_pages) <= {message.id for message in catalogue("en")}


@pytest.mark.parametrize("language", SCRIPTS)
def test_it_is_written_in_its_own_script(language: str) -> None:
    for danish, text in texts_of(language).items():
        assert re.search(SCRIPTS[language], text, re.I), danish


@pytest.mark.parametrize("language", TO_BE_READ)
def test_it_says_just_here_as_shortly_as_here(language: str) -> None:
    texts = texts_of(language)
    here, just_here = texts["Jeg er her"], texts["I dag er jeg her bare"]
    assert here != just_here
    assert len(just_here) <= 30


def test_it_has_a_catalogue_for_each_language() -> None:
    found = {path.parent.parent.name for path in ROOT.glob("app/translations/*/*/*.po")}
    assert found == set(CATALOGUES) == set(NAMES) - {"da"}
    makefile = (ROOT / "Makefile").read_text()
    (listed,) = re.findall(r"^DOOR_LANGUAGES := (.*)$", makefile, re.M)
    assert tuple(listed.split()) == TO_BE_READ


@pytest.mark.parametrize("name", ["door.css", "reading.css", "device.css"])
def test_it_looks_the_same_from_the_right(name: str) -> None:
    rules = re.sub(r"/\*.*?\*/", "", (CSS / name).read_text(), flags=re.S)
    assert not re.findall(r"[\w-]*\b(?:left|right)\b[\w-]*", rules)
    for what, values in re.findall(
        r"\b(margin|padding|inset|border-width|border-radius)\s*:\s*([^;}]+)", rules
    ):
        sides = values.split()
        if what == "border-radius" and len(sides) == 4:  # Its values are corners.
            assert (sides[0], sides[2]) == (sides[1], sides[3]), f"{what}: {values}"
        elif len(sides) == 4:
            assert sides[1] == sides[3], f"{what}: {values} differs between left and right"
