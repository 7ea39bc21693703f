"""Today and the last seven days: what the page shows about them, and correcting their numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.domain.base.months import Month
from app.domain.days.corrections import CorrectionReason
from app.domain.visits.counting import Cell, Measure
from app.models import Correction, Day, DayCount, MonthCount
from app.services.board import adjustments
from app.services.days import corrections
from app.services.days.closing import close_due_days
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.hours import open_on
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, text_of

YESTERDAY = dt.date(2026, 11, 21)
KEY = "ab" * 16


@pytest.fixture
def path(cast: Cast) -> str:
    return f"/i-dag/{cast.shop}/dage"


@pytest.fixture
def counted(db: Database, cast: Cast, clock: Clock) -> None:
    """Yesterday: five visits added by a host, two of them at the repair activity as cooks."""
    clock.at(YESTERDAY)
    ane = viewer(db, 1)
    for n in range(5):
        about: dict[str, Any] = {"activity_id": cast.repair, "role_id": cast.cooks} if n < 2 else {}
        adjustments.add_one(db, ane, cast.shop, key=f"{n:032x}", now=clock(), **about)
    clock.at("2026-11-22")
    close_due_days(db, now=clock())


@pytest.fixture
def kept(db: Database, cast: Cast) -> Callable[..., tuple[int, int]]:
    """A number as stored for the day, and for its month."""

    def kept(measure: Measure, date: dt.date = YESTERDAY, **about: Any) -> tuple[int, int]:
        cell = Cell(measure, **about).key
        with db.reading() as session:
            day = session.get(DayCount, (cast.shop, date, cell))
            month = session.get(MonthCount, (cast.shop, Month.of(date).first, cell))
            return (day.number if day else 0, month.number if month else 0)

    return kept


def rows(page: Page) -> list[str]:
    """The tables' rows, as lists of cells."""
    return [" | ".join(map(text_of, row)) for row in page.all("tr")]


def lowered(ane: Visitor, page: Page, total: int, **more: Any) -> Page:
    """The day's page after a lower number was typed and confirmed."""
    shown = ane.press(page, "Gem tallet", total=total, **more)
    return ane.press(shown, f"Ja, ret til {total}")


def state_of(db: Database, cast: Cast, date: dt.date) -> tuple[str | None, str | None] | None:
    with db.reading() as session:
        row = session.get(Day, (cast.shop, date))
        return (row.state, row.reason) if row else None


def test_it_lists_today_and_seven_days(ane: Visitor, path: str, counted: None) -> None:
    page = ane.get(path)
    days = [a.get("href", "") for a in page.all("a") if f"{path}/" in a.get("href", "")]
    assert len(days) == 8
    assert days[0].endswith("2026-11-22")
    assert days[-1].endswith("2026-11-15")
    assert "Søndag den 22. november i gang" in page.text
    assert "Lørdag den 21. november 5 besøg" in page.text
    assert ane.get(f"{path}/2026-11-21?sprog=en").h1 == "Saturday 21 November"
    assert "Fredag den 20. november ikke talt" in page.text
    for date in ("2026-11-14", "2026-11-23", "i-gaar", "2026-02-30", "20261121"):
        ane.get(f"{path}/{date}", status=404)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Åbent, men ingen kom", ("zero", None)),
        ("Lukket", ("closed", None)),
        ("Lukket: helligdag eller ferie", ("closed", "holiday")),
        ("Lukket: sygdom", ("closed", "illness")),
        ("Lukket: vi var et andet sted", ("closed", "moved")),
    ],
)
def test_it_says_afterwards_what_a_day_was(
    ane: Visitor,
    app: Flask,
    db: Database,
    cast: Cast,
    path: str,
    words: str,
    kept: tuple[str, str | None],
) -> None:
    page = ane.press(ane.get(f"{path}/2026-11-20"), words)
    assert "Meldt:" in page.text
    assert state_of(db, cast, dt.date(2026, 11, 20)) == kept
    report = Visitor(app).sign_in(cast.kim).get("/rapporter?sted=1&maaned=2026-11")
    if kept[0] == "zero":
        assert "20. november 2026 | fredag | talt nul | 0" in rows(report)
    ane.press(page, "Fortryd")
    assert state_of(db, cast, dt.date(2026, 11, 20)) == ("not_counted", None)


