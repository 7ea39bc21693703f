"""Every file states the limits of its numbers: why days were closed, what the codes caught."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pypdf
import pytest
from flask import Flask

from app.db import Database
from app.domain.days.day_state import DayState, WhyClosed
from app.models import HeadCheck, Venue
from tests.support.cast import Cast
from tests.support.closed_days import close, ended, visits
from tests.support.visit import Visitor, text_of

CAVEAT = "Koderne havde fanget cirka 80 procent af dem."
CLOSED = "Lukket: 12. oktober 2026 (helligdag eller ferie), 13. oktober 2026 (sygdom)"


@pytest.fixture
def october(db: Database, cast: Cast) -> None:
    close(db, cast.shop, dt.date(2026, 10, 3), visits(40, cast.knitting))
    with db.writing() as session:
        for day, why in ((12, WhyClosed.HOLIDAY), (13, WhyClosed.ILLNESS), (14, WhyClosed.ILLNESS)):
            date = dt.date(2026, 10, day)
            session.add(ended(cast.shop, date, state=DayState.CLOSED, reason=why))
        session.add(
            HeadCheck(venue_id=cast.shop, service_date=dt.date(2026, 10, 3), said=20, by_codes=15)
        )


@pytest.fixture
def get(kim: Visitor, cast: Cast) -> Callable[[Any], Any]:
    return lambda ending: kim.get(f"/rapporter/{cast.shop}/2026-10.{ending}").response.data


@pytest.mark.usefixtures("october")
def test_every_file_says_how_far_the_numbers_reach(
    get: Callable[[Any], Any], kim: Visitor, cast: Cast
) -> None:
    page = kim.get(f"/rapporter?sted={cast.shop}&maaned=2026-10").text
    assert "Nogle dage skriver værten, hvor mange der er i huset lige nu." in page
    text = get("txt").decode()
    pdf = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(get("pdf"))).pages)
    sheet = openpyxl.load_workbook(io.BytesIO(get("xlsx")))["Hvor langt tallene rækker"]
    cells = [value for row in sheet.iter_rows(values_only=True) for value in row if value]
    for told in (page, text, " ".join(pdf.split()), " ".join(map(str, cells))):
        assert CAVEAT in told
        assert CLOSED in told
        assert "Tallene er ikke ganget op." in told
    assert ("Lukket: sygdom", 2) in list(sheet.iter_rows(values_only=True))
    csv = get("csv").decode("utf-8-sig")
    assert "Genbrugsbutikken;;;Lukkede dage;sygdom;2;;;endeligt;\r\n" in csv
    assert "Genbrugsbutikken;;;Koderne fangede cirka, i procent;;80;;;cirka;\r\n" in csv
    assert json.loads(get("json"))["reach"] == [
        {
            "place": {"id": cast.shop, "name": "Genbrugsbutikken"},
            "closed_days": [
                {"date": "2026-10-12", "reason": "holiday"},
                {"date": "2026-10-13", "reason": "illness"},
                {"date": "2026-10-14", "reason": "illness"},
            ],
            "codes_caught": {"days": 1, "percent": 80},
        }
    ]


@pytest.mark.usefixtures("october")
def test_it_follows_a_release_without_telling_of_illness(
    get: Callable[[Any], Any], kim: Visitor, app: Flask, cast: Cast
) -> None:
    assert ";Genbrugsbutikken;;;Besøg;;40;;;endeligt;\r\n" in get("csv").decode("utf-8-sig")
    page = kim.get(f"/rapporter?sted={cast.shop}&maaned=2026-10")
    kim.press(page, "Frigiv denne rapport til læsere")
    lis = Visitor(app).sign_in(cast.lis)
    for path in ("/frigivet/1/2026-10", "/frigivet/1/2026-10.csv", "/frigivet/1/2026-10.json"):
        read = lis.get(path).response.get_data(as_text=True)
        assert "40" in read
        assert "80" in read
        assert "sygdom" not in read
        assert "illness" not in read
    assert CAVEAT in lis.get("/frigivet/1/2026-10").text
    assert "12. oktober 2026 (helligdag eller ferie), 13. oktober 2026, 14." in (
        lis.get("/frigivet/1/2026-10").text
    )
    assert json.loads(lis.get("/frigivet/1/2026-10.json").response.data)["reach"][0][
        "closed_days"
    ] == [
        {"date": "2026-10-12", "reason": "holiday"},
        {"date": "2026-10-13", "reason": None},
        {"date": "2026-10-14", "reason": None},
    ]
    csv = lis.get("/frigivet/1/2026-10.csv").response.data.decode("utf-8-sig")
    assert "Genbrugsbutikken;;;Lukkede dage;grund ikke oplyst;2;;;endeligt;\r\n" in csv


@pytest.fixture
def barn(db: Database, cast: Cast, october: None) -> int:
    """Another venue, closed one day without a reason and never asked for an estimate."""
    with db.writing() as session:
        barn = Venue(
            partnership_id=cast.partnership,
            name="Laden",
            kind="faelleshus",
            created_on=dt.date(2026, 9, 1),
        )
        quiet = Venue(
            partnership_id=cast.partnership,
            name="Pladsen",
            kind="faelleshus",
            created_on=dt.date(2026, 9, 1),
        )
        session.add_all([barn, quiet])
        session.flush()
        session.add(ended(barn.id, dt.date(2026, 10, 20), state=DayState.CLOSED))
        return barn.id


def test_of_several_venues_it_says_so_of_each(
    kim: Visitor, app: Flask, cast: Cast, barn: int
) -> None:
    at = f"p{cast.partnership}/2026-10"
    page = kim.get(f"/rapporter?sted=p{cast.partnership}&maaned=2026-10")
    rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
    assert [
        "Sted",
        "Lukket: helligdag eller ferie",
        "Lukket: sygdom",
        "Lukket: grund ikke oplyst",
        "Koderne fangede cirka, i procent",
    ] in rows
    assert ["Genbrugsbutikken", "1", "2", "0", "80"] in rows
    assert ["Laden", "0", "0", "1", "–"] in rows
    text = kim.get(f"/rapporter/{at}.txt").response.data.decode()
    assert "Lukket: Genbrugsbutikken 3 dage, Laden 1 dag." in text
    assert "Koderne havde fanget cirka: Genbrugsbutikken 80 procent." in text
    csv = kim.get(f"/rapporter/{at}.csv").response.data.decode("utf-8-sig")
    assert "Genbrugsbutikken;;;Lukkede dage;sygdom;2;;;endeligt;\r\n" in csv
    assert "Laden;;;Lukkede dage;grund ikke oplyst;1;;;endeligt;\r\n" in csv
    for ending in ("pdf", "xlsx", "zip"):
        assert kim.get(f"/rapporter/{at}.{ending}").response.data

    kim.post(f"/rapporter/{at}/frigiv", released="yes")
    lis = Visitor(app).sign_in(cast.lis)
    page = lis.get(f"/frigivet/{at}")
    rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
    assert ["Genbrugsbutikken", "1", "2", "80"] in rows
    read = lis.get(f"/frigivet/{at}.json").response.get_data(as_text=True)
    for told in (page.text, read):
        assert "sygdom" not in told
        assert "illness" not in told
    found = json.loads(read)["reach"]
    assert [one["place"]["name"] for one in found] == ["Genbrugsbutikken", "Laden", "Pladsen"]
    assert found[1]["closed_days"] == [{"date": "2026-10-20", "reason": None}]
