"""Documents for Word and LibreOffice, by python-docx. Equal documents give equal bytes."""

from __future__ import annotations

import copy
import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from functools import partial

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from app.domain.base.palette import LINE
from app.domain.base.text import xml_text
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
from app.exports.formats.docx_columns import WIDTH, columns_of
from app.exports.formats.docx_looks import CELL, LARGE, QUIET, set_looks, set_page
from app.exports.formats.pdf import svg_png
from app.exports.formats.zip_file import Files, packed
from app.translator import translator

NARROW = 0.64
"""The share of the width that a narrow chart takes, as in a PDF."""


def document_docx(document: Document) -> bytes:
    """Return the document as a DOCX file."""
    word = docx.Document()
    set_looks(word, document.language)
    about = xml_text(f"{document.title}, {document.subtitle}")
    set_page(word, about, xml_text(document.origin), translator(document.language))
    _write(word, document.title, "Title")
    _write(word, document.subtitle, "Subtitle")
    for line in document.about:
        _write(word, line, QUIET)
    if document.large:
        _write(word, document.large, LARGE)
    for line in document.lead:
        _write(word, line)
    blocks = document.blocks
    starts_page = False
    for at, block in enumerate(blocks):
        if isinstance(block, NewPage):
            # Not a break of its own, which would leave a blank page after a full one.
            starts_page = True
            continue
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        first = _add(word, block)
        if isinstance(block, Picture) and isinstance(following, Grid):
            word.paragraphs[-1].paragraph_format.keep_with_next = True
        if starts_page and first is not None:
            first.paragraph_format.page_break_before = True
            starts_page = False
        if isinstance(block, Grid) and (following is None or isinstance(following, Grid)):
            # Word joins two tables with nothing between them, and ends with no table.
            gap = word.add_paragraph().paragraph_format
            gap.space_after, gap.line_spacing = Pt(0), Pt(8)
    _set_properties(word, document)
    return _saved(word)


def _add(word: Word, block: Block) -> Paragraph | None:
    """Add the block, and return its first paragraph, or None if it has none."""
    added: list[Paragraph] = []
    match block:
        case Heading():
            added.append(_write(word, block.text, f"Heading {block.level}"))
        case Text():
            style = QUIET if block.quiet else None
            added += [
                _write(word, line, style, bold=block.strong) for line in block.text.split("\n")
            ]
            for paragraph in added if block.strong else ():  # It leads in what follows.
                paragraph.paragraph_format.keep_with_next = True
        case Grid():
            _add_table(word, block)
        case Picture():
            added.append(_add_picture(word, block))
        case Terms():
            for term, meaning in block.items:
                added.append(_write(word, f"{term}: ", bold=True))
                added[-1].add_run(xml_text(meaning))
        case Items():
            style = "List Number" if block.numbered else "List Bullet"
            added += [_write(word, item, style) for item in block.items]
        case Lines():
            for _line in range(block.number):
                added.append(word.add_paragraph())
                _draw_line_below(added[-1])
    return added[0] if added else None


def _write(word: Word, text: str, style: str | None = None, *, bold: bool = False) -> Paragraph:
    paragraph = word.add_paragraph()
    if style:
        _style(paragraph, style)
    paragraph.add_run(xml_text(text)).bold = bold or None
    return paragraph


def _style(paragraph: Paragraph, name: str) -> None:
    """Give the paragraph a style. The package would look through all of them each time, for ms."""
    paragraph._p.style = name.replace(" ", "")


def _add_picture(word: Word, picture: Picture) -> Paragraph:
    """Add a chart as PNG, which every version of Word shows, with its alternative text."""
    paragraph = word.add_paragraph()
    width = Mm(WIDTH if picture.wide else WIDTH * NARROW)
    png = io.BytesIO(svg_png(picture.svg, title=picture.title))
    shape = paragraph.add_run().add_picture(png, width=width)
    about = shape._inline.docPr
    about.set("descr", xml_text(picture.alt))
    return paragraph


