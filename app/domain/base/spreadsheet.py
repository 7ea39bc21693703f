"""Read CSV and XLSX files into worksheets, using only the standard library.

An XLSX file is a ZIP of XML. Only cell values are read, never formulas. Files that would unpack to
more than LARGEST bytes are refused before they are unpacked.
Source: ECMA-376, part 1, 18.3 (worksheets), https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from app.domain.base.worksheet import Cell, Worksheet

LARGEST = 20_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 400
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml")
DATE_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 50, 57})


class UnreadableFile(ValueError):
    """The file is neither CSV nor XLSX, or is damaged."""


class FileTooLarge(UnreadableFile):
    """The file is larger than several years of counts would be."""


def read_file(content: bytes, name: str) -> tuple[Worksheet, ...]:
    """The worksheets of a file. `name` is the file name. Raises UnreadableFile, FileTooLarge."""
    if content[:2] == b"PK":
        try:
            return tuple(_xlsx(content))
        except FileTooLarge:
            raise
        except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError) as error:
            raise UnreadableFile from error
    if b"\0" in content[:4000] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFile
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP):
        raise UnreadableFile  # A web page or XML saved as a spreadsheet.
    return (_csv(content, name),)


def _csv(content: bytes, name: str) -> Worksheet:
    text = _decoded(content)
    lines = text.splitlines()[:50]
    counts = {sign: sum(line.count(sign) for line in lines) for sign in ";\t,"}
    # Try semicolons and tabs first: a comma may be a Danish decimal separator.
    delimiter = next((sign for sign in ";\t" if counts[sign] >= len(lines) / 2 > 0), ",")
    try:
        rows: list[list[Cell]] = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) == MOST_ROWS:
                raise FileTooLarge
            rows.append(list(row[:MOST_COLUMNS]))
    except csv.Error as error:
        raise UnreadableFile from error
    return Worksheet(name.rpartition(".")[0] or name, rows)


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _xlsx(content: bytes) -> Iterator[Worksheet]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(info.file_size for info in package.infolist()) > LARGEST:
            raise FileTooLarge
        names = set(package.namelist())
        strings = (
            [
                "".join(text.text or "" for text in item.iter(f"{MAIN}t"))
                for item in _tree(package, "xl/sharedStrings.xml")
            ]
            if "xl/sharedStrings.xml" in names
            else []
        )
        dates = _date_styles(package) if "xl/styles.xml" in names else set()
        goals = {
            relation.get("Id"): relation.get("Target", "")
            for relation in _tree(package, "xl/_rels/workbook.xml.rels")
        }
        for sheet in _tree(package, "xl/workbook.xml").iter(f"{MAIN}sheet"):
            key = next(v for k, v in sheet.attrib.items() if k.endswith("}id"))
            goal = goals[key].lstrip("/")
            path = goal if goal.startswith("xl/") else f"xl/{goal}"
            rows = list(_rows(_tree(package, path), strings, dates))
            yield Worksheet(sheet.get("name", ""), rows)


def _tree(package: zipfile.ZipFile, path: str) -> ElementTree.Element:
    text = package.read(path)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise UnreadableFile  # Spreadsheets do not need entities, which can expand hugely.
    return ElementTree.fromstring(text)  # noqa: S314  entities are refused above


def _date_styles(package: zipfile.ZipFile) -> set[int]:
    """Indexes of the cell styles that show a number as a date."""
    styles = _tree(package, "xl/styles.xml")
    own = {
        int(one.get("numFmtId", "0"))
        for one in styles.iter(f"{MAIN}numFmt")
        if re.search(r"[dy]", re.sub(r'"[^"]*"|\[[^\]]*\]', "", one.get("formatCode", "").lower()))
    }
    cells = styles.find(f"{MAIN}cellXfs")
    return {
        at
        for at, one in enumerate(cells if cells is not None else ())
        if int(one.get("numFmtId", "0")) in DATE_FORMATS | own
    }


def _rows(tree: ElementTree.Element, strings: list[str], dates: set[int]) -> Iterator[list[Cell]]:
    line = 0
    for row in tree.iter(f"{MAIN}row"):
        number = int(row.get("r", line + 1))
        if number > MOST_ROWS:
            if row.find(f"{MAIN}c/{MAIN}v") is None:
                continue  # A formatted row without values.
            raise FileTooLarge
        while line < number - 1:
            line += 1
            yield []
        line = number
        cells: list[Cell] = []
        for cell in row.iter(f"{MAIN}c"):
            at = _column(cell.get("r", "")) if cell.get("r") else len(cells)
            if at >= MOST_COLUMNS:
                continue
            cells += [None] * (at + 1 - len(cells))
            cells[at] = _value(cell, strings, dates)
        yield cells


def _column(reference: str) -> int:
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise UnreadableFile
    at = 0
    for letter in found[1]:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _value(cell: ElementTree.Element, strings: list[str], dates: set[int]) -> Cell:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
    value = cell.findtext(f"{MAIN}v")
    if not value:
        return None  # Empty, or a formula without a cached result.
    if kind == "s":
        return strings[int(value)]
    if kind in ("str", "e", "b"):
        return value
    if kind == "d":
        return dt.date.fromisoformat(value[:10])
    number = float(value)
    if int(cell.get("s", "0")) in dates and 1 <= number < 80_000:
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(number))
    return number
