"""Names that people type."""

from __future__ import annotations

import pytest

from app.domain.base.text import is_visible, is_writable, same_name, tidy, writable, xml_text


def test_it_tidies_space() -> None:
    assert tidy("  Kor \n på\ttorsdag ") == "Kor på torsdag"


@pytest.mark.parametrize("name", ["Kor", "Ørsted's Café №1", "🌻", "👩‍🍳", "مطبخ", "日本"])
def test_it_takes_every_script(name: str) -> None:
    assert is_writable(name)
    assert is_visible(name)


@pytest.mark.parametrize("name", ["a\x00b", "a\x1bb", "a\x85b", "a\ud800b"])
def test_it_refuses_what_cannot_be_kept(name: str) -> None:
    assert not is_writable(name)
    assert writable(name) == "ab"


UNSEEN = (
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066"
    "\u2067\u2068\u2069\u200b\ufeff\u00ad\u2060"
)


@pytest.mark.parametrize("sign", UNSEEN)
def test_it_leaves_out_signs_that_turn_a_line_or_take_no_room(sign: str) -> None:
    assert tidy(f" {sign}Kor{sign} 2 {sign}") == "Kor 2"
    assert writable(f"Ko{sign}r") == "Kor"
    assert same_name(f"K{sign}or", "Kor")


def test_it_keeps_the_joiners_of_persian_and_emoji() -> None:
    assert tidy("نمی\u200cدانم 👩\u200d🍳") == "نمی\u200cدانم 👩\u200d🍳"


@pytest.mark.parametrize("name", ["", "\u200b", "\u202e\u2066", "\u00a0", "\u0301"])
def test_it_sees_when_there_is_nothing_to_see(name: str) -> None:
    assert not is_visible(name)


def test_it_knows_the_same_name_again() -> None:
    assert same_name("Strikkecafé", " STRIKKECAFÉ ")
    assert same_name("Café", "Cafe\u0301")
    assert not same_name("Kor", "Kor 2")


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff"])
def test_it_leaves_out_what_unicode_gives_to_no_character(sign: str) -> None:
    assert tidy(f"Ko{sign}r") == writable(f"Ko{sign}r") == "Kor"
    assert not is_writable(sign)
    assert xml_text(f"a\t{sign}b\n\u200d\0") == "a\tb\n\u200d"
