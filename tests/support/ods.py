"""OpenDocument sheets, written by hand."""

from __future__ import annotations

import io
import zipfile

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
    "</manifest:manifest>"
)


def row(date: str, number: int, more: str = "") -> str:
    return (
        f"<table:table-row{more}>"
        f'<table:table-cell office:value-type="date" office:date-value="{date}"/>'
        f'<table:table-cell office:value-type="float" office:value="{number}"/>'
        "</table:table-row>"
    )


def ods(*rows: str, columns: str = "", heads: tuple[str, ...] = ("Dato", "Antal")) -> bytes:
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in heads
    )
    table = f"{columns}<table:table-row>{head}</table:table-row>{''.join(rows)}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", KIND)
        package.writestr("META-INF/manifest.xml", MANIFEST)
        package.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="B&amp;U">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()
