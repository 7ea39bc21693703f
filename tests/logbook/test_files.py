"""The logbook as files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pypdf

from app.db import Database
from app.models import Venue
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.logbook_pages import write
from tests.support.visit import Visitor, text_of

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_it_is_a_pdf_a_text_document_and_a_text(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    clock: Clock,
    counted: Callable[..., None],
) -> None:
    kim = sign_in(cast.kim)
    counted("2026-10-05", 1220, knitting=12)
    write(kim, at, "happened", "Vi åbnede.\n\nOg <lukkede> & åbnede.")
    write(kim, at, "mix", "Naboer.", step="3")
    text = kim.get(f"{at}.txt").response.data.decode()
    assert text.startswith("Genbrugsbutikken\nLogbog for 4. kvartal 2026\nLandsbyen\nUdkast\n")
    assert "Hvad skete der?\n===============\nVi åbnede.\n\nOg <lukkede> & åbnede." in text
    assert "Vores fornemmelse: mange forskellige.\nNaboer." in text
    [visits] = [line for line in text.splitlines() if line.startswith("Besøg  ")]
    assert re.split(r"\s{2,}", visits.strip()) == [
        "Besøg",
        "1.220",
        "ikke talt",
        "ikke talt",
        "1.220",
    ]
    pdf = pypdf.PdfReader(io.BytesIO(kim.get(f"{at}.pdf").response.data))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "Og <lukkede> & åbnede." in pdf.pages[0].extract_text()
    for page in pdf.pages:
        foot = " ".join(page.extract_text().split())
        assert "Genbrugsbutikken, Logbog for 4. kvartal 2026" in foot
        assert "Landsbyen · Hentet den " in foot
    with zipfile.ZipFile(io.BytesIO(kim.get(f"{at}.docx").response.data)) as package:
        for name in package.namelist():
            if name.endswith(".png"):
                continue  # a chart
            ElementTree.fromstring(package.read(name))
        tree = ElementTree.fromstring(package.read("word/document.xml"))
    paragraphs = ["".join(p.itertext()) for p in tree.iter(f"{WORD}p")]
    assert paragraphs[0] == "Genbrugsbutikken"
    assert "Og <lukkede> & åbnede." in paragraphs
    assert "1.220" in paragraphs
    assert len(list(tree.iter(f"{WORD}tbl"))) == 2
    sheet = pypdf.PdfReader(io.BytesIO(kim.get(f"{at}/moedeark.pdf").response.data))
    assert len(sheet.pages) == 1
    on_paper = sheet.pages[0].extract_text()
    asked = [line for line in on_paper.splitlines() if line.endswith("?")]
    on_screen = [text_of(head) for head in kim.get(at).all("h2") if text_of(head).endswith("?")]
    assert len(on_screen) == 7
    assert asked == [*on_screen, "Hvem gør hvad, inden næste gang?"]
    assert "Sæt ring: mest de samme / en blanding / mange forskellige" in on_paper
    lis = sign_in(cast.lis)
    for ending in (".pdf", ".docx", ".txt", "/moedeark.pdf"):
        lis.get(at + ending, status=404)
    clock.at("2027-01-09")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    assert "Version 1, afleveret 9. januar 2027 af Kim" in lis.get(f"{at}.txt").response.text


def test_the_sheet_for_the_meeting_is_one_page_for_the_longest_name(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    db: Database,
    counted: Callable[..., None],
) -> None:
    counted("2026-10-05", 1220, knitting=12)
    with db.writing() as session:
        session.get_one(Venue, cast.shop).name = "Mange sømænd i hus " * 4 + "MMMM"
    kim = sign_in(cast.kim)
    for language in ("da", "en"):
        sheet = kim.get(f"{at}/moedeark.pdf?sprog={language}").response.data
        assert len(pypdf.PdfReader(io.BytesIO(sheet)).pages) == 1
