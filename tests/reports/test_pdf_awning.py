"""Files wear the posters' awning, as an edge over their first page."""

from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from app.domain.base.palette import FOR_TYPST
from app.exports.formats.document import Document, NewPage, Text
from app.exports.formats.pdf import document_pdf


@pytest.mark.parametrize("cover", [True, False])
def test_it_hangs_over_the_first_page_alone(cover: bool) -> None:
    file = document_pdf(
        Document(
            title="Genbrugsbutikken",
            subtitle="november 2026",
            about=(),
            lead=("Et mål.",),
            blocks=(Text("En side."), NewPage(), Text("En til.")),
            language="da",
            on=dt.date(2026, 12, 1),
            cover=cover,
        )
    )
    pages = [page.render(scale=2).to_pil() for page in pypdfium2.PdfDocument(file)]
    dots = [page.getpixel((page.width // 2, 56)) for page in pages]
    colours = ["#{:02x}{:02x}{:02x}".format(*dot) for dot in dots]
    assert colours == [FOR_TYPST["main"], *["#ffffff"] * (len(pages) - 1)]
    assert len(pages) == 2 + cover
