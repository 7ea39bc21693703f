"""The guides say what the pages say: buttons by their words, numbers by their definitions."""

from __future__ import annotations

import pytest

from app.domain.reports.definitions import DEFINITIONS
from app.web.help.guides import CHAPTERS
from tests.support.guides import LANGUAGES, english, pressed, sections, source


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_word_in_bold_is_on_a_page_and_the_english_is_its_translation(chapter: str) -> None:
    known = english()
    danish = pressed(source("da", chapter))
    assert not [words for words in danish if words not in known], "no page says this"
    assert pressed(source("en", chapter)) == [known[words] for words in danish]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_defines_every_number_as_pages_and_files_do(language: str) -> None:
    said = sections(language, "tallene")
    assert said == [(one.term(language), one.text(language)) for one in DEFINITIONS]
