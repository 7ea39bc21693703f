"""The papers as they are printed: whole signatures, and addresses where a page has links."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io

import pypdf
import pytest

from app.exports.data_protection.papers import paper
from app.exports.formats.document import Document, Text
from app.exports.formats.pdf import document_pdf

ON = dt.date(2026, 11, 22)
SITE = {"app.address": "https://heridag.example.dk"}
LABELS = ("For den dataansvarlige", "For databehandleren", "Navn:", "Dato:", "Underskrift:")


def _pages(document: Document) -> list[str]:
    pdf = pypdf.PdfReader(io.BytesIO(document_pdf(document)))
    return [page.extract_text() for page in pdf.pages]


@pytest.mark.parametrize("lines_before", range(22, 42, 4))
def test_a_signature_is_on_one_page_wherever_it_comes(lines_before: int) -> None:
    agreement = paper("databehandleraftale", "da", SITE).document(on=ON)
    place = next(
        at
        for at, block in enumerate(agreement.blocks)
        if isinstance(block, Text) and block.text == LABELS[0]
    )
    signatures = agreement.blocks[place : place + 14]
    before = tuple(Text("Et vilkår.") for _ in range(lines_before))
    pages = _pages(dataclasses.replace(agreement, blocks=(*before, *signatures), draft=""))
    assert len(pages) > 1
    for page in pages:
        lines = page.splitlines()
        parties = sum(lines.count(party) for party in LABELS[:2])
        assert [lines.count(label) for label in LABELS[2:]] == [parties] * 3


def test_a_link_to_a_page_is_followed_by_its_address() -> None:
    text = " ".join("".join(_pages(paper("oplysning", "da", SITE).document(on=ON))).split())
    assert "hele listen (heridag.example.dk/privatliv/opbevaring)" in text
    assert "det i telefonen (heridag.example.dk/privatliv/cookies)" in text


def test_a_link_between_papers_that_are_no_pages_is_words_alone() -> None:
    agreement = paper("databehandleraftale", "da", SITE).document(on=ON)
    texts = [str(getattr(each, "text", "")) for each in agreement.blocks]
    (said,) = [text for text in texts if "trin ved brud" in text]
    assert "trin ved brud siger" in said
