"""Documents as tagged PDF (PDF/UA-1) and charts as PNG, by typst.

Equal documents give equal bytes.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, cast

import typst

from app.exports.charts.chart import Chart
from app.exports.charts.svg import svg
from app.exports.formats.document import (
    Block,
    Document,
    Grid,
    Heading,
    Lines,
    NewPage,
    Picture,
    Terms,
    Text,
)
from app.posters.glyphs import drawable as drawable_line
from app.posters.typesetting import fonts

TEMPLATE = Path(__file__).parent / "document.typ"
CHART = Path(__file__).parent / "chart.typ"
LONGEST = 1_000_000
SHARP = 192
"""Dots per inch of a chart as PNG, enough for print."""


def document_pdf(document: Document) -> bytes:
    """Return the document as a PDF file."""
    data = {
        "title": drawable(document.title),
        "subtitle": drawable(document.subtitle),
        "about": [drawable(line) for line in document.about],
        "lead": [drawable(line) for line in document.lead],
        "large": document.large,
        "cover": document.cover,
        "language": document.language,
        "date": {"year": document.on.year, "month": document.on.month, "day": document.on.day},
        "blocks": [_block(block) for block in document.blocks],
    }
    compiler = typst.Compiler(input=TEMPLATE, font_paths=fonts(), ignore_system_fonts=True)
    pdf = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards="ua-1",
        timestamp=dt.datetime.combine(document.on, dt.time(), dt.UTC),
    )
    return cast(bytes, pdf)  # a list only for formats with one file per page


def chart_png(chart: Chart) -> bytes:
    """Return the chart as PNG, with its title above it."""
    compiler = typst.Compiler(input=CHART, font_paths=fonts(), ignore_system_fonts=True)
    data = json.dumps({"title": drawable(chart.title), "svg": drawable(svg(chart))})
    png = compiler.compile(format="png", ppi=SHARP, sys_inputs={"data": data})
    return cast(bytes, png)


def drawable(text: str) -> str:
    """Return the text on one line, with "…" for characters that no font can draw."""
    return drawable_line(text, longest=LONGEST)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": drawable(block.text), "level": block.level}
        case Text():
            return {
                "kind": "text",
                "lines": [drawable(line) for line in block.text.split("\n")],
                "strong": block.strong,
                "quiet": block.quiet,
            }
        case Grid():
            return {
                "kind": "grid",
                "title": drawable(block.title),
                "heads": [drawable(head) for head in block.heads],
                "numbers": block.numbers,
                "rows": [[drawable(cell) for cell in row] for row in block.rows],
                "within": block.within or [False] * len(block.rows),
                "small": [drawable(words) for words in block.small] or [""] * len(block.rows),
            }
        case Picture():
            return {
                "kind": "picture",
                "svg": drawable(block.svg),
                "alt": drawable(block.alt),
                "wide": block.wide,
            }
        case Terms():
            return {"kind": "terms", "items": [[drawable(t), drawable(m)] for t, m in block.items]}
        case Lines():
            return {"kind": "lines", "number": block.number}
        case NewPage():
            return {"kind": "new_page"}
