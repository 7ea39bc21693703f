"""The pictures of the guides: small, in both languages, said in words, and none left over."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app.web.help.guides import CHAPTERS, STATIC
from tests.support.guides import LANGUAGES, source
from tests.support.visit import Visitor

FOLDER = STATIC / "img" / "guides"
AT_MOST = 60_000
PICTURE = re.compile(r"!\[([^]]*)\]\(\.\./\.\./\.\./app/static/img/guides/([\w-]+)-(\w\w)\.png\)")


def shown(language: str) -> list[Any]:
    """The pictures of every guide, in order: words, name and language."""
    return [found for chapter in CHAPTERS for found in PICTURE.findall(source(language, chapter))]


def test_it_shows_the_same_pictures_in_both_languages_each_in_its_own() -> None:
    danish, english = shown("da"), shown("en")
    assert len(danish) >= 5
    assert [name for _words, name, _language in danish] == [name for _w, name, _l in english]
    assert {language for *_, language in danish} == {"da"}
    assert {language for *_, language in english} == {"en"}
    for words in (words for words, *_ in (*danish, *english)):
        assert len(words) > 20, "somebody who does not see it is told what it shows"


def test_it_has_every_picture_and_no_other_and_each_is_small() -> None:
    asked = {f"{name}-{language}.png" for each in LANGUAGES for _w, name, language in shown(each)}
    files = {file.name: file.stat().st_size for file in FOLDER.iterdir()}
    assert set(files) == asked
    assert max(files.values()) <= AT_MOST


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_serves_its_pictures(visit: Visitor, language: str) -> None:
    page = visit.get(f"/hjaelp/kommunen?sprog={language}")
    (picture,) = page.all("img")
    source = picture.get("src", "")
    with visit.client.get(source) as answer:
        assert answer.status_code == 200
        assert answer.content_type == "image/png"
    assert f"door-{language}" in source
