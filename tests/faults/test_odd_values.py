"""Values that once caused an error of ours, each with the message it gets now."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from app.domain.base.months import Month, Quarter
from app.domain.imports.rows import SkipReason
from app.domain.visits.idempotency_key import new_key
from tests.support.cast import Cast
from tests.support.source import ROOT
from tests.support.understood import understood, workbook
from tests.support.visit import Visitor, by_name


def test_a_day_before_the_reports_begin_is_left_out_and_said_to_be(kim: Visitor) -> None:
    content = b"Dato;Antal\r\n31/12-1999;8\r\n1/1-2000;9\r\n"
    assert understood(content).here == {"2000-01-01": 9}
    assert understood(content).left == {SkipReason.TOO_OLD: 1}
    page = kim.post("/partnerskab/1/tidligere", file=(io.BytesIO(content), "tal.csv"))
    assert "1: før år 2000" in page.text
    book = workbook(Ark1=[["Dato", "Antal"], [dt.date(1925, 5, 1), 3], [dt.date(2001, 5, 1), 4]])
    assert understood(book, "tal.xlsx").here == {"2001-05-01": 4}


@pytest.mark.parametrize("token", ["", "x", "../../etc/passwd", "A" * 22, "é" * 22, "A" * 5000])
def test_a_file_that_is_not_there_is_asked_for_again(kim: Visitor, token: str) -> None:
    for act in ("see", "save", "discard", ""):
        page = kim.post("/partnerskab/1/tidligere/fil", fil=token, act=act)
        assert "Vælg den igen." in page.text


@pytest.mark.parametrize(
    "value", ["[" * 5000, "-1", "²", "9" * 400, "nan", "0", "each", "day", "date"]
)
def test_a_choice_that_no_page_of_ours_sends_breaks_nothing(kim: Visitor, value: str) -> None:
    content = b"Dato;R\xc3\xb8d;Bl\xc3\xa5\r\n1/2;8;9\r\n1/3;5;6\r\n"
    page = kim.post("/partnerskab/1/tidligere", file=(io.BytesIO(content), "tal.csv"))
    named = {field.get("name", "") for field in page.all("select")}
    kim.press(page, "Vis igen", **by_name(dict.fromkeys(named, value)))


@pytest.mark.parametrize("cap", ["9" * 400, "-" + "9" * 400, "9" * 5000, "0", "100001", "mange"])
def test_a_number_of_any_length_is_refused_with_its_range(
    kim: Visitor, cast: Cast, cap: str
) -> None:
    page = kim.get(f"/steder/{cast.shop}/doer")
    page = kim.press(page, "Gem", status=400, daily_cap=cap)
    assert "Skriv et tal mellem 1 og 100.000" in page.text
    assert page.field("daily_cap") == cap, "what was typed stays"


@pytest.mark.parametrize("length", ["maaned", "kvartal", "halvaar", "aar", "aar-til-nu"])
@pytest.mark.parametrize("month", ["2199-12", "2001-01"])
def test_the_first_and_the_last_month_have_a_report(
    kim: Visitor, cast: Cast, month: str, length: str
) -> None:
    kim.get(f"/rapporter?maaned={month}&laengde={length}")
    for ending in ("csv", "xlsx", "json", "txt"):
        answer = kim.client.get(f"/rapporter/{cast.shop}/{month}.{ending}")
        assert answer.status_code == 200


def test_the_last_month_and_quarter_end_with_the_century() -> None:
    assert Month(2199, 12).last == Quarter(2199, 4).last == dt.date(2199, 12, 31)
    assert list(Month(2199, 12).dates())[-1] == dt.date(2199, 12, 31)
    assert Month(2028, 2).last == dt.date(2028, 2, 29)


@pytest.mark.parametrize("number", ["9" * 40, "9" * 5000, "²", "-1", "1_0"])
def test_a_number_that_no_column_holds_is_nothing_of_ours(
    kim: Visitor, cast: Cast, number: str
) -> None:
    board = f"/i-dag/{cast.shop}"
    for field in ("activity", "role"):
        fields = {"do": "plus", "key": new_key(), field: number}
        assert kim.client.post(board, data=fields).status_code in (400, 404)
    assert kim.client.post("/i-dag/vaelg", data={"venue": number}).status_code == 404
    for path in (
        f"{board}?aktivitet={number}&rolle={number}",
        f"/logbog?sted={number}&aar={number}",
        f"/steder?side={number}",
    ):
        assert kim.client.get(path).status_code in (200, 303, 404)


@pytest.mark.parametrize("origin", ["http://[", "http://]", "", "null", "http://localhost:x"])
def test_an_origin_that_is_none_is_a_foreign_one(kim: Visitor, origin: str) -> None:
    answer = kim.client.post("/log-ud", headers={"Origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize("back", ["/\n", "/\r\nX: y", "/\t/evil.example", "//evil.example"])
def test_a_target_that_no_header_can_hold_leads_to_ones_own_page(kim: Visitor, back: str) -> None:
    answer = kim.client.post("/konto/sprog", data={"language": "da", "back": back})
    assert (answer.status_code, answer.location) == (303, "/konto")


def test_every_number_of_a_request_is_read_by_one_rule() -> None:
    """`int` accepts numbers of any length, and characters that our pages never send."""
    for path in sorted((ROOT / "app" / "web").rglob("*.py")):
        text = path.read_text()
        assert "type=int" not in text, path
        assert "coerce=int" not in text, path
