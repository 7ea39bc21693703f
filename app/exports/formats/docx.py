"""Documents for Word and LibreOffice, as Office Open XML.

Supports only what our documents contain: headings, paragraphs, tables and lines to write on. Equal
documents give equal bytes. Source: ECMA-376, part 1,
https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from __future__ import annotations

from app.exports.formats.document import Block, Document, Grid, Heading, Lines, NewPage, Terms, Text
from app.exports.formats.docx_parts import (
    HEAD,
    PARTS,
    RELATIONS,
    TYPES,
    W,
    escaped,
    properties_xml,
    styles_xml,
)
from app.exports.formats.zip_file import packed

WIDTH = 9638
"""The width of the text on A4 with margins of 20 mm, in twentieths of a point."""


def document_docx(document: Document) -> bytes:
    """Return the document as a DOCX file."""
    body = [_paragraph(document.title, "Title"), _paragraph(document.subtitle, "Subtitle")]
    body += [_paragraph(line, "Quiet") for line in document.about]
    body += [_paragraph(line) for line in document.lead]
    body += [_block(block) for block in document.blocks]
    section = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
        'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    main = f'{HEAD}<w:document xmlns:w="{W}"><w:body>{"".join(body)}{section}</w:body></w:document>'
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": main,
        "word/_rels/document.xml.rels": PARTS,
        "word/styles.xml": styles_xml(document.language),
        "docProps/core.xml": properties_xml(document),
    }
    return b"".join(packed({name: text.encode for name, text in files.items()}))


def _block(block: Block) -> str:
    match block:
        case Heading():
            return _paragraph(block.text, f"Heading{block.level}")
        case Text():
            style = "Quiet" if block.quiet else ""
            return "".join(
                _paragraph(line, style, bold=block.strong) for line in block.text.split("\n")
            )
        case Grid():
            return _table(block)
        case Terms():
            return "".join(
                f"<w:p>{_run(term + ': ', bold=True)}{_run(text)}</w:p>"
                for term, text in block.items
            )
        case Lines():
            line = (
                '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4" w:space="12" '
                'w:color="B9AD98"/></w:pBdr></w:pPr></w:p>'
            )
            return line * block.number
        case NewPage():
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    return ""


def _paragraph(text: str, style: str = "", *, bold: bool = False, end: bool = False) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += '<w:jc w:val="right"/>' if end else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{_run(text, bold=bold)}</w:p>"


def _run(text: str, *, bold: bool = False) -> str:
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{weight}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def _table(grid: Grid) -> str:
    number_width = 1650  # fits "September" in the widest common font
    first = WIDTH - number_width * (len(grid.heads) - 1)
    widths = [first] + [number_width] * (len(grid.heads) - 1)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    line = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="B9AD98"/>'
    within = grid.within or (False,) * len(grid.rows)
    rows = [_row(grid, grid.heads, widths, head=True, inside=False)] + [
        _row(grid, row, widths, head=False, inside=inside)
        for row, inside in zip(grid.rows, within, strict=True)
    ]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>'
        f"{line.format('bottom')}{line.format('insideH')}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCaption w:val="{escaped(grid.title)}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"
    )


def _row(grid: Grid, cells: tuple[str, ...], widths: list[int], *, head: bool, inside: bool) -> str:
    made = []
    for at, (cell, width, is_number) in enumerate(zip(cells, widths, grid.numbers, strict=True)):
        text = ("    " if inside and at == 0 else "") + cell
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{_paragraph(text, 'Cell', bold=head, end=is_number)}</w:tc>"
        )
    again = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{again}{''.join(made)}</w:tr>"
