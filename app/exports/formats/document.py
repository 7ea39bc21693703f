"""A document as plain blocks, to be written as PDF, as a text document or as plain text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 opens a part, level 2 stands within it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph. Line breaks in it are kept. `quiet` ones are notes, `strong` ones lead."""

    text: str
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: headings, which of its columns are numbers, and rows of ready text.

    `within` marks the rows that belong to the one above; `small` are words under the first cells.
    """

    title: str
    heads: tuple[str, ...]
    numbers: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    within: tuple[bool, ...] = ()
    small: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A chart, as SVG, and what it shows in words."""

    svg: str
    alt: str
    wide: bool = True


@dataclass(frozen=True)
class Terms:
    """Words and what they mean."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lines:
    """Room to write by hand: so many lines."""

    number: int


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a page of its own."""


Block = Heading | Text | Grid | Picture | Terms | Lines | NewPage


@dataclass(frozen=True)
class Document:
    """A document: its title, a line under it, what stands at its head, and its blocks.

    `on` is the date it is of; two documents of the same values are the same bytes. `cover` gives
    the title a page of its own, with the lead on it.
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
