"""Posters as PDF, with one page per code. The same values give the same bytes.

A poster is PDF/UA-1: tagged, with a title, a language and a description of its QR code. The sizes
for each paper are in papers.typ, the layout is in sheet.typ.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import typst

from app.domain.base.palette import FOR_TYPST, VENUE_COLOURS
from app.domain.venues.codes import spaced
from app.domain.venues.pictures import drawn
from app.posters import qr
from app.posters.glyphs import drawable
from app.posters.typesetting import fonts
from app.posters.wording import edition, fixed_words
from app.translator import translator

TEMPLATE = Path(__file__).parent / "sheet.typ"

Paper = Literal["a4", "a5", "table", "large", "cards"]
PAPERS: tuple[Paper, ...] = get_args(Paper)


@dataclass(frozen=True)
class Further:
    """The poster's text in an additional language; `language` is its code.

    `draft` is a note in that language that the text is not proofread, or empty.
    """

    language: str
    text: str
    draft: str = ""
    right_to_left: bool = False


@dataclass(frozen=True)
class PosterSheet:
    """The content of a poster.

    `colour` is a key of `VENUE_COLOURS`. `activity` is None on the venue's own poster. `when` is
    the activity's times as printed, such as "tirsdage 10.00–12.00", or empty. `date` is the day
    the code was created. `further` has up to two more languages; cards do not print them.
    `picture` is a key of `PICTURES`, or empty, and `logo` the venue's own as
    a PNG file; cards have neither.
    """

    venue: str
    colour: str
    code: str
    base_url: str
    version: int
    date: dt.date
    activity: str | None = None
    when: str = ""
    language: str = "da"
    further: tuple[Further, ...] = ()
    picture: str = ""
    logo: bytes = b""

    @property
    def title(self) -> str:
        """The title of the PDF: the venue, and the activity if there is one."""
        return drawable(f"{self.venue} – {self.activity}" if self.activity else self.venue)


def poster(sheet: PosterSheet, paper: Paper = "a4") -> bytes:
    """Return the PDF of one poster."""
    return several([sheet], paper)


def several(sheets: Sequence[PosterSheet], paper: Paper = "a4") -> bytes:
    """Return one PDF with a page for each sheet, in the given order.

    Raises ValueError if there are no sheets.
    """
    if not sheets:
        raise ValueError("A PDF needs at least one sheet")
    newest = max(sheet.date for sheet in sheets)
    data = {
        "palette": FOR_TYPST,
        "paper": paper,
        "title": _title(sheets),
        "date": {"year": newest.year, "month": newest.month, "day": newest.day},
        "sheets": [_words_of(sheet) for sheet in sheets],
    }
    compiler = typst.Compiler(input=TEMPLATE, font_paths=fonts(), ignore_system_fonts=True)
    pdf = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards="ua-1",
        timestamp=dt.datetime.combine(newest, dt.time(), dt.UTC),
    )
    return cast(bytes, pdf)  # only other formats return a list of pages


def _title(sheets: Sequence[PosterSheet]) -> str:
    if len(sheets) == 1:
        return sheets[0].title
    venues = dict.fromkeys(drawable(sheet.venue) for sheet in sheets)
    _ = translator(sheets[0].language)
    return _("Plakater: %(places)s", places=", ".join(venues))


def _words_of(sheet: PosterSheet) -> dict[str, Any]:
    _ = translator(sheet.language)
    target = qr.address(sheet.base_url, sheet.code)
    return {
        "language": sheet.language,
        "paint": VENUE_COLOURS[sheet.colour],
        "picture": drawn(sheet.picture, "#ffffff"),
        "logo": list(sheet.logo),
        "venue": drawable(sheet.venue),
        "activity": drawable(sheet.activity or ""),
        "when": drawable(sheet.when),
        "qr": qr.svg(target),
        "alt": _("QR-kode, som fører til %(address)s", address=target),
        "address": qr.short_address(sheet.base_url),
        "code": spaced(sheet.code),
        "further": [
            {
                "language": each.language,
                "text": drawable(each.text),
                "draft": drawable(each.draft),
                "direction": "rtl" if each.right_to_left else "ltr",
            }
            for each in sheet.further
        ],
        "edition": edition(sheet.version, sheet.date, _),
        "words": fixed_words(_),
    }
