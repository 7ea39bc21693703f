"""The whole story, end to end: from the poster on the wall to the quarter's logbook.

A poster is printed and its QR scanned; phones without scripts open it; the host sees it;
the day closes; the coordinator's files hold exactly those numbers, and so does the logbook.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import func, select

from app.db import Database
from app.models import DayKey, Visit
from app.services.board import todays_board
from tests.support.browser.chromium import Opens
from tests.support.browser.waiting import until
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.server import Server
from tests.support.viewers import viewer

pytestmark = pytest.mark.browser

MONTH, QUARTER, OF_QUARTER = "2026-11", "2026-4", "2026-10/2026-12"
BOARD_ASKS = 3_000


def scanned(pdf: bytes) -> str:
    """What a camera reads from the first page."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=200 / 72).to_pil().convert("L")
    (found,) = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    document.close()
    return found.text


class Phone:
    """A visitor's phone, with JavaScript off."""

    def __init__(self, opens: Opens) -> None:
        self.page = opens(java_script_enabled=False).new_page()

    def scan(self, address: str) -> Phone:
        self.page.goto(address)
        return self

    def tap(self, words: str | int) -> Phone:
        self.page.get_by_role("button", name=str(words), exact=True).click()
        return self

    def open(self, words: str) -> Phone:
        self.page.get_by_text(words, exact=True).click()
        return self

    def are(self, number: int) -> Phone:
        for size in range(2, number + 1):
            self.tap(f"Vi er {size}").thanked()
        return self

    def thanked(self) -> Phone:
        self.page.get_by_role("heading", name="Tak", exact=True).wait_for()
        return self


# What was counted: 5 just here, 6 just here for a while, 1 who switched, 5 who repaired, and
# 5 more whom the host added. (What, activity, role): number.
COUNTED = {
    ("Besøg", "", ""): 22,
    ("Bare her hele dagen", "", ""): 5,
    ("Var med", "", ""): 17,
    ("Skiftede undervejs", "", ""): 6,
    ("Deltagelser", "Reparation", ""): 10,
    ("Gange holdt", "Reparation", ""): 1,
    ("Deltagelser", "Strikkecafé", ""): 1,
    ("Gange holdt", "Strikkecafé", ""): 1,
    ("Rolle i aktivitet", "Reparation", "laver mad"): 5,
    ("Rolle", "", "laver mad"): 11,
    ("Rolle", "", "er vært"): 6,
    ("Talt med: telefon", "", ""): 17,
    ("Talt med: vært", "", ""): 5,
    ("Besøg efter ugedag: søndag", "", ""): 22,
    ("Besøg efter tid på dagen: kl. 12–15", "", ""): 22,
    **{
        (f"Besøg efter tid på dagen: {part}", "", ""): 0
        for part in (
            *("før kl. 9", "kl. 9–12", "kl. 15–18", "kl. 18–21", "efter kl. 21"),
            "uden tidspunkt",
        )
    },
    ("Deltagelser efter slags: fast", "", ""): 11,
    ("Gange holdt efter slags: fast", "", ""): 2,
    ("Dage talt", "", ""): 1,
    ("Besøg pr. talt dag", "", ""): 22,
}
NOT_IN_THE_LOGBOOK: tuple[str, ...] = (
    "Talt med",
    "Rolle i aktivitet",
    "Besøg efter",
    "Deltagelser efter",
    "Gange",
)
NOT_IN_THE_LOGBOOK += ("Besøg pr. talt dag",)  # it is there, as 22,0


def whole(text: str) -> int:
    """A number without decimals, or with a decimal that is zero: 22 or 22,0."""
    return int(text.removesuffix(",0"))


def from_csv(path: Path) -> dict[tuple[str, str, str], int]:
    """The numbers of the file, read as Danish Excel reads it."""
    content = path.read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    rows = [row for row in lines if row["Periode"] == OF_QUARTER]
    return {(measure_of(row), row["Aktivitet"], row["Rolle"]): whole(row["Tal"]) for row in rows}


def measure_of(row: Mapping[str, Any]) -> str:
    return f"{row['Mål']}: {row['Kategori']}" if row["Kategori"] else row["Mål"]


