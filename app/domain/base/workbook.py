"""Read the worksheets of an XLSX file: a ZIP of XML.

Only cell values are read, never formulas. The XML is read as it is unpacked, and nothing but the
values is kept. Each part is read once, however often the workbook lists it.
Source: ECMA-376, part 1, 18.3 (worksheets), https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from app.domain.base.worksheet import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Budget,
    Cell,
    FileTooLarge,
    UnreadableFile,
    Worksheet,
)

LARGEST = 20_000_000
"""Bytes that all parts of a file may be unpacked to."""
MOST_PARTS = 2_000
MOST_DEPTH = 50
CHUNK = 65_536
MOST_SILENT = 16
"""Chunks that may pass without a tag or text, as the parser keeps an unfinished tag in memory."""
KINDS_OF_ZIP = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The compression methods of spreadsheets. Others may ask for a dictionary of gigabytes."""
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
DATE_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 50, 57})
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"

Attributes = dict[str, str]


def read_workbook(content: bytes) -> Iterator[Worksheet]:
    """Yield the worksheets. Raises UnreadableFile, FileTooLarge, and what a damaged file may."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
            raise FileTooLarge
        names = set(package.namelist())
        budget = Budget()
        strings, styles = _Strings(budget), _Styles(budget)
        if STRINGS in names:
            _read(package, STRINGS, strings)
        if STYLES in names:
            _read(package, STYLES, styles)
        targets, listed = _Relations(budget), _Listed(budget)
        _read(package, "xl/_rels/workbook.xml.rels", targets)
        _read(package, "xl/workbook.xml", listed)
        read = set()
        for name, key in listed.sheets:
            target = targets.found[key].lstrip("/")
            path = target if target.startswith("xl/") else f"xl/{target}"
            if path not in read:
                read.add(path)
                rows = _Rows(strings.found, styles.dates, budget)
                _read(package, path, rows)
                yield Worksheet(name, rows.found)


class _Part:
    """What the XML parser calls. Tags come without their namespaces. `calls` counts upwards."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.calls = 0
        self._depth = 0

    def doctype(self, *_names: object) -> None:
        """Reject any document type, as only it can define entities, which can expand hugely."""
        raise UnreadableFile

    def start(self, tag: str, attributes: Attributes) -> None:
        self.budget.tag()
        self.calls += 1
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise UnreadableFile
        self.begins(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self.ends(tag.rpartition("}")[2])

    def begins(self, tag: str, attributes: Attributes) -> None: ...

    def ends(self, tag: str) -> None: ...

    def data(self, _text: str) -> None:
        self.calls += 1

    def close(self) -> None: ...


def _read(package: zipfile.ZipFile, path: str, part: _Part) -> None:
    if package.getinfo(path).compress_type not in KINDS_OF_ZIP:
        raise UnreadableFile
    parser = ElementTree.XMLParser(target=part)  # noqa: S314  no part may define entities
    silent = 0
    with package.open(path) as stream:
        while chunk := stream.read(CHUNK):
            before = part.calls
            parser.feed(chunk)
            silent = silent + 1 if part.calls == before else 0
            if silent > MOST_SILENT:
                raise UnreadableFile
    parser.close()


class _Collecting(_Part):
    """A part that collects the text between tags, up to the length that is kept."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self._text: list[str] | None = None
        self._room = 0

    def collect(self) -> None:
        self._text, self._room = [], LONGEST_CELL

    def collected(self) -> str:
        text, self._text = "".join(self._text or ()), None
        return text

    def data(self, text: str) -> None:
        self.calls += 1
        if self._text is not None and self._room > 0:
            self._text.append(text[: self._room])
            self._room -= len(text)


class _Strings(_Collecting):
    """The texts that cells refer to by number."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.found: list[str] = []
        self._pieces: list[str] = []

    def begins(self, tag: str, _attributes: Attributes) -> None:
        if tag == "si":
            self._pieces = []
        elif tag == "t":
            self.collect()

    def ends(self, tag: str) -> None:
        if tag == "t":
            self._pieces.append(self.collected())
        elif tag == "si":
            self.found.append("".join(self._pieces)[:LONGEST_CELL])


class _Styles(_Part):
    """Indexes of the cell styles that show a number as a date."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.dates: set[int] = set()
        self._formats = set(DATE_FORMATS)
        self._at: int | None = None

    def begins(self, tag: str, attributes: Attributes) -> None:
        if tag == "numFmt":
            shown = re.sub(
                r'"[^"]*"|\[[^\]]*\]', "", attributes.get("formatCode", "")[:255].lower()
            )
            if re.search(r"[dy]", shown):
                self._formats.add(int(attributes.get("numFmtId", "0")))
        elif tag == "cellXfs":
            self._at = 0
        elif tag == "xf" and self._at is not None:
            if int(attributes.get("numFmtId", "0")) in self._formats:
                self.dates.add(self._at)
            self._at += 1

    def ends(self, tag: str) -> None:
        if tag == "cellXfs":
            self._at = None


class _Relations(_Part):
    """Which part is behind an id."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.found: dict[str, str] = {}

    def begins(self, tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            self.found[attributes.get("Id", "")] = attributes.get("Target", "")


class _Listed(_Part):
    """The workbook's sheets: their names, and the ids of their parts."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.sheets: list[tuple[str, str]] = []

    def begins(self, tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            key = next((v for k, v in attributes.items() if k.endswith("}id")), "")
            self.sheets.append((attributes.get("name", "")[:LONGEST_CELL], key))


class _Rows(_Collecting):
    """The rows of a sheet. Rows without values are left out at its end, and empty before it."""

    def __init__(self, strings: list[str], dates: set[int], budget: Budget) -> None:
        super().__init__(budget)
        self.found: list[list[Cell]] = []
        self._strings, self._dates = strings, dates
        self._number = 0
        self._cells: list[Cell] = []
        self._kind, self._style, self._at = "n", 0, 0
        self._pieces: list[str] = []

    def begins(self, tag: str, attributes: Attributes) -> None:
        if tag == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._cells = []
        elif tag == "c":
            reference = attributes.get("r")
            self._at = _column(reference) if reference else len(self._cells)
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", "0"))
            self._pieces = []
        elif tag == ("t" if self._kind == "inlineStr" else "v"):
            self.collect()

    def ends(self, tag: str) -> None:
        if tag in ("t", "v") and self._text is not None:
            self._pieces.append(self.collected())
        elif tag == "c" and self._at < MOST_COLUMNS:
            self._cells += [None] * (self._at + 1 - len(self._cells))
            self._cells[self._at] = self._value("".join(self._pieces))
        elif tag == "row" and any(cell is not None for cell in self._cells):
            # Skip formatted rows without values; they may be anywhere.
            if self._number > MOST_ROWS:
                raise FileTooLarge
            while len(self.found) < self._number - 1:
                self.found.append(self.budget.row(()))
            self.found.append(self.budget.row(self._cells))

    def _value(self, value: str) -> Cell:
        if not value:
            return None  # Empty, or a formula without a cached result.
        if self._kind == "s":
            return self._strings[int(value)]
        if self._kind in ("inlineStr", "str", "e", "b"):
            return value
        if self._kind == "d":
            return dt.date.fromisoformat(value[:10])
        number = float(value)
        if self._style in self._dates and 1 <= number < 80_000:
            return dt.date(1899, 12, 30) + dt.timedelta(days=int(number))
        return number


def _column(reference: str) -> int:
    found = REFERENCE.fullmatch(reference)
    if found is None:
        raise UnreadableFile
    at = 0
    for letter in found[1]:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1