def _add_table(word: Word, grid: Grid) -> None:
    table = word.add_table(rows=0, cols=len(grid.heads))
    table.autofit = False
    _describe(table, xml_text(grid.title))
    columns = columns_of(grid)
    widths = [Mm(width) for width in columns.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    within = grid.within or (False,) * len(grid.rows)
    small = grid.small or ("",) * len(grid.rows)
    build = partial(_add_row, table, grid, widths, columns.size)
    head = build(grid.heads, bold=True)
    _set(head._tr.get_or_add_trPr(), "w:tblHeader")
    patterns: dict[bool, BaseOxmlElement] = {}
    for cells, is_inside, below in zip(grid.rows, within, small, strict=True):
        # Rows are alike, and a copy takes a tenth of the time.
        if is_inside not in patterns:
            pattern = build(("x",) * len(cells), is_inside=is_inside)
            table._tbl.remove(pattern._tr)
            patterns[is_inside] = pattern._tr
        if below:
            build(cells, below, is_inside=is_inside)
        else:
            table._tbl.append(_copied(patterns[is_inside], cells))


def _copied(pattern: BaseOxmlElement, cells: Sequence[str]) -> BaseOxmlElement:
    """Return a copy of a row with one letter in each cell, with these texts in its place."""
    row = copy.deepcopy(pattern)
    for run, text in zip(list(row.iter(qn("w:r"))), map(xml_text, cells), strict=True):
        if text and text.isprintable() and text == text.strip():
            run[-1].text = text
        else:  # Where the package does more than write: breaks, and spaces to keep.
            run.text = text
    return row


def _add_row(
    table: Table,
    grid: Grid,
    widths: Sequence[int],
    size: float,
    cells: Sequence[str],
    below: str = "",
    *,
    bold: bool = False,
    is_inside: bool = False,
) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    _set(row._tr.get_or_add_trPr(), "w:cantSplit")
    for cell, text, width, is_number in zip(row.cells, cells, widths, grid.numbers, strict=True):
        cell.width = Length(width)
        paragraph = _fill(cell, text, size, bold=bold)
        if is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if below:
        _style(row.cells[0].add_paragraph(xml_text(below)), QUIET)
    if is_inside:
        for paragraph in row.cells[0].paragraphs:
            paragraph.paragraph_format.left_indent = Mm(4)
    return row


def _fill(cell: _Cell, text: str, size: float, *, bold: bool) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    _style(paragraph, CELL)
    run = paragraph.add_run(xml_text(text))
    run.bold, run.font.size = bold or None, Pt(size)
    return paragraph


def _describe(table: Table, title: str) -> None:
    """Give the table lines between its rows, and a title for screen readers."""
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("w:bottom", "w:insideH"):
        borders.append(_line(side))
    # The schema has an order: borders before the layout, the title at the end.
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    properties.append(caption)


def _draw_line_below(paragraph: Paragraph) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_line("w:bottom", space=12))
    paragraph._p.get_or_add_pPr().append(borders)


def _line(side: str, space: int = 0) -> BaseOxmlElement:
    line = OxmlElement(side)
    for name, value in (("val", "single"), ("sz", "4"), ("space", space), ("color", LINE[1:])):
        line.set(qn(f"w:{name}"), str(value))
    return line


def _set(parent: BaseOxmlElement, name: str) -> None:
    parent.append(OxmlElement(name))


def _set_properties(word: Word, document: Document) -> None:
    """Set what the file says about itself: nothing of whoever or whatever made it."""
    about = word.core_properties
    about.title = xml_text(f"{document.title}, {document.subtitle}")
    about.language = document.language
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = dt.datetime.combine(document.on, dt.time())
    about.revision = 1


def _saved(word: Word) -> bytes:
    """Return the file with the same date on all its parts, and without the template's picture."""
    relations = word.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]
    buffer = io.BytesIO()
    word.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts: Files = {name: partial(package.read, name) for name in package.namelist()}
        return b"".join(packed(parts))