def from_xlsx(path: Path) -> dict[tuple[str, str, str], int]:
    """The numbers of the workbook, from the sheet that holds all of them."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    heading, *lines = book["Alle tal"].values
    rows = [dict(zip(heading, line, strict=True)) for line in lines if line[1] == OF_QUARTER]
    assert all(type(row["Tal"]) is int for row in rows)
    return {
        (measure_of(row), row["Aktivitet"] or "", row["Rolle"] or ""): row["Tal"] for row in rows
    }


def test_it_tells_the_whole_story(
    opens: Opens,
    sign_in: Callable[[BrowserContext, str], None],
    server: Server,
    cast: Cast,
    clock: Clock,
    db: Database,
) -> None:
    # The coordinator prints the posters, for the venue and for an activity.
    laptop = opens(phone=False, accept_downloads=True)
    sign_in(laptop, cast.kim)
    desk = laptop.new_page()
    desk.goto(f"/steder/{cast.shop}")
    assert desk.locator(f"a[href='/koder/{cast.repair_code}']").count()
    desk.goto(f"/koder/{cast.repair_code}")
    with desk.expect_download() as poster:
        desk.get_by_role("button", name="Hent plakaten (PDF)").click()
    repair = scanned(poster.value.path().read_bytes())
    venue = scanned(desk.request.get(f"/koder/{cast.shop_code}.pdf").body())
    assert repair == f"{server.url}/C/{cast.repair_code}".upper()
    assert venue == f"{server.url}/C/{cast.shop_code}".upper()

    # The host has the board open behind the counter.
    counter = opens()
    sign_in(counter, cast.ane)
    board = counter.new_page()
    board.clock.install()
    board.goto(f"/i-dag/{cast.shop}")
    total, just_here_row = board.locator(".counter.whole .n"), board.locator("#just-here")

    def board_shows(number: int, just_here: int) -> None:
        board.clock.run_for(BOARD_ASKS)
        expect(total).to_have_text(str(number))
        expect(just_here_row).to_have_text(str(just_here))

    board_shows(0, 0)

    # One tap, and one is counted; the host sees it without touching anything.
    first = Phone(opens).scan(venue).tap("I dag er jeg her bare").thanked()
    board_shows(1, 1)
    first.are(5)
    board_shows(5, 5)

    # Six in a group take two roles, are just here for a while, and step in again.
    group = Phone(opens).scan(repair).tap("Jeg er her").thanked().are(6)
    board_shows(11, 5)
    group.tap("laver mad").thanked().tap("er vært").thanked()
    group.tap("I dag er jeg her bare").thanked()
    board_shows(11, 11)
    group.tap("laver mad").thanked().tap("er vært").thanked()
    board_shows(11, 5)

    # One switches from repairing to knitting: another code, the same visit.
    switcher = Phone(opens).scan(repair).tap("Jeg er her").thanked()
    switcher.scan(f"{server.url}/C/{cast.knitting_code}")
    switcher.tap("Strikkecafé").thanked().open("Det sker her i dag").tap("Reparation").thanked()
    board_shows(12, 5)

    # Five repair and cook; one undoes it; five have no phone.
    Phone(opens).scan(repair).tap("Jeg er her").thanked().are(5).tap("laver mad").thanked()
    Phone(opens).scan(repair).tap("Jeg er her").thanked().tap("Fortryd: tæl mig ikke med")
    board_shows(17, 5)
    for number in range(18, 23):
        board.get_by_role("button", name="Én mere: Reparation", exact=True).click()
        board_shows(number, 5)

    until(lambda: todays_board.board(db, viewer(db, 1), cast.shop, now=clock()).total == 22)

    # Overnight: the next day's first visitor closes the day, and no trace of the visits remains.
    clock.pass_(days=1)
    first.scan(venue)
    assert first.page.get_by_role("button", name="Jeg er her", exact=True).count() == 1
    with db.reading() as session:
        for table in (Visit, DayKey):
            assert session.scalar(select(func.count()).select_from(table)) == 0
    board_shows(0, 0)

    # The month on the page at once; the quarter in both files, with its roles, once it is settled.
    desk.goto(f"/rapporter?sted={cast.shop}&maaned={MONTH}")
    assert "22 besøg" in desk.locator("main").inner_text()
    clock.at("2027-01-08", 4)
    sign_in(laptop, cast.kim)
    desk.goto(f"/rapporter?sted={cast.shop}&laengde=kvartal&maaned={MONTH}")
    with desk.expect_download() as csv_file:
        desk.get_by_role("link", name="CSV", exact=True).click()
    with desk.expect_download() as xlsx_file:
        desk.get_by_role("link", name="Excel", exact=True).click()
    assert from_csv(csv_file.value.path()) == COUNTED
    assert from_xlsx(xlsx_file.value.path()) == COUNTED

    # The quarter's logbook, in the column of the whole quarter.
    desk.goto(f"/logbog/{cast.shop}/{QUARTER}")
    for (what, _activity, role), number in COUNTED.items():
        if what.startswith(NOT_IN_THE_LOGBOOK):
            continue
        name = role if what == "Rolle" else what
        rows = desk.get_by_role("row").filter(
            has=desk.get_by_role("rowheader", name=name, exact=True)
        )
        sums = [row.get_by_role("cell").last.inner_text() for row in rows.all()]
        assert str(number) in sums, name
