"""The columns of a Word table."""

from __future__ import annotations

import pytest

from app.exports.formats.document import Grid
from app.exports.formats.docx_columns import LEAST, NUMBER, SIZES, WIDTH, columns_of


def grid(*heads: str, name: str = "Høkeren") -> Grid:
    return Grid("", ("Sted", *heads), (False, *(True for _ in heads)), ((name, *"1" * len(heads)),))


@pytest.mark.parametrize("heads", [(), ("Besøg",), ("Besøg",) * 8, ("Åbningsdage",) * 8])
def test_they_fill_the_page_and_leave_room_for_names(heads: tuple[str, ...]) -> None:
    columns = columns_of(grid(*heads))
    assert sum(columns.widths) == pytest.approx(WIDTH)
    assert columns.widths[0] > LEAST - 0.01


def test_a_few_numbers_are_as_wide_as_elsewhere() -> None:
    assert columns_of(grid("Besøg", "Dage talt")).widths[1:] == (NUMBER, NUMBER)


def test_a_longer_word_has_a_wider_column() -> None:
    short, long = columns_of(grid(*["Besøg"] * 6, "Deltagelser")).widths[-2:]
    assert long > short


def test_many_columns_are_set_in_smaller_type() -> None:
    few, many = columns_of(grid(*["Åbningsdage"] * 3)), columns_of(grid(*["Åbningsdage"] * 6))
    assert (few.size, many.size) == SIZES
