"""The fixed parts of a Word file: content types, relations, styles and properties."""

from __future__ import annotations

from xml.sax import saxutils

from app.domain.base.text import xml_text
from app.exports.formats.document import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
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


def styles_xml(language: str) -> str:
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


def properties_xml(document: Document) -> str:
    title = escaped(f"{document.title}, {document.subtitle}")
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:language>{document.language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{document.on.isoformat()}T00:00:00Z'
        "</dcterms:created></cp:coreProperties>"
    )


def escaped(text: str) -> str:
    """Return the text for an XML element or attribute, without characters XML does not allow."""
    return saxutils.escape(xml_text(text), {'"': "&quot;"})
