"""Documents as tagged PDF (PDF/UA-1) and charts as PNG, by typst.

Equal documents give equal bytes.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, cast

import typst

from app.domain.base.palette import FOR_TYPST, MAIN, NEUTRAL, VENUE_COLOURS
from app.domain.venues.pictures import drawn
from app.exports.charts.chart import Chart
from app.exports.charts.svg import svg
from app.exports.formats.document import (
    Block,
    Document,
    Grid,
    Heading,
    Items,
    Lines,
    NewPage,
    Picture,
    Terms,
    Text,
)
from app.posters.glyphs import drawable
from app.posters.typesetting import fonts

TEMPLATE = Path(__file__).parent / "document.typ"
CHART = Path(__file__).parent / "chart.typ"
LONGEST = 1_000_000
SHARP = 192
"""Dots per inch of a chart as PNG, enough for print."""


def document_pdf(document: Document) -> bytes:
    """Return the document as a PDF file."""
    paint = VENUE_COLOURS.get(document.look.colour, NEUTRAL)
    data = {
        "palette": FOR_TYPST,
        "paint": paint,
        # White on the cover's awning; in the venue's colour beside a title on paper.
        "picture": drawn(document.look.picture, "#ffffff" if document.cover else paint),
        "logo": list(document.look.logo),
        "title": one_line(document.title),
        "subtitle": one_line(document.subtitle),
        "about": [one_line(line) for line in document.about],
        "lead": [one_line(line) for line in document.lead],
        "large": one_line(document.large),
        "origin": one_line(document.origin),
        "draft": one_line(document.draft),
        "cover": document.cover,
        "language": document.language,
        "date": {"year": document.on.year, "month": document.on.month, "day": document.on.day},
        "blocks": [_block(block, paint) for block in document.blocks],
    }
    compiler = typst.Compiler(input=TEMPLATE, font_paths=fonts(), ignore_system_fonts=True)
    pdf = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards="ua-1",
        timestamp=dt.datetime.combine(document.on, dt.time(), dt.UTC),
    )
    return cast(bytes, pdf)  # a list only for formats with one file per page


def chart_png(chart: Chart, source: str = "") -> bytes:
    """Return the chart as PNG, with its title above it and its source below it."""
    return svg_png(svg(chart), title=chart.title, source=source)


def svg_png(drawing: str, *, title: str = "", source: str = "") -> bytes:
    """Return a drawing as PNG; without a title it has no margin either."""
    compiler = typst.Compiler(input=CHART, font_paths=fonts(), ignore_system_fonts=True)
    data = {
        "palette": FOR_TYPST,
        "title": one_line(title),
        "source": one_line(source),
        "svg": one_line(drawing),
    }
    png = compiler.compile(format="png", ppi=SHARP, sys_inputs={"data": json.dumps(data)})
    return cast(bytes, png)


def one_line(text: str) -> str:
    """Return the text on one line, with "…" for characters that no font can draw."""
    return drawable(text, longest=LONGEST)


def _block(block: Block, paint: str) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": one_line(block.text), "level": block.level}
        case Text():
            return {
                "kind": "text",
                "lines": [one_line(line) for line in block.text.split("\n")],
                "strong": block.strong,
                "quiet": block.quiet,
            }
        case Grid():
            return {
                "kind": "grid",
                "title": one_line(block.title),
                "heads": [one_line(head) for head in block.heads],
                "numbers": block.numbers,
                "rows": [[one_line(cell) for cell in row] for row in block.rows],
                "within": block.within or [False] * len(block.rows),
                "small": [one_line(words) for words in block.small] or [""] * len(block.rows),
            }
        case Picture():
            return {
                "kind": "picture",
                # Charts are drawn in the product's colour, as pages have a style sheet for theirs.
                "svg": one_line(block.svg).replace(f'fill="{MAIN}"', f'fill="{paint}"'),
                "alt": one_line(block.alt),
                "wide": block.wide,
            }
        case Terms():
            return {"kind": "terms", "items": [[one_line(t), one_line(m)] for t, m in block.items]}
        case Items():
            items = [one_line(item) for item in block.items]
            return {"kind": "items", "items": items, "numbered": block.numbered}
        case Lines():
            return {"kind": "lines", "number": block.number, "keep": block.keep}
        case NewPage():
            return {"kind": "new_page"}