def test_the_month_says_why_it_was_closed(
    ane: Visitor, app: Flask, cast: Cast, path: str, counted: None
) -> None:
    ane.press(ane.get(f"{path}/2026-11-20"), "Lukket: sygdom")
    report = Visitor(app).sign_in(cast.kim).get("/rapporter?sted=1&maaned=2026-11")
    assert "Lukket: 20. november 2026 (sygdom)." in report.text


def test_the_month_tells_the_four_states_apart(
    ane: Visitor, app: Flask, cast: Cast, path: str, counted: None
) -> None:
    ane.press(ane.get(f"{path}/2026-11-20"), "Lukket")
    ane.press(ane.get(f"{path}/2026-11-18"), "Åbent, men ingen kom")
    report = Visitor(app).sign_in(cast.kim).get("/rapporter?sted=1&maaned=2026-11")
    found = [row for row in rows(report) if re.match(r"\d+\. november", row)]
    assert found == [
        "18. november 2026 | onsdag | talt nul | 0",
        "19. november 2026 | torsdag | ikke talt | –",
        "20. november 2026 | fredag | lukket | –",
        "21. november 2026 | lørdag | talt | 5",
    ]


def test_today_is_closed_for_a_reason_in_two_taps(ane: Visitor, db: Database, cast: Cast) -> None:
    page = ane.get(f"/i-dag/{cast.shop}")
    assert "Ingen er talt med endnu i dag." in page.text
    page = ane.press(page, "I dag er her lukket")
    assert "Koden virker" not in page.text
    assert "Ingen har checket ind" not in page.text
    assert state_of(db, cast, dt.date(2026, 11, 22)) == ("closed", None)
    page = ane.press(page, "Vi er et andet sted")
    assert "Grund: vi var et andet sted." in page.text
    assert state_of(db, cast, dt.date(2026, 11, 22)) == ("closed", "moved")


