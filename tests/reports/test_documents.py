"""A report's PDF, pictures and package."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pypdf
from PIL import Image

from app.domain.base.interval import Interval
from app.domain.board.attendance_estimate import Caught
from app.domain.days.day_state import WhyClosed
from app.domain.reports.caveats import Caveats
from app.domain.reports.overview import Overview
from app.domain.reports.report import ReportVenue
from app.domain.reports.report_lines import RoleLine
from app.domain.venues.role import RoleOption
from app.exports.formats.pdf import chart_png
from app.exports.formats.zip_file import packed
from app.exports.report.document import report_pdf
from app.exports.report.package import report_zip
from app.exports.report.tables import charts
from app.translator import DANISH
from tests.support.reports import report

UGLY = "Huset #1 *fed* \\ [x] $ <b> مقهى 🧶 \u0378"


def figures_of(tree: Any) -> list[str]:
    """The alt texts of pictures, from the whole tag tree."""
    node = tree.get_object() if hasattr(tree, "get_object") else tree
    if isinstance(node, list):
        return [text for child in node for text in figures_of(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if node.get("/S") == "/Figure" and "/Alt" in node else []
    return own + figures_of(node.get("/K", []))


def test_it_is_a_tagged_document_with_a_title_a_language_and_words_for_pictures() -> None:
    pdf = pypdf.PdfReader(io.BytesIO(report_pdf(Overview(report(), before=report()))))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("da")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Genbrugsbutikken, november 2026"
    assert pdf.xmp_metadata is not None
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    alts = figures_of(root["/StructTreeRoot"]["/K"])
    assert len(alts) == len(charts(Overview(report()), DANISH)) == 4
    assert alts[0].startswith("Besøg pr. dag: Genbrugsbutikken, november 2026.")


def test_it_has_a_title_page_and_every_definition() -> None:
    overview = Overview(report())
    pdf = pypdf.PdfReader(io.BytesIO(report_pdf(overview)))
    first = " ".join(pdf.pages[0].extract_text().split())
    assert "60 besøg" in first
    assert "talt på 17 af 21" in first
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    numbers = {line.what for line in overview.report.lines()}
    assert {meaning.number for meaning in overview.meanings} >= numbers
    for meaning in overview.meanings:
        assert f"{meaning.term_da}. {meaning.text_da}" in words


def test_it_says_who_did_what_in_an_activity() -> None:
    pdf = pypdf.PdfReader(io.BytesIO(report_pdf(Overview(report()))))
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert "Strikkecafé\nlaver mad 10\nfast" in words


def test_it_sets_whatever_somebody_has_typed() -> None:
    ugly = dataclasses.replace(report(), name=UGLY)
    pdf = pypdf.PdfReader(io.BytesIO(report_pdf(Overview(ugly))))
    assert "Huset #1 *fed* \\ [x] $ <b>" in pdf.pages[0].extract_text()


def test_it_packs_the_same_bytes_for_the_same_report() -> None:
    package = report_zip(Overview(report()))
    assert package == report_zip(Overview(report()))
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        assert files.namelist()[:9] == [
            "genbrugsbutikken-2026-11.xlsx",
            "genbrugsbutikken-2026-11.pdf",
            "genbrugsbutikken-2026-11.docx",
            "genbrugsbutikken-2026-11.csv",
            "genbrugsbutikken-2026-11-definitioner.csv",
            "genbrugsbutikken-2026-11.json",
            "genbrugsbutikken-2026-11.txt",
            "genbrugsbutikken-2026-11-dage.csv",
            "diagrammer/days.svg",
        ]


def test_it_makes_the_files_of_a_package_one_by_one() -> None:
    """Each piece ends with a file, preceded by its sizes."""
    made: list[str] = []

    def file(name: str) -> Callable[[], bytes]:
        def make() -> bytes:
            made.append(name)
            return name.encode() * 50

        return make

    pieces = packed({name: file(name) for name in ("a", "bb", "æ")})
    for n in range(1, 4):
        piece = next(pieces)
        assert len(made) == n
        signature, size, name, extra = struct.unpack("<I14xI4xHH", piece[:30])
        assert (signature, 30 + size + name + extra) == (0x04034B50, len(piece))
    pieces.close()
    assert made == ["a", "bb", "æ"]


def test_it_draws_a_chart_as_a_picture() -> None:
    [days, *_] = charts(Overview(report()), DANISH)
    picture = Image.open(io.BytesIO(chart_png(days)))
    assert picture.format == "PNG"
    assert picture.width > 1000
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or ()}
    assert (0x1F, 0x4D, 0x3A) in colours


def test_it_gives_long_names_of_venues_and_activities_room_side_by_side() -> None:
    name = "Frokost af det, der ellers blev smidt ud"
    venue = "Værkstedet for alt det, der kan lappes, limes, loddes og leve et helt nyt liv"
    line = dataclasses.replace(
        report().activities[0],
        activity=dataclasses.replace(report().activities[0].activity, name=name),
        venue=venue,
    )
    several = dataclasses.replace(
        report(), venues=(ReportVenue(1, venue), ReportVenue(2, "Laden")), activities=(line,)
    )
    [page] = [
        words
        for one in pypdf.PdfReader(io.BytesIO(report_pdf(Overview(several)))).pages
        if "Slags" in (words := one.extract_text(extraction_mode="layout"))
    ]
    [row] = [row for row in page.splitlines() if "Frokost af det" in row and "fast" in row]
    assert "Værkstedet for" in row, page


def test_it_keeps_a_chart_and_its_short_table_on_one_page() -> None:
    several = tuple(
        RoleLine(RoleOption(number, f"rolle nummer {number}"), Interval.of(40))
        for number in range(13)
    )
    for roles in (several[:n] for n in (9, 11, 12, 13)):
        content = report_pdf(Overview(dataclasses.replace(report(), roles=roles)))
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
        [weekdays] = [page for page in pages if "Besøg efter ugedag\n" in page]
        assert "Ugedag Besøg Dage talt" in weekdays, len(roles)
        [heading] = [page for page in pages if "Besøg pr. rolle\n" in page]
        assert "Roller\nBesøg pr. rolle\n" in heading
        assert "rolle nummer 0\n" in heading, len(roles)


def test_the_names_of_venues_have_room_beside_long_headings() -> None:
    day = dt.date(2026, 11, 3)
    closed = ((day, WhyClosed.HOLIDAY), (day + dt.timedelta(1), WhyClosed.MOVED))
    caveats = tuple(
        Caveats(at, name, closed, Caught(3, 80))
        for at, name in ((1, "Huset ved Havnen"), (2, "Laden"))
    )
    content = report_pdf(Overview(report(), caveats=caveats))
    words = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "Huset ved Havnen" in words.partition("Hvor langt tallene")[2]
