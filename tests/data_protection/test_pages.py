"""The papers as pages and files."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pypdf
import pytest
from flask import Flask

from app.exports.data_protection.papers import PAPERS, TO_READ, TO_SIGN, paper
from config import Config
from tests.support.cast import Cast
from tests.support.people.joining import invited
from tests.support.visit import Visitor

PARTIES = {
    "controller.name": "Eksempel Kommune",
    "controller.mail": "frivillig@eksempel.example",
    "controller.phone": "12 34 56 78",
    "accessibility.phone": "12 34 56 71",
    "partners.names": "Landsbyforeningen\nKulturhuset",
}


@pytest.fixture
def filled_in(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    state = app.extensions["her_i_dag"]
    settings = dataclasses.replace(state.config, parties=PARTIES)
    monkeypatch.setitem(app.extensions, "her_i_dag", dataclasses.replace(state, config=settings))


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("paper_name", TO_READ)
def test_anybody_may_read_what_is_about_them(
    visit: Visitor, filled_in: None, paper_name: str, language: str
) -> None:
    page = visit.get(f"/privatliv/{paper_name}?sprog={language}")
    (article,) = page.all("article")
    assert article.get("lang") == language
    assert "**" not in page.text
    assert "{" not in page.text
    assert not page.response.headers.getlist("Set-Cookie")
    if paper_name.startswith("oplysning"):
        assert "Eksempel Kommune" in page.text
        assert "dpo" not in page.text
        assert (
            "[rådgiverens e-mail]" if language == "da" else "[e-mail of the officer]"
        ) in page.text


@pytest.mark.parametrize(("paper_name", "lacking"), [("oplysning", True), ("opbevaring", False)])
def test_one_that_lacks_something_says_whom_to_ask(
    visit: Visitor, paper_name: str, lacking: bool
) -> None:
    page = visit.get(f"/privatliv/{paper_name}")
    assert ("Spørg en vært." in page.text) == lacking


@pytest.mark.parametrize("path", ["/was", "/privatliv/oplysning-personale"])
def test_no_line_ends_in_a_phone_number(visit: Visitor, filled_in: None, path: str) -> None:
    said = visit.get(path).response.get_data(as_text=True)
    assert "12\u00a034\u00a056\u00a0" in said
    assert "12 34 56" not in said


def test_the_privacy_page_leads_to_the_notice(visit: Visitor) -> None:
    page = visit.get("/privatliv")
    assert page.all("a", href="/privatliv/oplysning")
    assert visit.get("/privatliv/oplysning").all("a", href="/privatliv")


@pytest.mark.parametrize("paper_name", [*TO_SIGN, "README", "..%2f..%2fREADME", "tilgaengelighed"])
def test_what_is_signed_is_no_public_page(visit: Visitor, paper_name: str) -> None:
    visit.get(f"/privatliv/{paper_name}", status=404)


@pytest.mark.parametrize(
    ("language", "shown"), [("da", "da"), ("en", "en"), ("ar", "en"), ("uk", "en")]
)
def test_the_accessibility_statement_is_where_the_law_says(
    visit: Visitor, filled_in: None, config: Config, language: str, shown: str
) -> None:
    page = visit.get(f"/was?sprog={language}")
    (statement,) = page.all("section", class_="statement")
    assert statement.get("lang") == shown
    assert "12 34 56 71" in page.text
    assert "20 16 36 12" in page.text
    assert config.base_url in page.text


def test_coordinators_find_every_paper_and_what_is_lacking(
    app: Flask, cast: Cast, filled_in: None
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.get("/databeskyttelse")
    said = PARTIES | {"app.address": "http://localhost"}
    lacking = {place for name in PAPERS for place in paper(name, "da", said).lacking}
    assert f"Der mangler {len(lacking)} oplysninger" in page.text
    assert kim.get(f"/partnerskab/{cast.partnership}").all("a", href="/databeskyttelse")
    for name in PAPERS:
        assert page.all("a", href=f"/databeskyttelse/{name}.pdf"), name
    kim.get("/databeskyttelse/findes-ikke.pdf", status=404)


@pytest.mark.parametrize("name", PAPERS)
def test_each_is_a_tagged_pdf_of_today_with_what_was_filled_in(
    app: Flask, cast: Cast, filled_in: None, name: str
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    response = kim.get(f"/databeskyttelse/{name}.pdf").response
    assert response.headers["Content-Type"] == "application/pdf"
    pdf = pypdf.PdfReader(io.BytesIO(response.data))
    text = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "Eksempel Kommune" in text
    assert "22. november 2026" in text
    signatures = {"databehandleraftale": 2, "faelles-dataansvar": 3, "konsekvensanalyse": 2}
    assert text.count("Underskrift:") == signatures.get(name, 0)


def test_one_that_lacks_something_is_a_draft_on_every_page_and_says_what(
    app: Flask, cast: Cast, filled_in: None
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    agreement = kim.get("/databeskyttelse/databehandleraftale.pdf").response
    pages = [each.extract_text() for each in pypdf.PdfReader(io.BytesIO(agreement.data)).pages]
    assert len(pages) > 1
    assert all("UDKAST" in page for page in pages)
    assert "databehandlerens CVR-nummer" in pages[0].partition("1. Instruks")[0]
    cookies = kim.get("/databeskyttelse/cookies.pdf").response
    assert "UDKAST" not in pypdf.PdfReader(io.BytesIO(cookies.data)).pages[0].extract_text()


def test_who_decides_alone_has_no_agreement_with_others(app: Flask, cast: Cast) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    listed = kim.get("/databeskyttelse").all("a", href="/databeskyttelse/faelles-dataansvar.pdf")
    assert not listed
    kim.get("/databeskyttelse/faelles-dataansvar.pdf", status=404)


def test_staff_are_led_to_their_notice(app: Flask, cast: Cast) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    assert kim.get("/konto").all("a", href="/privatliv/oplysning-personale")
    link = invited(kim, cast.partnership, duty="reader")
    assert Visitor(app).get(link).all("a", href="/privatliv/oplysning-personale")
