"""Two galleries can be compared: what is random is repeatable, and what differs is found."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from PIL import Image

from app.domain.venues.codes import new_code
from bench.differences import differences
from bench.repeatable import repeatable


def test_its_random_numbers_are_the_same_each_time() -> None:
    def made() -> tuple[str, str, str]:
        with repeatable():
            return new_code(), new_code(), secrets.token_hex(16)

    first = made()
    assert made() == first
    assert first[0] != first[1], "each is another"
    assert new_code() not in first, "and outside they are random again"


def test_what_others_ask_for_does_not_change_them() -> None:
    with repeatable():
        alone = [new_code(), new_code()]
    with repeatable():
        mixed = [new_code(), secrets.token_hex(4), new_code()]
    assert [mixed[0], mixed[2]] == alone


@pytest.fixture
def galleries(tmp_path: Path) -> tuple[Path, Path]:
    for folder in ("before", "after"):
        (tmp_path / folder / "host").mkdir(parents=True)
        for name in ("board", "days"):
            Image.new("RGB", (40, 30), "white").save(tmp_path / folder / "host" / f"{name}.png")
    return tmp_path / "before", tmp_path / "after"


def test_it_finds_nothing_between_two_that_are_the_same(galleries: tuple[Path, Path]) -> None:
    before, after = galleries
    Image.new("RGBA", (40, 30), "white").save(after / "host" / "days.png")
    assert (before / "host" / "days.png").read_bytes() != (after / "host" / "days.png").read_bytes()
    assert list(differences(before, after)) == []


def test_it_says_what_differs_and_where(galleries: tuple[Path, Path]) -> None:
    before, after = galleries
    with Image.open(after / "host" / "board.png") as picture:
        changed = picture.copy()
    changed.putpixel((7, 5), (254, 255, 255))
    changed.save(after / "host" / "board.png")
    (after / "host" / "days.png").unlink()
    Image.new("RGB", (40, 30)).save(after / "host" / "new.png")
    assert list(differences(before, after)) == [
        "host/board.png: within (7, 5, 8, 6)",
        "host/days.png: only before",
        "host/new.png: only after",
    ]
    Image.new("RGB", (40, 31), "white").save(after / "host" / "board.png")
    assert next(differences(before, after)) == "host/board.png: (40, 30) is (40, 31)"
