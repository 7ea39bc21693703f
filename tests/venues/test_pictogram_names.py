"""Pictograms: each is drawn and has a word; names suggest what people expect."""

from __future__ import annotations

import pytest

from app.domain.venues import defaults
from app.domain.venues.default_roles import ROLES
from app.domain.venues.pictograms import PICTOGRAMS, pictogram_of
from tests.support.source import ROOT

DRAWINGS = (ROOT / "app/templates/components/icon.html").read_text()


@pytest.mark.parametrize("sign", PICTOGRAMS)
def test_every_sign_is_drawn_once(sign: str) -> None:
    assert DRAWINGS.count(f'name == "{sign}"') == 1


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("Søndagskaffe", "jug"),
        ("Lave mad", "pot"),
        ("Torsdagsspisning", "cutlery"),
        ("Reparationscafé", "hammer"),
        ("Strik og snak 🧶", "yarn"),
        ("Snak og strik", "talk"),
        ("Symaskinerne", "scissors"),
        ("Fællessang", "music"),
        ("Kor uden noder", "music"),
        ("Cykler til alle", "bicycle"),
        ("Byt en bog", "basket"),
        ("Lektiehjælp", "book"),
        ("Grønne fingre", "plant"),
        ("passer kassen", "till"),
        ("er vært", "door"),
        ("rydder op", "broom"),
        ("henter varer", "van"),
        ("Synergi", "?"),
        ("Bænke på torvet", "chair"),
        ("مقهى اللغة", "jug"),
        ("", "?"),
    ],
)
def test_a_name_proposes_its_sign(name: str, sign: str) -> None:
    assert pictogram_of(None, name, "?") == sign


def test_what_was_chosen_stands_and_what_is_no_longer_drawn_does_not() -> None:
    assert pictogram_of("star", "Kaffe", "?") == "star"
    assert pictogram_of("unicorn", "Kaffe", "?") == "jug"


def test_nobody_has_to_choose() -> None:
    """Everything suggested for a new venue has its own pictogram, except what says nothing."""
    names = [verb for verb, _en in ROLES]
    names += [line.split(";")[0] for lines in defaults.ACTIVITIES.values() for line in lines]
    assert [name for name in names if pictogram_of(None, name, "?") == "?"] == []
