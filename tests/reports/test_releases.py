"""Readers see what was released and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import json

import openpyxl
import pypdf
import pytest
from flask import Flask

from app.db import Database
from app.domain.imports.rows import ImportedCount
from app.models import Venue
from app.services.imports import take
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.viewers import viewer
from tests.support.visit import Visitor, text_of

OCTOBER = "/frigivet/1/2026-10"


@pytest.fixture
def counted(db: Database, cast: Cast) -> None:
    close(db, cast.shop, dt.date(2025, 10, 3), visits(70, cast.knitting))
    close(db, cast.shop, dt.date(2026, 9, 3), visits(60, cast.knitting))
    close(db, cast.shop, dt.date(2026, 10, 3), visits(40, cast.knitting) + visits(3))


@pytest.fixture
def lis(app: Flask, cast: Cast) -> Visitor:
    return Visitor(app).sign_in(cast.lis)


@pytest.mark.usefixtures("counted")
def test_it_shows_readers_what_was_released_and_nothing_else(
    kim: Visitor, lis: Visitor, cast: Cast
) -> None:
    assert "Her er ingen rapporter endnu." in lis.get("/frigivet").text
    lis.get(OCTOBER, status=404)
    page = kim.get("/rapporter?maaned=2026-10")
    page = kim.press(page, "Frigiv denne rapport til læsere")
    assert "Rapporten er frigivet. Læsere ser de samme tal som du." in page.text
    assert page.h1 == "Genbrugsbutikken, oktober 2026"

    seen = lis.get(OCTOBER)
    assert "Genbrugsbutikken, oktober 2026" in text_of(seen.all("h1")[0])
    assert "Strikkecafé" in seen.text
    # The year so far and the previous year contain unreleased months.
    assert "2025" not in seen.text
    rows = [[text_of(cell) for cell in row] for row in seen.all("tr")]
    assert ["Bare her hele dagen", "3"] in rows
    assert "oktober 2026" in lis.get("/frigivet").text
    for elsewhere in ("/frigivet/1/2026-09", "/frigivet/1/2026-k4", f"/frigivet/p{1}/2026-10"):
        lis.get(elsewhere, status=404)
        lis.get(elsewhere + ".csv", status=404)
    lis.get("/rapporter", status=404)
    lis.post("/rapporter/1/2026-09/frigiv", released="yes", status=404)


@pytest.mark.usefixtures("counted")
def test_it_gives_readers_the_same_files(kim: Visitor, lis: Visitor) -> None:
    kim.post("/rapporter/1/2025-10/frigiv", released="yes")
    kim.post("/rapporter/1/2026-10/frigiv", released="yes")
    mine = json.loads(kim.get("/rapporter/1/2026-10.json").response.data)["reports"]
    theirs = json.loads(lis.get(f"{OCTOBER}.json").response.data)["reports"]
    # The year so far has not been released; the previous year has.
    assert theirs == [one for one in mine if one["part"] != "year_so_far"]
    assert [one["part"] for one in theirs] == ["whole", "a_year_before"]
    assert lis.get(f"{OCTOBER}.pdf").response.data.startswith(b"%PDF")
    assert lis.get(f"{OCTOBER}/days.svg").response.data.startswith(b"<svg")


@pytest.mark.usefixtures("counted")
def test_readers_see_no_months_of_a_year_that_is_not_released(
    kim: Visitor, lis: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    for month in ("2025-07", "2025-08", "2026-07", "2026-08"):
        found = [ImportedCount("", dt.date.fromisoformat(f"{month}-03"), 60)]
        take.take(db, viewer(db, 2), cast.partnership, found, {"": cast.shop}, now=clock())
    kim.post("/rapporter/1/2026-k3/frigiv", released="yes")
    assert "år for år" in kim.get("/rapporter?laengde=kvartal&maaned=2026-09").text
    assert "år for år" not in lis.get("/frigivet/1/2026-k3").text
    assert "Der er ikke noget at tegne" in lis.get("/frigivet/1/2026-k3/years.svg").text
    kim.post("/rapporter/1/2025-k3/frigiv", released="yes")
    assert "år for år" in lis.get("/frigivet/1/2026-k3").text


@pytest.mark.usefixtures("counted")
def test_both_sides_see_a_later_change_at_the_same_moment(
    kim: Visitor, lis: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    kim.post("/rapporter/1/2026-10/frigiv", released="yes")

    def seen(person: Visitor, where: str) -> tuple[str, str]:
        whole = json.loads(person.get(f"{where}.json").response.data)["reports"][0]
        shown = {cell["what"]: cell["shown"] for cell in whole["cells"]}
        return shown["visits"], shown["just_here"]

    assert seen(lis, OCTOBER) == seen(kim, "/rapporter/1/2026-10") == ("43", "3")
    found = [ImportedCount("", dt.date(2026, 10, 20), 60)]
    take.take(db, viewer(db, 2), cast.partnership, found, {"": cast.shop}, now=clock())
    assert seen(lis, OCTOBER) == seen(kim, "/rapporter/1/2026-10") == ("103", "3")


@pytest.mark.usefixtures("counted")
def test_a_venue_that_is_made_later_changes_no_report_of_before(
    kim: Visitor, lis: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    kim.post("/rapporter/p1/2026-10/frigiv", released="yes")
    ours, theirs = "/rapporter/p1/2026-10.json", "/frigivet/p1/2026-10.json"
    before = [kim.get(ours).response.data, lis.get(theirs).response.data]
    with db.writing() as session:
        day = clock().date()
        later = Venue(
            partnership_id=cast.partnership, name="Caféen", kind="kulturhus", created_on=day
        )
        session.add(later)
        session.flush()
        cafe = later.id
    assert [kim.get(ours).response.data, lis.get(theirs).response.data] == before
    # With earlier counts, the venue appears in earlier periods.
    found = [ImportedCount("", dt.date(2026, 10, 20), 60)]
    take.take(db, viewer(db, 2), cast.partnership, found, {"": cafe}, now=clock())
    assert "Caféen" in lis.get(theirs).response.get_data(as_text=True)


@pytest.mark.usefixtures("counted")
def test_it_can_be_taken_back(kim: Visitor, lis: Visitor, app: Flask, cast: Cast) -> None:
    kim.post("/rapporter/1/2026-10/frigiv", released="yes")
    page = kim.get("/rapporter?maaned=2026-10")
    assert "Frigivet 22. november 2026 af Kim." in page.text
    page = kim.press(page, "Tag frigivelsen tilbage")
    assert "Læsere ser ikke rapporten mere." in page.text
    lis.get(OCTOBER, status=404)
    bo = Visitor(app).sign_in(cast.bo)
    bo.post("/rapporter/1/2026-10/frigiv", released="yes", status=404)


@pytest.mark.usefixtures("counted")
def test_it_releases_no_period_in_which_a_day_can_be_corrected(
    kim: Visitor, lis: Visitor, db: Database, clock: Clock, cast: Cast
) -> None:
    close(db, cast.shop, dt.date(2026, 11, 3), visits(40))
    assert "Frigiv denne rapport" not in kim.get("/rapporter?maaned=2026-11").text
    for period in ("2026-11", "2026-k4", "2026", "2026-til-11"):
        page = kim.post(f"/rapporter/1/{period}/frigiv", released="yes")
        assert "Rapporten er ikke frigivet endnu." in page.text
        lis.get(f"/frigivet/1/{period}", status=404)
    clock.at("2026-12-08", 3, 59)
    page = kim.post("/rapporter/1/2026-11/frigiv", released="yes")
    assert "Tallene kan rettes til og med 7. december 2026." in page.text
    page = kim.get("/rapporter?maaned=2026-11")
    assert "Tallene er foreløbige." in page.text
    told = kim.get("/rapporter/1/2026-11.json").response.data
    assert json.loads(told)["reports"][0]["period"]["corrected_until"] == "2026-12-07"
    told = kim.get("/rapporter/1/2026-11.csv").response.data
    assert "Foreløbige tal. Kan rettes til og med 2026-12-07" in told.decode()
    assert "foreløbige" in kim.get("/rapporter/1/2026-11.txt").response.text
    assert "Frigiv denne rapport" not in page.text
    clock.at("2026-12-08", 4)
    page = kim.press(kim.get("/rapporter?maaned=2026-11"), "Frigiv denne rapport til læsere")
    assert "foreløbige" not in page.text
    lis.get("/frigivet/1/2026-11")


def test_readers_see_what_is_true_now_and_not_who_corrected_it_or_why(
    app: Flask, db: Database, cast: Cast, clock: Clock, kim: Visitor, lis: Visitor
) -> None:
    clock.at("2026-12-02")
    close(db, cast.shop, dt.date(2026, 11, 29), visits(40, cast.knitting))
    ane = Visitor(app).sign_in(cast.ane)
    kim.sign_in(cast.kim)
    lis.sign_in(cast.lis)
    day = f"/i-dag/{cast.shop}/dage/2026-11-29"
    asked = ane.press(ane.get(day), "Gem tallet", total=23, why="twice")
    ane.press(asked, "Ja, ret til 23")
    clock.at("2026-12-08")
    kim.post(f"/rapporter/{cast.shop}/2026-11/frigiv", released="yes")
    told = kim.get("/rapporter?maaned=2026-11").text
    assert "−17" in told
    assert "talt to gange" in told
    assert "Ane, 2. december 2026" in told
    released = f"/frigivet/{cast.shop}/2026-11"
    files = {ending: lis.get(f"{released}.{ending}") for ending in ("csv", "json", "txt", "pdf")}
    pdf = pypdf.PdfReader(io.BytesIO(files.pop("pdf").response.data))
    seen = [lis.get(released).response.get_data(as_text=True)]
    seen += [" ".join("".join(page.extract_text() for page in pdf.pages).split())]
    seen += [file.response.data.decode() for file in files.values()]
    book = openpyxl.load_workbook(io.BytesIO(lis.get(f"{released}.xlsx").response.data))
    seen += [
        " ".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        )
    ]
    for read in seen:
        assert "23" in read
        for word in ("−17", "to gange", "twice", "Ane"):
            assert word not in read, word
    lis.get(day, status=404)
    lis.post(f"{day}/ret", key="ab" * 16, do="plus", number=1, why="twice", status=404)
