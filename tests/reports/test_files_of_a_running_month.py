"""While a month can still be corrected, files contain only its visits and participations.

Somebody who downloads every day can subtract one file from the next. So files leave out the rest
of such a month; the page shows it to coordinators, and says so.
"""

from __future__ import annotations

import datetime as dt
import io
import json

import openpyxl
import pypdf
import pytest

from app.models import Released
from tests.reports.test_reports import close, visits
from tests.support.visit import Visitor

TOTALS = {"visits", "participations", "kind", "weekday", "days_counted", "opening_days"}
WHY = "En fil har kun besøg og deltagelser fra en måned, der kan rettes endnu."


@pytest.fixture
def kim(app, cast):
    return Visitor(app).sign_in(cast.kim)


@pytest.fixture
def october(db, cast):
    held = visits(30, cast.knitting, role=cast.cooks)
    close(db, cast.shop, dt.date(2026, 10, 6), held + visits(20))


@pytest.fixture
def tuesday(db, cast):
    held = visits(25, cast.knitting, role=cast.cooks)
    close(db, cast.shop, dt.date(2026, 11, 3), held + visits(15))


def told_by(content: bytes) -> dict[str, list[dict[str, str]]]:
    """The cells of each report in a file, by period."""
    reports = json.loads(content)["reports"]
    return {report["period"]["name"]: report["cells"] for report in reports}


@pytest.mark.usefixtures("october", "tuesday")
def test_no_day_can_be_found_out_by_the_files_before_and_after_it(kim, db, cast, clock):
    clock.at("2026-11-04")
    before = told_by(kim.get("/rapporter/1/2026-11.json").response.data)["2026-11"]
    # One "just here", and two with a role.
    close(db, cast.shop, dt.date(2026, 11, 4), visits(1) + visits(2, role=cast.welcomes))
    for when, total in (("2026-11-05", 43), ("2026-12-05", 43)):
        clock.at(when)
        after = told_by(kim.get("/rapporter/1/2026-11.json").response.data)["2026-11"]
        for cells, number in ((before, 40), (after, total)):
            exact = {cell["what"] for cell in cells if cell["number"]}
            assert exact <= TOTALS
            ranges = [cell["shown"] for cell in cells if cell["number"] is None]
            assert len(ranges) >= 8
            assert set(ranges) <= {f"0–{number}", "0–25"}
    clock.at("2026-12-08", 4)
    settled = told_by(kim.get("/rapporter/1/2026-11.json").response.data)["2026-11"]
    assert {cell["number"] for cell in settled if cell["what"] == "just_here"} == {16}


@pytest.mark.usefixtures("october", "tuesday")
def test_every_file_says_so_and_lacks_the_rest(kim, clock):
    clock.at("2026-11-20")
    page = kim.get("/rapporter?sted=1&maaned=2026-11")
    assert "25 af besøgene var med" in page.text
    assert "Fra en måned, der kan rettes endnu, har filerne kun besøg og deltagelser." in page.text
    assert WHY not in page.text
    text = kim.get("/rapporter/1/2026-11.txt").response.text
    assert WHY in text
    assert "Flest var med i Strikkecafé (25)." in text
    assert "bare her" not in text
    lines = kim.get("/rapporter/1/2026-11.csv").response.data.decode("utf-8-sig").splitlines()
    [here] = [line for line in lines if line.startswith("2026-11;Genbrugsbutikken;Bare her")]
    assert ";0–40;" in here
    book = openpyxl.load_workbook(io.BytesIO(kim.get("/rapporter/1/2026-11.xlsx").response.data))
    cells = [str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row]
    assert any(WHY in cell for cell in cells)
    assert "15" not in cells
    clock.at("2026-12-02")
    pdf = pypdf.PdfReader(io.BytesIO(kim.get("/rapporter/1/2026-11.pdf").response.data))
    assert "Tallene er foreløbige." in pdf.pages[0].extract_text()
    clock.at("2026-12-08", 4)
    page = kim.get("/rapporter?sted=1&maaned=2026-11")
    assert "har filerne kun" not in page.text
    assert "25 af besøgene var med" in kim.get("/rapporter/1/2026-11.txt").response.text


