"""What is hidden in a sheet of Excel or LibreOffice is left out, and can be taken in."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from app.domain.imports.columns import ColumnKind
from app.domain.imports.rows import SkipReason
from app.web.imports.reading import MASK
from tests.support.ods import ods, row
from tests.support.understood import WORKBOOKS, understood
from tests.support.visit import Visitor


def test_hidden_and_filtered_rows_are_left_out_unless_they_are_chosen() -> None:
    content = ods(
        row("2025-01-03", 8),
        row("2025-01-04", 5, ' table:visibility="collapse"'),
        row("2025-01-05", 6, ' table:visibility="filter"'),
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>',
        row("2025-01-06", 4),
        row("2025-01-07", 3, ' table:visibility="collapse"'),
    )
    found = understood(content, "tal.ods")
    assert found.here == {"2025-01-03": 8, "2025-01-06": 4}
    assert found.left == {SkipReason.HIDDEN: 3}
    found = understood(content, "tal.ods", {"0-hidden": "1"})
    assert sum(number or 0 for number in found.here.values()) == 26


def xlsx(*rows: list[str | int], hidden: str) -> bytes:
    """A workbook with these rows, and these of its columns hidden."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    for at, cells in enumerate(rows):
        sheet.write_row(at, 0, cells)
    sheet.set_column(hidden, None, None, {"hidden": True})
    book.close()
    return buffer.getvalue()


PARTS = xlsx(
    ["Dato", "Antal", "Antal i fjor", "Vejr"],
    ["04.03.2024", 8, 900, "sol"],
    ["05.03.2024", 9, 901, "regn"],
    hidden="C:C",
)


def test_a_hidden_column_is_left_out_unless_it_is_chosen() -> None:
    found = understood(PARTS, "tal.xlsx")
    assert found.here == {"2024-03-04": 8, "2024-03-05": 9}
    assert found.left == {SkipReason.HIDDEN_COLUMN: 2}
    whole = {"2024-03-04": 908, "2024-03-05": 910}
    both = {"0-hidden-columns": "1", "0-counts": "add"}
    assert understood(PARTS, "tal.xlsx", both).here == whole
    assert understood(PARTS, "tal.xlsx", {"0-c2": ColumnKind.ADDED}).here == whole


def test_hidden_columns_of_libreoffice_are_left_out_too() -> None:
    twice = '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    more = '<table:table-cell office:value-type="float" office:value="70"/>' * 2
    lines = [
        row("2025-01-03", 8).replace("</table:table-row>", f"{more}</table:table-row>"),
        row("2025-01-04", 5),
    ]
    columns = f'<table:table-column table:number-columns-repeated="2"/>{twice}'
    found = understood(ods(*lines, columns=columns, heads=("Dato", "Antal", "A", "B")), "tal.ods")
    assert found.here == {"2025-01-03": 8, "2025-01-04": 5}
    assert found.left == {SkipReason.HIDDEN_COLUMN: 2}


def test_a_hidden_column_of_dates_still_gives_the_days() -> None:
    content = xlsx(["Dato", "Antal"], ["04.03.2024", 8], hidden="A:A")
    assert understood(content, "tal.xlsx").here == {"2024-03-04": 8}


def test_a_hidden_column_of_a_day_is_left_out() -> None:
    content = xlsx(
        ["Sted", "1/3-24", "2/3-24", "3/3-24", "4/3-24"], ["Caféen", 1, 2, 3, 4], hidden="C:D"
    )
    found = understood(content, "tal.xlsx")
    assert found.here == {"2024-03-01": 1, "2024-03-04": 4}
    assert found.left == {SkipReason.HIDDEN_COLUMN: 2}


def test_what_is_hidden_right_of_the_table_or_in_empty_rows_is_no_question() -> None:
    content = xlsx(["Dato", "Antal"], ["04.03.2024", 8], hidden="D:XFD")
    [sheet] = understood(content, "tal.xlsx").plan.sheets
    assert not sheet.sheet.hidden_columns
    empty = '<table:table-row table:visibility="collapse"><table:table-cell/></table:table-row>'
    [sheet] = understood(
        ods(row("2025-01-03", 8), empty, row("2025-01-04", 5)), "a.ods"
    ).plan.sheets
    assert not sheet.sheet.hidden_rows


def test_the_page_asks_about_hidden_columns_and_shows_no_names_in_them(kim: Visitor) -> None:
    content = xlsx(["Dato", "Navn", "Antal"], ["04.03.2024", "Sommerbarn", 8], hidden="B:B")
    page = kim.post("/partnerskab/1/tidligere", file=(io.BytesIO(content), "tal.xlsx"))
    assert "Sommerbarn" not in page.text
    assert MASK in page.text
    [field] = page.all("select", name="0-hidden-columns")
    assert [option.text for option in field.iter("option")] == ["Kommer ikke med", "Kommer med"]


@pytest.mark.parametrize(("kind", "says"), [("xls", True), ("ods", False), ("xlsx", False)])
def test_it_says_that_an_old_workbook_does_not_tell(kim: Visitor, kind: str, says: bool) -> None:
    path = WORKBOOKS / f"tal.{kind}"
    page = kim.post("/partnerskab/1/tidligere", file=(io.BytesIO(path.read_bytes()), path.name))
    assert ("kan vi ikke se, hvad der er skjult. Det er talt med." in page.text) is says
