"""The row of the headings is proposed, and can be chosen otherwise; nothing vanishes by it."""

from __future__ import annotations

import io

import pytest
from flask import Flask

from app.domain.imports.rows import SkipReason
from tests.support.cast import Cast
from tests.support.understood import understood, workbook
from tests.support.visit import Visitor, by_name

TITLED = "\n".join(
    (
        "Caféens tal",
        "Talt ved døren",
        "Dato;Børn",
        "Dag;Gæster",
        "04.03.2024;12",
        "05.03.2024;13",
    )
)


def test_the_row_above_the_first_date_is_proposed() -> None:
    [sheet] = understood(TITLED).plan.sheets
    assert (sheet.head, sheet.heads) == ("4", 6)


def test_another_row_gives_the_columns_their_names() -> None:
    found = understood(TITLED, choices={"0-head": "3"})
    [sheet] = found.plan.sheets
    assert [column.profile.heading for column in sheet.columns] == ["Dato", "Børn"]
    assert found.here == {"2024-03-04": 12, "2024-03-05": 13}


def test_a_sheet_without_headings_begins_with_its_numbers() -> None:
    text = "Antal 12;04.03.2024;12\n;05.03.2024;13\n"
    found = understood(text, choices={"0-head": "0"})
    assert found.here == {"2024-03-04": 12, "2024-03-05": 13}


@pytest.mark.parametrize("head", range(9))
def test_numbers_that_the_heading_passes_are_accounted_for(head: int) -> None:
    text = "Dato;Antal\n04.03.2024;12\n05.03.2024;13\n06.03.2024;14\n"
    found = understood(text, choices={"0-head": str(head)})
    assert found.account.whole.visits == 12 + 13 + 14
    if 1 < head < 5:
        assert found.left[SkipReason.ABOVE] == head - 1


def test_a_heading_of_dates_can_be_chosen_among_several() -> None:
    book = workbook(
        Tal=[
            ["Dato", "1/3-24", "2/3-24", "3/3-24"],
            ["Vejr", "sol", "regn", "sol"],
            ["Dato", "4/3-24", "5/3-24", "6/3-24"],
            ["Besøg", 7, 8, 9],
        ]
    )
    found = understood(book, "a.xlsx", {"0-head": "3"})
    assert found.here == {"2024-03-04": 7, "2024-03-05": 8, "2024-03-06": 9}


@pytest.mark.parametrize("said", ["-1", "x", "²", "99"])
def test_a_row_that_there_is_not_changes_nothing(said: str) -> None:
    assert understood(TITLED, choices={"0-head": said}).plan.sheets[0].head == "4"


def test_the_page_shows_the_rows_above_and_the_choice(app: Flask, cast: Cast) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    file = (io.BytesIO(TITLED.encode()), "tal.csv")
    page = kim.post("/partnerskab/1/tidligere", file=file)
    [field] = page.all("select", name="0-head")
    options = [option.text for option in field.iter("option")]
    assert options == ["Ingen overskrifter", *map(str, range(1, 7))]
    assert "Caféens tal" in page.text
    assert "Overskrifterne står i række" in page.text
    page = kim.press(page, "Vis igen", **by_name({"0-head": "3"}))
    [field] = page.all("select", name="0-head")
    assert [o.text for o in field.iter("option") if o.get("selected") is not None] == ["3"]
    assert "antal besøg på Børn" in page.text
