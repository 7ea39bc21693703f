"""Activities read from a pasted list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.base.opening_hours import Span
from app.domain.venues.activity_list import PastedActivity, read
from app.domain.venues.defaults import ACTIVITIES
from app.domain.venues.kinds import VenueKind


def test_it_reads_a_list_as_people_paste_it() -> None:
    pasted = read(
        "• Strikkecafé; tirsdag 10-12, tor. kl. 13.30-15\n"
        "\n"
        "Åbent værksted\tman-ons\t9–16\n"
        "Brætspil\n"
        "  brætspil \n"
        "Fest; fredag 20 til 01\n"
    )
    assert pasted.not_understood == {}
    assert pasted.activities == (
        PastedActivity("Strikkecafé", {1: Span(600, 720), 3: Span(810, 900)}),
        PastedActivity("Åbent værksted", dict.fromkeys((0, 1, 2), Span(540, 960))),
        PastedActivity("Brætspil", {}),
        PastedActivity("Fest", {4: Span(1200, 1500)}),
    )


@pytest.mark.parametrize(
    "line", ["Kor; når vi har lyst", "Kor; torsdag", "Kor; tors 19-25", "x" * 81, "; tirsdag 10-12"]
)
def test_it_says_which_lines_it_did_not_understand(line: str) -> None:
    pasted = read(f"Strik\n{line}")
    assert [one.name for one in pasted.activities] == ["Strik"]
    assert list(pasted.not_understood) == [2]


@given(st.text())
def test_it_reads_whatever_is_pasted(text: str) -> None:
    for one in read(text).activities:
        assert 0 < len(one.name) <= 80


def test_it_understands_what_it_suggests_itself() -> None:
    assert set(ACTIVITIES) == set(VenueKind)
    for lines in ACTIVITIES.values():
        pasted = read("\n".join(lines))
        assert not pasted.not_understood
        assert len(pasted.activities) >= 5


def test_it_reads_cells_with_headings_and_times_in_columns_of_their_own():
    cells = "Aktivitet\tUgedag\tFra\tTil\nKor\ttirsdag\t10.00\t12:30\nHave\t\t\t\n"
    found = read(cells)
    assert not found.not_understood
    assert [(one.name, dict(one.times)) for one in found.activities] == [
        ("Kor", {1: Span(600, 750)}),
        ("Have", {}),
    ]
    assert [one.name for one in read("Aktivitet\nKor").activities] == ["Aktivitet", "Kor"]
    assert read("Kor\ttirsdag\t10.00\t\n").not_understood
