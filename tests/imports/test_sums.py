"""In any table of any layout, what is taken and what is left out are what is in the file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from app.domain.base.worksheet import UnreadableFile
from tests.support.understood import CASES, understood

FIRST = dt.date(2024, 1, 1)
NOISE = ("", "lukket", "-", "mange", "ca. 10-15", "?")


@dataclass(frozen=True)
class Table:
    """A table as text, and the sum of the numbers in it."""

    text: str
    total: int


def cell(number: int | str) -> str:
    return str(number)


CELLS = st.one_of(st.integers(0, 3_000), st.sampled_from(NOISE))
LAYOUTS = ("days", "columns", "places", "across", "weeks", "months", "stacked")
HEADS = ("Antal", "Børn", "Voksne", "I alt", "Temperatur", "Rød", "Huset", "Caféen", "Uge")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    layout = draw(st.sampled_from(LAYOUTS))
    width = 1 if layout in ("days", "places", "stacked") else draw(st.integers(1, 5))
    height = draw(st.integers(2, 8))
    if layout in ("across", "weeks", "months"):
        width = 5
    body = [[draw(CELLS) for _ in range(width)] for _ in range(height)]
    total = sum(number for row in body for number in row if isinstance(number, int))
    days = [FIRST + dt.timedelta(days=n) for n in range(40)]
    rows: list[list[int | str]]
    if layout == "days":
        rows = [
            ["Dato", "Antal"],
            *[[f"{d:%d.%m.%Y}", *row] for d, row in zip(days, body, strict=False)],
        ]
    elif layout == "columns":
        heads = draw(st.permutations(HEADS))[:width]
        rows = [
            ["Dato", *heads],
            *[[f"{d:%Y-%m-%d}", *row] for d, row in zip(days, body, strict=False)],
        ]
    elif layout == "places":
        names = draw(
            st.lists(st.sampled_from(["Huset", "Laden"]), min_size=height, max_size=height)
        )
        rows = [["Sted", "Dato", "Besøg"]]
        rows += [[n, f"{d:%d-%m-%Y}", *r] for n, d, r in zip(names, days, body, strict=False)]
    elif layout == "across":
        rows = [["Sted", *[f"{d:%d/%m-%Y}" for d in days[:width]]]]
        rows += [[f"Hus {at}", *row] for at, row in enumerate(body)]
    elif layout == "weeks":
        rows = [["Optælling 2024"], ["Uge", "Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag"]]
        rows += [[f"Uge {at + 1}", *row] for at, row in enumerate(body)]
    elif layout == "months":
        rows = [["Besøg 2024"], ["Dag", "Januar", "Februar", "Marts", "April", "Maj"]]
        rows += [[f"{at + 1}.", *row] for at, row in enumerate(body)]
    else:
        rows = [["Caféen 2024"], ["Januar"], ["Dato", "Antal"]]
        rows += [[f"{at + 1}", *row] for at, row in enumerate(body)]
        rows += [["I alt", total], ["Februar"], ["Dato", "Antal"], ["1", 7]]
        total = total * 2 + 7
    return Table("\n".join(";".join(map(cell, row)) for row in rows), total)


@given(tables())
def test_every_number_is_taken_or_left_out_with_a_reason(table: Table) -> None:
    found = understood(table.text)  # Which holds the days equal to what is taken.
    assert found.account.whole.visits == table.total, table.text
    assert all(entry.why for entry in found.account.left)


@given(st.binary(max_size=300))
def test_it_reads_any_bytes_or_says_that_it_cannot(content: bytes) -> None:
    try:
        understood(content)
    except UnreadableFile:
        return


@given(
    st.lists(st.lists(st.text("0123456789.,-/ abcjanuærs:;'", max_size=12), max_size=6), max_size=8)
)
def test_it_accounts_for_any_cells(rows: list[list[str]]) -> None:
    understood("\n".join(";".join(row) for row in rows))


def test_the_cases_are_accounted_for() -> None:
    for path in CASES.iterdir():
        understood(path.read_bytes(), path.name)
