"""Codes: whatever is printed can be typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.venues.codes import ALPHABET, LENGTH, new_code, normalise, spaced


def test_it_makes_codes_without_look_alikes() -> None:
    for _time in range(200):
        code = new_code()
        assert len(code) == LENGTH
        assert set(code) <= set(ALPHABET)
        assert not set(code) & set("OILU")


def test_it_makes_another_code_each_time() -> None:
    assert len({new_code() for _time in range(2000)}) == 2000


@given(st.text(ALPHABET, min_size=1, max_size=8))
def test_it_reads_what_it_prints(code: str) -> None:
    assert normalise(spaced(code)) == code
    assert normalise(spaced(code).lower()) == code


def test_it_forgives_what_people_type() -> None:
    assert normalise(" kn1-t 22 ") == "KN1T22"
    assert normalise("KNIT22") == normalise("knlt22") == "KN1T22"
    assert normalise("sHoP11") == "SH0P11"


@given(st.text())
def test_it_never_makes_a_code_of_something_else(text: str) -> None:
    code = normalise(text)
    assert code is None or (set(code) <= set(ALPHABET) and 0 < len(code) <= 8)


def test_it_refuses_what_cannot_be_a_code() -> None:
    for text in ("", "   ", "ABCDEFGHJ", "ÆØÅ", "AB/CD", "ABC\x00"):
        assert normalise(text) is None
