"""Documents for Word and LibreOffice, as Office Open XML.

Supports only what our documents contain: headings, paragraphs, tables and lines to write on. Equal
documents give equal bytes. Source: ECMA-376, part 1,
https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape

from app.exports.formats.document import Block, Document, Grid, Heading, Lines, NewPage, Terms, Text
from app.exports.formats.zip_file import packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WIDTH = 9638
"""The width of the text on A4 with margins of 20 mm, in twentieths of a point."""
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{MAIN}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/relationships/officeDocument" '
    'Target="word/document.xml"/>'
    f'<Relationship Id="r2" Type="{PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
PARTS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/relationships/styles" Target="styles.xml"/>'
    "</Relationships>"
)
STYLES = {
    # id: name, size in half points, bold, space before and after in twentieths of a point
    "Title": ("Title", 48, True, 0, 60),
    "Subtitle": ("Subtitle", 26, False, 0, 240),
    "Heading1": ("heading 1", 30, True, 400, 120),
    "Heading2": ("heading 2", 24, True, 280, 80),
    "Quiet": ("Quiet", 18, False, 0, 80),
    "Cell": ("Table Cell", 20, False, 50, 50),
}


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
        "word/styles.xml": _styles(document.language),
        "docProps/core.xml": _properties(document),
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
    kept = "".join(sign for sign in text if sign == "\t" or unicodedata.category(sign) != "Cc")
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{weight}<w:t xml:space="preserve">{escape(kept)}</w:t></w:r>'


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
        f'<w:tblCaption w:val="{escape(grid.title, {chr(34): "&quot;"})}"/></w:tblPr>'
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


def _styles(language: str) -> str:
    spoken = "da-DK" if language == "da" else "en-GB"
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{'<w:keepNext/>' if bold else ''}"
        f'<w:spacing w:before="{before}" w:after="{after}"/>{_level(key)}</w:pPr>'
        f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr></w:style>'
        for key, (name, size, bold, before, after) in STYLES.items()
    )
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
        f'<w:lang w:val="{spoken}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/></w:style>{styles}</w:styles>'
    )


def _level(style: str) -> str:
    """Return the outline level of a heading, which LibreOffice needs; Word goes by the name."""
    level = style.removeprefix("Heading")
    return f'<w:outlineLvl w:val="{int(level) - 1}"/>' if level.isdigit() else ""


def _properties(document: Document) -> str:
    title = escape(f"{document.title}, {document.subtitle}")
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:language>{document.language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{document.on.isoformat()}T00:00:00Z'
        "</dcterms:created></cp:coreProperties>"
    )
