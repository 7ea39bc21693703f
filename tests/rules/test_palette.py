"""One palette: no file hard-codes a colour that `domain/base/palette.py` has a name for."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app.domain.base import palette
from tests.support.source import ROOT, style

CSS = {name: style(f"{name}.css") for name in ("door", "desk")}
SHARED = {
    "ink": palette.INK,
    "paper": palette.PAPER,
    "card": palette.CARD,
    "on-place": palette.ON_VENUE,
    "place": palette.MAIN,
}
ON_THE_DESK = {"soft": palette.SOFT, "line": palette.LINE, "edge": palette.EDGE}


def variables(css: str) -> dict[Any, Any]:
    """The custom properties of the first rule, which holds the light colours."""
    return dict(re.findall(r"--([\w-]+): (#\w{3,6});", css[: css.index("}")]))


@pytest.mark.parametrize("name", CSS)
def test_pages_have_the_colours_of_the_palette(name: str) -> None:
    expected = SHARED | (ON_THE_DESK if name == "desk" else {})
    assert {key: variables(CSS[name])[key] for key in expected} == expected


def test_venues_have_the_same_colours_at_check_in_and_on_the_desk() -> None:
    at_door = re.findall(r"^\.(\w+) \{ --place: (#\w{6})", CSS["door"], re.MULTILINE)
    swatches = re.findall(r"^\.swatch\.(\w+) \{ background: (#\w{6})", CSS["desk"], re.MULTILINE)
    assert dict(at_door) == dict(swatches) == palette.VENUE_COLOURS


def test_files_and_posters_have_no_colours_of_their_own() -> None:
    known = {
        value.lower()
        for value in (*vars(palette).values(), *palette.VENUE_COLOURS.values())
        if isinstance(value, str) and re.fullmatch(r"#\w{6}", value)
    }
    found = {
        (path.name, colour)
        for pattern in ("*.py", "*.typ")
        for folder in ("app/exports", "app/posters", "app/web", "app/domain/venues")
        for path in (ROOT / folder).rglob(pattern)
        for colour in re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text("utf-8"))
        if colour.lower() in known
    }
    assert not found
