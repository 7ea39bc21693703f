"""Activity files, in the various styles people make them."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from app.domain.base.opening_hours import Span
from app.domain.venues.activity_list import PastedActivity, read
from app.domain.venues.activity_list_file import listed
from app.domain.venues.usual_times import every_week
from app.services.core.spreadsheet import read_file

TODAY = dt.date(2026, 11, 22)

KNITTING = PastedActivity("Strikkecafé", every_week({1: Span(600, 720)}))
CHOIR = PastedActivity("Kor")


def understood(content: bytes, name: str = "liste.csv") -> tuple[PastedActivity, ...]:
    pasted = read("\n".join(listed(read_file(content, name)).lines), TODAY)
    assert pasted.not_understood == {}
    return pasted.activities


@pytest.mark.parametrize(
    "text",
    [
        "Strikkecafé;tirsdag 10-12\r\nKor\r\n",
        "Navn;Tid\r\nStrikkecafé;tirsdag 10-12\r\nKor;\r\n",
        "Aktivitet,Ugedag,Fra,Til\nStrikkecafé,tirsdag,10.00,12.00\n\nKor,,,\n",
        "Vi 2026;;;\n;;;\nSlags;Aktivitet;Dag;Tid\nfast;Strikkecafé;tirs;10-12\nfast;Kor;;\n",
        "Ansvarlig\tAktivitet:\tTid\nAnne\tStrikkecafé\ttirsdag 10-12\nBo\tKor\t\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_it_reads_lists_as_people_keep_them(text: str, encoding: str) -> None:
    assert understood(text.encode(encoding)) == (KNITTING, CHOIR)


def test_it_reads_a_workbook_with_a_merged_title_and_times() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ugens program"])
    sheet.merge_cells("A1:D1")
    sheet.append(["Aktivitet", "Ugedag", "Fra", "Til"])
    sheet.append(["Strikkecafé", "tirsdag", 10 / 24, 0.5])
    for cell in sheet["C"] + sheet["D"]:
        cell.number_format = "hh:mm"
    sheet.append([])
    sheet.append(["=HYPERLINK(1)", None, None, None])
    book.create_sheet("Foråret").append(["Kor"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert understood(buffer.getvalue(), "program.xlsx") == (KNITTING, CHOIR)


def test_it_says_which_columns_it_left_out() -> None:
    found = listed(read_file(b"Navn;Ansvarlig;Lokale\nKor;Bo;Salen\n", "a.csv"))
    assert found.lines == ("Kor",)
    assert found.left_out == ("Ansvarlig", "Lokale")


def test_without_a_heading_it_keeps_every_cell_for_somebody_to_mend() -> None:
    found = listed(read_file("Kor;når vi har lyst;Salen\n".encode(), "a.csv"))
    assert found.lines == ("Kor; når vi har lyst Salen",)
    assert list(read(found.lines[0], TODAY).not_understood) == [1]
