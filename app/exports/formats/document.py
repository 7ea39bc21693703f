"""A document as a list of blocks, to be written as PDF, DOCX or plain text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.venues.look import NEUTRAL, Look


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph, which may contain line breaks. `quiet` is for notes, `strong` for lead-ins."""

    text: str
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: headings, which columns are numeric, and rows of formatted text.

    `within` marks rows that are details of the row above. `small` are texts below each row's first
    cell.
    """

    title: str
    heads: tuple[str, ...]
    numbers: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    within: tuple[bool, ...] = ()
    small: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A chart as SVG, with its alternative text.

    `title` is written above it in files from which somebody may copy it to another document.
    """

    svg: str
    alt: str
    wide: bool = True
    title: str = ""


@dataclass(frozen=True)
class Terms:
    """A list of (term, definition) pairs."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Items:
    """A list, with bullets or numbers."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Lines:
    """Blank lines to write on by hand. With `keep` what follows is on the same page."""

    number: int
    keep: bool = False


@dataclass(frozen=True)
class NewPage:
    """A page break."""


Block = Heading | Text | Grid | Picture | Terms | Items | Lines | NewPage


@dataclass(frozen=True)
class Document:
    """A document: title, subtitle, the lines under them (`about`), and its blocks.

    `on` is the document's date, used instead of the clock so that equal documents give equal
    bytes. With `cover` the title gets a page of its own, with the `lead` lines and, in large
    print, the text in `large`. `origin` is at the foot of every page: whose it is, and when it was
    read. `draft`, if any, is across every page. `look` is that of the venue it is about. Only a PDF
    shows these two.
    """

    title: str
    subtitle: str
    about: tuple[str, ...]
    blocks: tuple[Block, ...]
    language: str
    on: dt.date
    cover: bool = False
    lead: tuple[str, ...] = ()
    large: str = ""
    origin: str = ""
    draft: str = ""
    look: Look = NEUTRAL
