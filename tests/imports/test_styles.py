"""Files in the styles that people make, each a kind of its own."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import xlsxwriter

from app.domain.base.text_table import ENCODINGS
from app.domain.imports.columns import ColumnKind
from app.domain.imports.rows import SkipReason
from tests.imports.understood import CENTRES, WORKBOOKS, understood, workbook

TWO = {1: "Høkeren", 2: "Bageriet"}
DAY = dt.date(2024, 3, 4)


def lines(*rows: str) -> str:
    return "\r\n".join(rows)


# Text: encodings and separators.


@pytest.mark.parametrize(
    "encoding",
    [*("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"), *ENCODINGS],
)
def test_text_in_any_usual_encoding(encoding: str) -> None:
    text = lines("Dato;Sted;Antal besøgende", "4. marts 2024;Høkeren på Bjørnø;12")
    found = understood(text.encode(encoding), venues={})
    assert found.days == [("Høkeren på Bjørnø", "2024-03-04", 12)]


def test_text_in_either_order_of_bytes_with_a_mark() -> None:
    text = "Dato\tAntal\r\n04.03.2024\t12\r\n"
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert understood(mark + text.encode(encoding)).here == {"2024-03-04": 12}


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_text_with_any_usual_separator_and_end_of_line(sign: str, end: str) -> None:
    text = end.join(("Dato;Ugedag;Antal", "04.03.2024;mandag;12", "05.03.2024;tirsdag;13"))
    found = understood(text.replace(";", sign).encode("cp1252"))
    assert found.here == {
        "2024-03-04": 12,
        "2024-03-05": 13,
    }


def test_the_line_in_which_excel_says_its_separator() -> None:
    assert understood(lines("sep=;", "Dato;Antal", "04.03.2024;12")).here == {"2024-03-04": 12}


def test_cells_pasted_without_headings() -> None:
    assert understood("4/3/2024\t12\n15/3/2024\t9\n").here == {"2024-03-04": 12, "2024-03-15": 9}


# Dates.


def test_it_asks_what_comes_first_if_the_column_cannot_tell() -> None:
    text = lines("Dato;Antal", "3/4/2024;11", "3/5/2024;12")
    found = understood(text)
    assert found.left == {SkipReason.UNSURE_ORDER: 2}
    [sheet] = found.plan.sheets
    assert [(d.day, d.month) for d in sheet.unsure_dates] == [(3, 4), (3, 5)]
    assert understood(text, choices={"0-order": "day"}).here == {"2024-04-03": 11, "2024-05-03": 12}
    assert understood(text, choices={"0-order": "month"}).here == {
        "2024-03-04": 11,
        "2024-03-05": 12,
    }


def test_dates_with_dashes_are_read_as_danes_write_them_and_asked_about() -> None:
    found = understood(lines("Dato;Antal", "03-04-2024;11", "04-04-2024;12"))
    assert found.here == {"2024-04-03": 11, "2024-04-04": 12}
    assert found.plan.sheets[0].unsure_dates


def test_it_asks_for_a_year_that_is_nowhere() -> None:
    text = lines("Dato;Antal", "man. 4/3;11", "fre. d. 15. marts;12")
    found = understood(text)
    assert (found.left, found.plan.sheets[0].needs_year) == ({SkipReason.NO_YEAR: 2}, True)
    assert understood(text, choices={"0-year": "2024"}).here == {
        "2024-03-04": 11,
        "2024-03-15": 12,
    }


def test_a_date_far_back_or_to_come_is_left_out() -> None:
    text = lines("Dato;Antal", "04-03-1998;11", "04-03-1899;11", "22-11-2026;12", "31-02-2024;1")
    assert understood(text).left == {
        SkipReason.TOO_OLD: 2,
        SkipReason.TO_COME: 1,
        SkipReason.NO_DATE: 1,
    }


def test_a_time_with_a_zone_is_a_day_in_denmark() -> None:
    text = lines("Tidspunkt;Antal", "2024-06-01T22:30:00Z;5", "2024-06-03T10:00:00+02:00;6")
    assert understood(text).here == {"2024-06-02": 5, "2024-06-03": 6}


def test_american_dates_with_a_clock() -> None:
    text = lines("Date,Visitors", "3/15/2024 10:00 AM,5", "3/4/2024 4:00 PM,6")
    assert understood(text).here == {"2024-03-04": 6, "2024-03-15": 5}


def test_a_year_turns_once_in_dates_without_one() -> None:
    text = lines("Vinter 2023", "Dato;Antal", "15/11;5", "20/12;6", "10/1;7")
    assert understood(text).here == {"2023-11-15": 5, "2023-12-20": 6, "2024-01-10": 7}


# Numbers.


def test_it_asks_whether_every_comma_is_a_thousand() -> None:
    text = "Dato;Antal\n04.03.2024;1,000\n05.03.2024;2,000\n"
    assert understood(text).left == {SkipReason.UNSURE_COMMA: 2}
    assert understood(text, choices={"0-commas": "thousands"}).here["2024-03-05"] == 2000
    assert understood(text, choices={"0-commas": "decimals"}).here["2024-03-05"] == 2


def test_commas_are_decimals_in_a_column_that_has_others() -> None:
    text = "Dato;Antal\n04.03.2024;12,0\n05.03.2024;9,5\n06.03.2024;1,000\n"
    found = understood(text)
    assert (found.here, found.left) == (
        {"2024-03-04": 12, "2024-03-06": 1},
        {SkipReason.NOT_WHOLE: 1},
    )


def test_a_column_of_counts_that_are_none_is_accounted_for() -> None:
    found = understood(lines("Dato;Antal", "04-03-2024;-3", "05-03-2024;12,5", "06-03-2024;mange"))
    assert found.left == dict.fromkeys(("negative", "not_whole", "not_a_number"), 1)


def test_doors_as_columns_are_added_up() -> None:
    text = lines("Dato;Hovedindgang;Bagindgang", "04-03-2024;100;20")
    assert understood(text).here == {"2024-03-04": 120}


def test_a_telephone_number_is_no_count() -> None:
    found = understood(lines("Dato;Antal", "04.03.2024;20304050", "05.03.2024;12"))
    assert found.left == {SkipReason.TOO_LARGE: 1}


# Rows and columns.


def test_hours_of_a_day_are_added_up() -> None:
    text = lines(
        "Dato;Kl.;Gæster", "04-03-2024;10-12;5", ";12-14;7", ";14-16;8", "05-03-2024;10-12;1"
    )
    assert understood(text).here == {"2024-03-04": 20, "2024-03-05": 1}


def test_hours_as_columns_are_added_up() -> None:
    text = lines("Dato;10-12;12-14;14-16", "04.03.2024;5;7;8", "05.03.2024;;;1")
    assert understood(text).here == {"2024-03-04": 20, "2024-03-05": 1}


def test_columns_of_known_venues_and_one_that_is_not_chosen() -> None:
    text = lines("Dato;Høkeren;Bageriet;Nord", "04.03.2024;5;7;8")
    found = understood(text, venues=TWO)
    assert found.days == [(1, "2024-03-04", 5), (2, "2024-03-04", 7)]
    assert found.left == {SkipReason.NO_VENUE: 1}
    chosen = understood(text, venues=TWO, choices={"place-nord": "new"})
    assert ("Nord", "2024-03-04", 8) in chosen.days


def test_it_asks_what_columns_are_that_say_nothing_of_it() -> None:
    text = lines("Dato;Rød;Blå", "04.03.2024;5;7")
    assert understood(text).left == {SkipReason.UNANSWERED: 2}
    assert understood(text, choices={"0-counts": "add"}).here == {"2024-03-04": 12}
    assert understood(text, choices={"0-counts": "2"}).here == {"2024-03-04": 7}
    assert understood(text, choices={"0-counts": "each"}).days == [
        ("Blå", "2024-03-04", 7),
        ("Rød", "2024-03-04", 5),
    ]


def test_it_asks_if_a_total_does_not_add_up() -> None:
    found = understood(lines("Dato;Antal voksne;Antal børn;I alt", "04.03.2024;5;7;13"))
    assert found.left == {SkipReason.UNANSWERED: 3}


def test_some_of_these_are_in_the_number_already() -> None:
    text = lines("Dato;Besøg;heraf børn", "04.03.2024;12;5", "05.03.2024;13;6")
    found = understood(text)
    assert (found.here, found.left) == (
        {"2024-03-04": 12, "2024-03-05": 13},
        {SkipReason.IN_TOTAL: 2},
    )


def test_a_choice_of_a_column_goes_before_what_is_proposed() -> None:
    text = lines("Dato;Temperatur;Antal", "04.03.2024;5;7")
    found = understood(text, choices={"0-c1": ColumnKind.COUNT, "0-c2": ColumnKind.UNUSED})
    assert found.here == {"2024-03-04": 5}


def test_two_heading_rows_of_venues_and_ages() -> None:
    text = lines(
        "Dato;Høkeren;;Bageriet;",
        ";Voksne;Børn;Voksne;Børn",
        "04.03.2024;1;2;3;4",
        "05.03.2024;5;6;;8",
    )
    assert understood(text, venues=TWO).days == [
        (1, "2024-03-04", 3),
        (1, "2024-03-05", 11),
        (2, "2024-03-04", 7),
        (2, "2024-03-05", 8),
    ]


def test_venues_under_any_heading_are_known_by_their_names() -> None:
    text = lines("Dato;Hvor;Antal", "04.03.2024;Høkeren;5", "04.03.2024;Bageriet;7")
    assert understood(text, venues=TWO).days == [(1, "2024-03-04", 5), (2, "2024-03-04", 7)]


def test_a_sum_that_does_not_say_so_is_no_day() -> None:
    found = understood(lines("Dato;Antal", "04.03.2024;5", "05.03.2024;7", ";12"))
    assert (found.account.taken.visits, found.left) == (12, {SkipReason.SUM: 1})


def test_a_list_of_persons_with_a_row_for_each_is_counted_and_not_read() -> None:
    text = lines("Dato;Navn", "04.03.2024;Navn Et", "04.03.2024;Navn To", "05.03.2024;Navn Et")
    found = understood(text)
    assert found.here == {"2024-03-04": 2, "2024-03-05": 1}
    assert "Navn Et" not in repr(found.account)


def test_persons_as_columns_make_no_venues() -> None:
    text = lines("Dato;Anna;Bo;Clara", "04.03.2024;x;x;", "05.03.2024;;x;x")
    found = understood(text)
    assert found.here == {"2024-03-04": 2, "2024-03-05": 2}


# Days as columns, weeks, months, years.


def test_weeks_as_rows_and_weekdays_as_columns() -> None:
    text = lines(
        "Caféen 2024",
        "Uge;Mandag;Tirsdag;Onsdag;Torsdag;Fredag;I alt",
        "10;5;;7;lukket;8;20",
        "Uge 11;1;2;3;4;5;15",
    )
    found = understood(text)
    assert found.here == {
        "2024-03-04": 5,
        "2024-03-06": 7,
        "2024-03-07": None,
        "2024-03-08": 8,
        **{f"2024-03-{10 + n}": n for n in range(1, 6)},
    }
    assert found.left == {SkipReason.SUM: 2}


def test_a_year_with_months_as_columns_and_days_as_rows() -> None:
    book = workbook(
        Tal=[["Besøg 2024"], ["", "Jan", "Feb"], [1, 5, 0], [30, 7, 4], ["I alt", 12, 4]]
    )
    found = understood(book, "a.xlsx")
    assert found.here == {"2024-01-01": 5, "2024-02-01": 0, "2024-01-30": 7}
    assert found.left == {SkipReason.NO_DATE: 1, SkipReason.SUM: 2}


def test_a_year_with_months_as_rows_and_days_as_columns() -> None:
    book = workbook(
        Tal=[["Besøg 2024"], ["Måned", *range(1, 32)], ["Januar", 5, 6], ["Februar", None, 7]]
    )
    assert understood(book, "a.xlsx").here == {"2024-01-01": 5, "2024-01-02": 6, "2024-02-02": 7}


def test_a_sheet_for_each_month_and_the_year_in_the_name_of_the_file() -> None:
    book = workbook(
        Januar=[["Dag", "Gæster"], [1, "lukket"], [2, 14]],
        Februar=[["Dag", "Gæster"], [29, 3], [28, 9], ["I alt", 12]],
    )
    assert understood(book, "Caféens tal 2023.xlsx").here == {
        "2023-01-01": None,
        "2023-01-02": 14,
        "2023-02-28": 9,
    }


def test_venues_as_rows_and_dates_as_columns() -> None:
    book = workbook(
        Uge=[
            ["Sted", DAY, "5/3-24", "6. marts 2024", "I alt"],
            ["Høkeren", 5, 6, None, 11],
            ["Bageriet", "lukket", 1, 2, 3],
            ["I alt", 5, 7, 2, 14],
        ]
    )
    found = understood(book, "a.xlsx", venues=TWO)
    assert found.days == [
        (1, "2024-03-04", 5),
        (1, "2024-03-05", 6),
        (2, "2024-03-04", None),
        (2, "2024-03-05", 1),
        (2, "2024-03-06", 2),
    ]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["Måned;Besøg", "2024-01;880", "2024-02;930"], SkipReason.PER_MONTH),
        (["År;Januar;Februar", "2023;880;930", "2024;881;931"], SkipReason.PER_MONTH),
        (["Uge;Besøg", "10;88", "11;93"], SkipReason.PER_WEEK),
        (["År;Besøg", "2022;8800", "2023;9300"], SkipReason.PER_YEAR),
        (["Sted;Besøg", "Høkeren;88", "Bageriet;93"], SkipReason.NO_LAYOUT),
    ],
)
def test_totals_are_refused_with_their_reason(rows: list[str], why: SkipReason) -> None:
    found = understood(lines(*rows))
    assert set(found.left) == {why}
    assert found.account.left_out.visits > 180


def test_a_sheet_that_says_the_same_days_again_is_not_added() -> None:
    book = workbook(
        Marts=[["Dato", "Antal"], [DAY, 5]],
        Hele_året=[["Dato", "Antal"], [DAY, 5], [dt.date(2024, 4, 2), 6]],
    )
    found = understood(book, "a.xlsx")
    assert found.here == {"2024-03-04": 5, "2024-04-02": 6}
    assert found.left == {SkipReason.TWICE: 1}


def test_days_of_our_own_files_come_back_with_those_that_were_closed() -> None:
    text = lines(
        "Dato;Tilstand;Besøg", "2024-03-04;talt;12", "2024-03-05;lukket;", "2024-03-06;talt nul;0"
    )
    assert understood(text).here == {"2024-03-04": 12, "2024-03-05": None, "2024-03-06": 0}


# Workbooks.


def test_dates_counted_from_1904() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"date_1904": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Dato", "Antal"])
    sheet.write_datetime(1, 0, DAY, book.add_format({"num_format": "dd-mm-yyyy"}))
    sheet.write(1, 1, 12)
    book.close()
    assert understood(buffer.getvalue(), "a.xlsx").here == {"2024-03-04": 12}


@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_old_workbooks_and_open_ones(kind: str) -> None:
    """Saved by LibreOffice 7."""
    found = understood((WORKBOOKS / f"tal.{kind}").read_bytes(), f"tal.{kind}")
    assert found.here == {"2024-03-04": 12, "2024-03-05": 20}
    assert found.left == {SkipReason.SHEET_OFF: 1}


# The real file, in four shapes.


def centres() -> list[tuple[dt.date, str, int]]:
    rows = [line.split(",") for line in CENTRES.read_text().splitlines()[1:]]
    return [(dt.date.fromisoformat(date), venue, int(number)) for date, venue, number in rows]


def shape(name: str) -> tuple[bytes, str]:
    rows = centres()
    venues = sorted({venue for _date, venue, _number in rows})
    if name == "tidy":
        return CENTRES.read_bytes(), CENTRES.name
    if name == "original":
        head = "date,center_name,attendance_count\n"
        return (
            head + "".join(f"{d.month}/{d.day}/{d.year},{v},{n}\n" for d, v, n in rows)
        ).encode(), "daily.csv"
    if name == "sheets":
        sheets: dict[str, list[Any]] = {
            v: [["Dato", "Antal"], *[[d, n] for d, w, n in rows if w == v]] for v in venues
        }
        return workbook(**sheets), "centre.xlsx"
    dates = sorted({date for date, _venue, _number in rows})
    table = {(date, venue): number for date, venue, number in rows}
    wide: list[Any] = [
        ["Dato", *venues],
        *[[d, *[table.get((d, v)) for v in venues]] for d in dates],
    ]
    return workbook(Ark1=wide), "wide.xlsx"


@pytest.mark.parametrize("name", ["tidy", "original", "sheets", "wide"])
def test_the_real_centres_come_in_without_a_hand_s_turn(name: str) -> None:
    found = understood(*shape(name), venues={})
    assert not found.left
    assert found.days == sorted((v, d.isoformat(), n) for d, v, n in centres())
