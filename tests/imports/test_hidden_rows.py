"""Rows that are hidden in a LibreOffice sheet are treated like those of an Excel sheet."""

from __future__ import annotations

import io
import zipfile

from app.domain.imports.rows import SkipReason
from tests.imports.understood import understood

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


def ods(*rows: str) -> bytes:
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("Dato", "Antal")
    )
    table = f"<table:table-row>{head}</table:table-row>{''.join(rows)}"
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


def test_hidden_and_filtered_rows_are_left_out_unless_they_are_chosen() -> None:
    content = ods(
        row("2025-01-03", 8),
        row("2025-01-04", 5, ' table:visibility="collapse"'),
        row("2025-01-05", 6, ' table:visibility="filter"'),
        '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>',
        row("2025-01-06", 4),
        row("2025-01-07", 3, ' table:visibility="collapse"'),
    )
    found = understood(content, "tal.ods")
    assert found.here == {"2025-01-03": 8, "2025-01-06": 4}
    assert found.left == {SkipReason.HIDDEN: 3}
    found = understood(content, "tal.ods", {"0-hidden": "1"})
    assert sum(found.here.values()) == 26
