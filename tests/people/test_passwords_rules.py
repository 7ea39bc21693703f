"""Which passwords somebody may choose."""

from __future__ import annotations

import pytest

from app.domain.people.common_passwords import LONG
from app.domain.people.passwords import EasyPassword, must_be_hard_to_guess

OWN = ("Anne Kirstine Hansen", "ak.hansen@example.dk")


@pytest.mark.parametrize(
    "password",
    [
        "tre tilfældige ord",
        "et helt nyt ord",
        "fire gule støvler",
        "cykel lampe torsk",
        "Hannes tre kaniner",
        "k7mx-2pqa-vfs2-nm9e",
        "ثلاث كلمات عشوائية",
    ],
)
def test_it_takes_three_random_words(password: str) -> None:
    must_be_hard_to_guess(password, *OWN)


@pytest.mark.parametrize(
    "password",
    [
        "elleve tegn",
        "x" * 201,
        "password1234",
        "Adgangskode1",
        "kodeord 12345",
        "Velkommen-2026",
        "sommer2026!!",
        "SommerSommer",
        "Kærlighed1234",
        "København2026",
        "jeg elsker dig",
        "kaffe-og-kage",
        "her i dag 2026",
        "123456789012",
        "121212121212",
        "aaaaaaaaaaaa",
        "hest hest hest",
        "qwertyuiopåæø",
        "1qaz2wsx3edc",
        "abcdefghijkl",
        "annekirstinehansen",
        "Hansen-Hansen-1",
        "ak.hansen@example.dk",
        "😀" * 12,
    ],
)
def test_it_refuses_what_others_try_first(password: str) -> None:
    with pytest.raises(EasyPassword):
        must_be_hard_to_guess(password, *OWN)


def test_it_refuses_the_long_ones_on_the_list() -> None:
    for password in LONG:
        with pytest.raises(EasyPassword):
            must_be_hard_to_guess(password.upper() + "1!")
