"""Small files that unpack or expand to a lot are read within limits, or refused.

Each is read in its own process with limited memory and processor time, so it makes no difference
how busy the machine is.
"""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.source import ROOT

MEGABYTES, SECONDS = 400, 20
READ = """
import pathlib, resource, sys
from app.services.core.spreadsheet import read_file
from app.domain.imports.file_plan import file_plan
from app.domain.venues.activity_list_file import listed
resource.setrlimit(resource.RLIMIT_AS, ({megabytes} << 20,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, ({seconds},) * 2)
try:
    sheets = read_file(pathlib.Path(sys.argv[1]).read_bytes(), "a.xlsx")
except ValueError as error:
    print(type(error).__name__)
else:
    file_plan(sheets, {{}}), listed(sheets)
    print(len(sheets), sum(len(sheet.rows) for sheet in sheets))
"""
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TO = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MANY = 18_000_000
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOT_OF = (
    f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)


def sheet(inside: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{inside}</sheetData></worksheet>"


def book(
    *sheets: str | bytes,
    listed: int = 0,
    strings: str = "",
    kind: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A workbook of these parts; the first is listed `listed` times."""
    ids = [0] * listed or list(range(len(sheets)))
    listing = "".join(
        f'<sheet name="S{n}" sheetId="{n + 1}" r:id="r{n}"/>' for n in range(len(ids))
    )
    goals = f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    goals += "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/s{of}.xml"/>'
        for n, of in enumerate(ids)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", kind) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", ROOT_OF)
        package.writestr(
            "xl/workbook.xml", f"<workbook {MAIN} {TO}><sheets>{listing}</sheets></workbook>"
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">{goals}</Relationships>',
        )
        for at, part in enumerate(sheets):
            package.writestr(f"xl/worksheets/s{at}.xml", part)
        if strings:
            package.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{strings}</sst>")
    return made.getvalue()


def repeated(text: str, size: int = MANY) -> str:
    return text * (size // len(text))


ENTITY = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "ha">]>' + sheet(
    '<row><c t="inlineStr"><is><t>&a;</t></is></c></row>'
)
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "one sheet, listed 24 times": (
        lambda: book(sheet(repeated('<row><c t="b"><v>1</v></c></row>', 600_000)), listed=24),
        "FileTooLarge",
    ),
    "a document type in UTF-16": (lambda: book(ENTITY.encode("utf-16")), "1 0"),
    "millions of cells without a value": (lambda: book(sheet(repeated("<c/>"))), "1 0"),
    "millions of cells in a row": (
        lambda: book(sheet(f"<row>{repeated('<c><v>1</v></c>')}</row>")),
        "FileTooLarge",
    ),
    "millions of rows": (
        lambda: book(sheet(repeated("<row><c><v>1</v></c></row>"))),
        "FileTooLarge",
    ),
    "a cell far down in each of many sheets": (
        lambda: book(*[sheet('<row r="20000"><c><v>1</v></c></row>')] * 1500),
        "FileTooLarge",
    ),
    "one long text in every cell": (
        lambda: book(
            sheet(repeated("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>", 9_000_000)),
            strings=f"<si><t>{'a' * 9_000_000}</t></si>",
        ),
        "FileTooLarge",
    ),
    "a text as long as the file": (
        lambda: book(sheet(f'<row><c t="str"><v>{"a" * MANY}</v></c></row>')),
        "1 1",
    ),
    "tags within tags": (lambda: book(repeated("<a>")), "1 0"),
    "a tag without an end": (
        lambda: book("<a " + " ".join(f'b{n}=">"' for n in range(1_400_000))),
        "UnreadableFile",
    ),
    "a dictionary of its own": (
        lambda: book(sheet(""), kind=zipfile.ZIP_LZMA),
        "UnreadableFile",
    ),
    "text that is no number where a number belongs": (
        lambda: book(sheet(f'<row r="{"9" * 5000}"><c s="x"/></row>')),
        "UnreadableFile",
    ),
    "a text that nobody wrote": (
        lambda: book(sheet('<row><c t="s"><v>7</v></c></row>')),
        "UnreadableFile",
    ),
    "millions of semicolons": (lambda: b";" * 4_000_000, "1 1"),
    "thousands of semicolons in thousands of lines": (
        lambda: (b"1" + b";1" * 399 + b"\n") * 4000,
        "FileTooLarge",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_is_read_within_limits(name: str, tmp_path: Path) -> None:
    made, told = BOMBS[name]
    path = tmp_path / "bomb"
    path.write_bytes(made())
    script = READ.format(megabytes=MEGABYTES, seconds=SECONDS)
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, told), done.stderr[-2000:]
