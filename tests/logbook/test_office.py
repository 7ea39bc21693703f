"""The logbook's document as LibreOffice opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import office
from tests.support.cast import Cast
from tests.support.logbook_pages import write
from tests.support.visit import Visitor

pytestmark = pytest.mark.skipif(bool(office.missing()), reason="LibreOffice is not installed")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Both databases make the same document."""
    return sqlite_url


def test_it_opens_with_its_headings_words_and_numbers(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    counted: Callable[..., None],
    tmp_path: Path,
) -> None:
    kim = sign_in(cast.kim)
    counted("2026-10-05", 1220, knitting=12)
    write(kim, at, "happened", "Blåbærgrød på Ærø\n=1+1 <og> & søm")
    (tmp_path / "logbog.docx").write_bytes(kim.get(f"{at}.docx").response.data)
    office.Office(tmp_path, "da-DK").convert([tmp_path / "logbog.docx"], "fodt", tmp_path)
    headings, text = office.writing(tmp_path / "logbog.fodt")
    assert headings[0] == "Hvad skete der?"
    assert headings[-1] == "Sådan er tallene talt"
    assert "Kvartalet i tal" in headings
    assert text[:2] == ["Genbrugsbutikken", "Logbog for 4. kvartal 2026"]
    assert text[text.index("Hvad skete der?") + 1 :][:2] == ["Blåbærgrød på Ærø", "=1+1 <og> & søm"]
    assert "1.220" in text