def test_the_calendar_and_the_hours_propose_that_it_is_closed(
    ane: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    open_on(db, cast.shop, 0, since=clock().date())
    page = ane.get(f"/i-dag/{cast.shop}")
    assert "I dag er ikke en åbningsdag. Er her lukket?" in page.text
    clock.at("2026-12-26")
    ane.sign_in(cast.ane)
    page = ane.get(f"/i-dag/{cast.shop}")
    assert "I dag er det 2. juledag. Er her lukket?" in page.text
    page = ane.press(page, "I dag er her lukket")
    assert "Grund: helligdag eller ferie." in page.text
    page = ane.get(f"/i-dag/{cast.shop}/dage")
    assert "Fredag den 25. december ikke talt juledag" in page.text
    page = ane.get(f"/i-dag/{cast.shop}/dage/2026-12-25")
    assert "Det var juledag. Var her lukket?" in page.text
    assert main_of(page) == "Lukket: helligdag eller ferie"
    page = ane.get(f"/i-dag/{cast.shop}/dage/2026-12-22")
    assert "Det er ikke en åbningsdag. Var her lukket?" in page.text
    assert main_of(page) == "Lukket"


def main_of(page: Page) -> str:
    """The main one of the buttons that say what a day was."""
    [form] = page.all("form", class_="day-state notice")
    [main] = [button for button in form.iter("button") if button.get("class") == "main"]
    return text_of(main)


def test_it_says_nothing_of_a_day_with_visits(
    ane: Visitor, db: Database, cast: Cast, path: str, counted: None
) -> None:
    page = ane.post(f"{path}/2026-11-21/dagen", state="zero")
    assert "Der er talt nogen den dag." in page.text
    assert state_of(db, cast, YESTERDAY) == ("counted", None)


def test_it_corrects_a_day_that_is_over_and_its_month_at_once(
    ane: Visitor,
    path: str,
    counted: None,
    kept: Callable[..., tuple[int, int]],
    cast: Cast,
    app: Flask,
) -> None:
    page = ane.get(f"{path}/2026-11-21")
    page = ane.press(page, "Gem tallet", total=5, why="forgotten", what=f"activity-{cast.repair}")
    assert "Rettet." in page.text
    assert kept(Measure.VISITS) == (8, 8)
    assert kept(Measure.ACTIVITY, activity_id=cast.repair) == (5, 5)
    page = lowered(ane, page, 6, why="twice")
    assert kept(Measure.VISITS) == (6, 6)
    assert "−2 besøg: talt to gange Ane, 22. november 2026" in page.text
    assert "+3 Reparation: glemt at tælle" in page.text
    report = Visitor(app).sign_in(cast.kim).get("/rapporter?sted=1&maaned=2026-11")
    assert "2 rettelser" in report.text
    assert "lørdag den 21. november | −2 | talt to gange | Ane, 22. november 2026" in rows(report)


def test_it_undoes_a_correction_and_keeps_both(
    ane: Visitor,
    path: str,
    counted: None,
    kept: Callable[..., tuple[int, int]],
    cast: Cast,
    db: Database,
) -> None:
    before = kept(Measure.JUST_HERE)
    page = lowered(ane, ane.get(f"{path}/2026-11-21"), 1, why="wrong_day")
    assert kept(Measure.VISITS) == (1, 1)
    page = ane.press(page, "Fortryd rettelse nummer 1")
    assert kept(Measure.VISITS) == (5, 5)
    assert kept(Measure.JUST_HERE) == before
    assert kept(Measure.ACTIVITY, activity_id=cast.repair) == (2, 2)
    assert "+4 besøg: fortrudt" in page.text
    assert not [b for b in page.all("button") if "Fortryd rettelse" in b.get("aria-label", "")]
    with db.reading() as session:
        assert [c.number for c in session.scalars(select(Correction))] == [-4, 4]


def test_it_corrects_a_day_that_nobody_counted(
    ane: Visitor, path: str, kept: Callable[..., tuple[int, int]], cast: Cast, db: Database
) -> None:
    other = dt.date(2026, 11, 19)
    page = ane.press(ane.get(f"{path}/{other}"), "Gem tallet", total=9)
    assert kept(Measure.VISITS, other) == (9, 9)
    assert state_of(db, cast, other) == ("counted", None)
    ane.press(page, "Fortryd rettelse nummer 1")
    assert state_of(db, cast, other) == ("zero", None)


def test_it_corrects_today(ane: Visitor, path: str, cast: Cast, db: Database) -> None:
    page = ane.press(ane.get(f"{path}/2026-11-22"), "Gem tallet", total=6)
    assert "6 besøg" in page.text
    page = lowered(ane, page, 4, why="twice")
    assert "Talt med: vært 4" in page.text
    page = ane.press(page, "Fortryd rettelse nummer 2")
    assert "Talt med: vært 6" in page.text
    page = ane.press(page, "Fortryd rettelse nummer 1")
    assert "Her er ikke talt nogen endnu." in page.text
    assert kept_today(db, cast) == [6, -2, 2, -6]


def kept_today(db: Database, cast: Cast) -> list[int]:
    with db.reading() as session:
        made = select(Correction.number).where(Correction.venue_id == cast.shop)
        return list(session.scalars(made.order_by(Correction.id)))


def test_it_needs_a_number_and_a_reason(
    ane: Visitor, path: str, counted: None, kept: Callable[..., tuple[int, int]]
) -> None:
    page = ane.get(f"{path}/2026-11-21")
    for words, typed in (
        ("Skriv et tal mellem 0 og 2000", {"total": "", "why": "twice"}),
        ("Skriv et tal mellem 0 og 2000", {"total": "2001", "why": "twice"}),
        ("Vælg en grund.", {"total": "7", "why": "paper"}),
    ):
        refused = ane.press(page, "Gem tallet", status=400, **typed)
        assert words in refused.text
        assert refused.field("total") == typed["total"]
    assert kept(Measure.VISITS) == (5, 5)


@pytest.mark.parametrize(
    ("what", "where", "typed"),
    [
        ("input", "total", {"total": "2001", "why": "twice"}),
        ("fieldset", "why", {"total": "7", "why": "paper"}),
    ],
)
def test_what_is_wrong_stands_at_its_own_field(
    ane: Visitor, path: str, counted: None, what: str, where: str, typed: dict[str, Any]
) -> None:
    page = ane.get(f"{path}/2026-11-21")
    refused = ane.press(page, "Gem tallet", status=400, **typed)
    (error,) = refused.all("p", class_="error")
    assert (error.get("id"), error.get("role")) == (f"{where}-error", "alert")
    (field,) = refused.all(what, id=where)
    assert f"{where}-error" in str(field.get("aria-describedby")).split()
    assert len(refused.all("input", aria_invalid="true")) == (where == "total")


def test_what_is_typed_is_what_the_day_comes_to(
    ane: Visitor, path: str, counted: None, kept: Callable[..., tuple[int, int]]
) -> None:
    """Never the sum of what was counted and what is typed."""
    page = ane.get(f"{path}/2026-11-21")
    assert "Der er talt 5. Skriv det rigtige tal." in page.text
    page = ane.press(page, "Gem tallet", total=7)
    assert kept(Measure.VISITS) == (7, 7)
    assert "+2 besøg: talt forkert" in page.text
    page = ane.press(page, "Gem tallet", total=7)
    assert "Der var allerede talt 7. Intet er ændret." in page.text
    assert kept(Measure.VISITS) == (7, 7)


def test_a_lower_number_is_seen_before_it_is_written(
    ane: Visitor,
    app: Flask,
    cast: Cast,
    path: str,
    counted: None,
    kept: Callable[..., tuple[int, int]],
) -> None:
    page = ane.get(f"{path}/2026-11-21")
    shown = ane.press(page, "Gem tallet", total=3)
    assert "Der er talt 5. Du skriver 3. Så trækker vi 2 fra." in shown.text
    assert kept(Measure.VISITS) == (5, 5)
    kim = Visitor(app).sign_in(cast.kim)
    kim.press(kim.get(f"{path}/2026-11-21"), "Gem tallet", total=6)
    shown = ane.press(shown, "Ja, ret til 3")
    assert "Der er talt 6. Du skriver 3. Så trækker vi 3 fra." in shown.text
    ane.press(shown, "Ja, ret til 3")
    assert kept(Measure.VISITS) == (3, 3)


def test_a_day_nobody_counted_asks_how_many_came(
    ane: Visitor, path: str, cast: Cast, db: Database
) -> None:
    page = ane.get(f"{path}/2026-11-19")
    assert "Hvor mange kom?" in page.text
    page = ane.press(page, "Gem tallet", total=12)
    assert "+12 besøg: glemt at tælle" in page.text
    page = ane.press(ane.get(f"{path}/2026-11-18"), "Gem tallet", total=0)
    assert "Meldt: Der kom ingen." in page.text
    assert state_of(db, cast, dt.date(2026, 11, 18)) == ("zero", None)


def test_it_corrects_once_however_often_it_is_sent(
    ane: Visitor, path: str, counted: None, kept: Callable[..., tuple[int, int]], cast: Cast
) -> None:
    for _ in range(3):
        ane.post(f"{path}/2026-11-21/ret", key=KEY, total=7, why="forgotten")
    assert kept(Measure.VISITS) == (7, 7)
    for foreign in (f"activity-{cast.cafe_activity}", f"role-{cast.cafe_role}", "role-9999"):
        ane.post(
            f"{path}/2026-11-21/ret",
            key="cd" * 16,
            total=7,
            why="forgotten",
            what=foreign,
            status=404,
        )


def test_a_role_that_is_corrected_is_no_hidden_number_in_the_month(
    ane: Visitor, app: Flask, path: str, counted: None, cast: Cast
) -> None:
    page = ane.get(f"{path}/2026-11-21")
    lowered(ane, page, 1, why="twice", what=f"role-{cast.cooks}")
    report = Visitor(app).sign_in(cast.kim).get("/rapporter?sted=1&maaned=2026-11")
    corrected = [row for row in rows(report) if "talt to gange" in row]
    assert corrected == ["lørdag den 21. november | −1 | talt to gange | Ane, 22. november 2026"]


def test_it_keeps_the_date_it_was_made_on_and_no_time(
    db: Database, cast: Cast, clock: Clock, counted: None
) -> None:
    clock.at("2026-11-23", 1)  # The service day of the 22nd goes on.
    corrections.correct(
        db,
        viewer(db, 1),
        cast.shop,
        YESTERDAY,
        -1,
        CorrectionReason.MISCOUNTED,
        key=KEY,
        now=clock(),
    )
    with db.reading() as session:
        [row] = session.scalars(select(Correction))
        assert row.created_on == dt.date(2026, 11, 22)
        assert not any(isinstance(each, dt.datetime) for each in vars(row).values())
