"""How a venue's check-in page looks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.domain.base.palette import VENUE_COLOURS
from app.domain.venues import look
from app.domain.venues.kinds import VenueKind
from app.domain.venues.pictures import PICTURES
from tests.support.text import must_find

APP = Path(look.__file__).parents[2]
CHECK_IN = (APP / "static" / "css" / "door.css").read_text("utf-8")


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_carries_its_text() -> None:
    on_venue = must_find(r"--on-place: (#\w{6})", CHECK_IN)[1]
    for name, colour in VENUE_COLOURS.items():
        assert contrast(colour, on_venue) >= 7, name


def test_every_picture_is_a_small_drawing() -> None:
    for name, path in PICTURES.items():
        assert re.fullmatch(r"[MLHVCSQTAZmlhvcsqtaz0-9. -]{20,250}", path), name


@pytest.mark.parametrize("kind", VenueKind)
def test_every_kind_has_a_look_and_may_choose_another(kind: VenueKind) -> None:
    assert look.colour_of("", kind) in VENUE_COLOURS
    assert look.picture_of("", kind) in ("", *PICTURES)
    assert look.colour_of("moss", kind) == "moss"
    assert look.picture_of("book", kind) == "book"
    assert look.picture_of("none", kind) == ""
    assert look.colour_of("no such", kind) == look.colour_of("", kind)
