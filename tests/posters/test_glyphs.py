"""Characters that no font draws are left out of a name, and three dots show where."""

from __future__ import annotations

import pytest

from app.posters.glyphs import drawable


@pytest.mark.parametrize(
    "text",
    [
        "Fælleshuset på Ø",
        "#import \"x\" * $ _ \\ <b> 'y'",
        "مقهى الحي",
        "Кафе Сонях",
        "🥕 ❤️ 👩‍👧",
    ],
)
def test_it_leaves_what_the_fonts_can_draw(text: str) -> None:
    assert drawable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kalligrafi 書法", "Kalligrafi …"),
        ("書法", "…"),
        ("Café\x00 \u202eNord\ufeff", "Café Nord"),
        ("\x00", "…"),
        ("", ""),
        (" to \n linjer ", "to linjer"),
        ("Cafe\u0301", "Café"),
        ("🥣\u0963", "🥣"),
        ("a" * 200, "a" * 159 + "…"),
    ],
)
def test_it_says_where_something_is_left_out(text: str, shown: str) -> None:
    assert drawable(text) == shown