@pytest.mark.usefixtures("october", "tuesday")
def test_a_longer_period_has_all_of_the_months_that_stand(kim, clock):
    clock.at("2026-11-20")
    told = told_by(kim.get("/rapporter/1/2026-k4.json").response.data)
    here = {
        period: next(cell["shown"] for cell in cells if cell["what"] == "just_here")
        for period, cells in told.items()
        if any(cell["what"] == "just_here" for cell in cells)
    }
    assert here == {"2026-10/2026-12": "20–60", "2026-10": "20", "2026-11": "0–40"}


@pytest.mark.usefixtures("october", "tuesday")
def test_a_chart_of_people_is_not_offered_before_it_can_be_made(kim, clock):
    for day, offered in (("2026-12-07", False), ("2026-12-08", True)):
        clock.at(day)
        page = kim.get("/rapporter?sted=1&maaned=2026-11")
        assert "Besøg pr. rolle" in page.text
        assert ("/rapporter/1/2026-11/roles.svg" in page.response.text) is offered
        assert "/rapporter/1/2026-11/days.svg" in page.response.text
        answer = kim.get("/rapporter/1/2026-11/roles.svg")
        assert (answer.response.mimetype == "image/svg+xml") is offered


@pytest.mark.usefixtures("tuesday")
def test_a_longer_period_offers_no_chart_of_people_before_a_month_of_it_stands(kim, clock):
    for day, offered in (("2026-12-07", False), ("2026-12-08", True)):
        clock.at(day)
        page = kim.get("/rapporter?sted=1&laengde=kvartal&maaned=2026-11")
        assert "Besøg pr. rolle" in page.text
        assert ("/rapporter/1/2026-k4/roles.svg" in page.response.text) is offered
        answer = kim.get("/rapporter/1/2026-k4/roles.svg")
        assert (answer.response.mimetype == "image/svg+xml") is offered


@pytest.mark.usefixtures("october", "tuesday")
def test_a_draft_logbook_in_a_file_lacks_them_too(kim, clock):
    clock.at("2026-11-20")
    page = kim.get("/logbog/1/2026-4")
    row = '<th scope="row">Bare her hele dagen</th><td class="n">20</td><td class="n">15</td>'
    assert row in page.response.text
    assert "Fra en måned, der kan rettes endnu, har filerne kun besøg og deltagelser." in page.text
    text = kim.get("/logbog/1/2026-4.txt").response.text
    here = next(line for line in text.splitlines() if "Bare her hele dagen  " in line)
    assert here.split()[-3:] == ["20", "0–40", "20–60"]
    assert WHY in " ".join(text.split())
    clock.at("2026-12-08")
    text = kim.get("/logbog/1/2026-4.txt").response.text
    here = next(line for line in text.splitlines() if "Bare her hele dagen  " in line)
    assert here.split()[-3:] == ["20", "15", "35"]


@pytest.mark.usefixtures("october", "tuesday")
def test_a_reader_of_what_was_released_too_early_sees_totals_until_it_stands(app, db, cast, clock):
    clock.at("2026-11-20")
    with db.writing() as session:  # As a version from before the rule would have left it.
        session.add(
            Released(
                partnership_id=cast.partnership,
                venues="1",
                period="2026-11",
                person_id=2,
                released_at=clock(),
            )
        )
    lis = Visitor(app).sign_in(cast.lis)
    page = lis.get("/frigivet/1/2026-11")
    assert WHY in page.text
    assert "af besøgene var med" not in page.text
    [cells] = told_by(lis.get("/frigivet/1/2026-11.json").response.data).values()
    assert {cell["what"] for cell in cells if cell["number"]} <= TOTALS
    clock.at("2026-12-08", 4)
    assert "25 af besøgene var med" in lis.get("/frigivet/1/2026-11").text
