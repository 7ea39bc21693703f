"""Files wear the posters' awning over their first page, in the colour of their place."""

from __future__ import annotations

import datetime as dt
import io

import pypdf
import pypdfium2
import pytest
from PIL import Image

from app.domain.base.palette import MAIN, NEUTRAL, VENUE_COLOURS
from app.domain.venues.look import Look
from app.exports.formats.document import Document, Grid, NewPage, Picture, Text
from app.exports.formats.pdf import document_pdf
from tests.support.logos import logo_file

CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="900" height="900">'
    f'<rect width="9" height="9" fill="{MAIN}"/></svg>'
)


def file_of(look: Look, *, cover: bool = True) -> bytes:
    return document_pdf(
        Document(
            title="Genbrugsbutikken",
            subtitle="november 2026",
            about=(),
            lead=("Et mål.",),
            blocks=(Text("En side."), NewPage(), Picture(CHART, "Et diagram.")),
            language="da",
            on=dt.date(2026, 12, 1),
            cover=cover,
            look=look,
        )
    )


def drawn(file: bytes) -> list[Image.Image]:
    return [page.render(scale=2).to_pil() for page in pypdfium2.PdfDocument(file)]


def hexadecimal(dot: object) -> str:
    """A colour as styles write it."""
    assert isinstance(dot, tuple)
    return "#{:02x}{:02x}{:02x}".format(*dot)


def colours(picture: Image.Image) -> set[str]:
    dots = picture.convert("RGB").getcolors(picture.width * picture.height)
    assert dots
    return {hexadecimal(dot) for _number, dot in dots}


@pytest.mark.parametrize("cover", [True, False])
@pytest.mark.parametrize(
    ("look", "paint"),
    [(Look("rust", "bowl"), VENUE_COLOURS["rust"]), (Look(), NEUTRAL)],
    ids=["of a place", "of several"],
)
def test_it_hangs_over_the_first_page_alone(look: Look, paint: str, cover: bool) -> None:
    pages = drawn(file_of(look, cover=cover))
    assert len(pages) == 2 + cover
    heights = [120 if cover else 56, *[56] * (len(pages) - 1)]
    dots = [page.getpixel((page.width // 2, y)) for page, y in zip(pages, heights, strict=True)]
    assert [hexadecimal(dot) for dot in dots] == [
        paint,
        *["#ffffff"] * (len(pages) - 1),
    ]


def test_charts_have_the_colour_of_the_place_too() -> None:
    last = colours(drawn(file_of(Look("rust")))[-1])
    assert VENUE_COLOURS["rust"] in last
    assert MAIN not in last


@pytest.mark.parametrize("cover", [True, False])
def test_it_shows_the_places_picture(cover: bool) -> None:
    with_one, without = (file_of(Look("rust", name), cover=cover) for name in ("bowl", ""))
    assert drawn(with_one)[0] != drawn(without)[0]
    assert drawn(with_one)[-1] == drawn(without)[-1]


@pytest.mark.parametrize("cover", [True, False])
@pytest.mark.parametrize("size", [(120, 48), (40, 400), (600, 20)])
def test_its_first_page_has_the_logo_which_is_not_read_aloud(
    size: tuple[int, int], cover: bool
) -> None:
    look = Look("rust", "bowl", logo_file(size))
    pages = pypdf.PdfReader(io.BytesIO(file_of(look, cover=cover))).pages
    assert [len(page.images) for page in pages] == [1, *[0] * (len(pages) - 1)]
    assert len(pages) == 2 + cover
    words = [page.extract_text() for page in pages]
    plain = pypdf.PdfReader(io.BytesIO(file_of(Look("rust", "bowl"), cover=cover))).pages
    assert words == [page.extract_text() for page in plain]


LONG = ("Medborgerhusforeningens" * 3, "Vi " * 26)


@pytest.mark.parametrize("title", ["Ø", "Genbrugsbutikken", *LONG])
def test_a_name_of_any_length_stays_on_the_awning(title: str) -> None:
    document = Document(
        title=title.strip(),
        subtitle="november 2026",
        about=(),
        blocks=(Text("En side."),),
        language="da",
        on=dt.date(2026, 12, 1),
        cover=True,
        look=Look("rust", "bowl"),
    )
    cover = drawn(document_pdf(document))[0]
    beside = cover.crop((cover.width - 110, 0, cover.width, 500))
    assert colours(beside) == {"#ffffff"}


def test_the_lines_of_a_table_are_whole() -> None:
    grid = Grid("Tal", ("Tal", "Nu", "Før"), (False, True, True), (("Besøg", "60", "6"),) * 3)
    document = Document(
        title="Tal",
        subtitle="2026",
        about=(),
        blocks=(grid,),
        language="da",
        on=dt.date(2026, 12, 1),
    )
    page = drawn(document_pdf(document))[0].convert("L")
    within = range(120, page.width - 120)
    whole = [
        y
        for y in range(130, page.height // 2)
        if all(page.getpixel((x, y)) < 255 for x in within)  # type: ignore[operator]
    ]
    rows = [y for y in whole if y - 1 not in whole]
    assert len(rows) == 4, "one under the heads, and one under each row"
