"""The papers: Markdown files in docs/papirer, as pages and as documents to be printed and signed.

What an installation says of itself is filled in after the Markdown is read, so that none of it can
be taken for markup.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.exports.data_protection.parties import filled, lacking
from app.exports.formats.document import Block, Document, Grid, Heading, Items, Lines, Text
from app.translator import date_name, translator

FOLDER = Path(__file__).parents[3] / "docs" / "papirer"
TO_READ = ("oplysning", "cookies", "opbevaring", "oplysning-personale")
"""Papers for those whom they are about: pages that everybody may read, in Danish and English."""
STATEMENT = "tilgaengelighed"
"""The accessibility statement, at an address of its own."""
TO_SIGN = (
    *("fortegnelse", "databehandleraftale", "faelles-dataansvar"),
    *("konsekvensanalyse", "brud"),
)
"""Papers between those who are responsible, in Danish, the language they are signed in."""
PAPERS = (*TO_READ, STATEMENT, *TO_SIGN)

TITLE = 3
"""How many tokens the title is: its beginning, its words and its end."""

PaperAddress = Callable[[str], str]


@dataclass(frozen=True)
class LegalPaper:
    """A paper in one language, filled in. `lacking` are the places of which nothing is said."""

    name: str
    language: str
    title: str
    controller: str
    tokens: Sequence[Token]
    lacking: tuple[str, ...]

    def html(self, address: PaperAddress) -> str:
        """Return what stands under the title. `address` gives those of the papers it links to."""
        below = self.tokens[TITLE:]
        return str(_markdown().renderer.render(below, _markdown().options, {"at": address}))

    def blocks(self) -> list[Block]:
        """Return what stands under the title as blocks of a document."""
        return _blocks(self.tokens)

    def document(self, *, on: dt.date) -> Document:
        """Return the paper as a document that was filled in on that day."""
        return Document(
            title=self.title,
            subtitle=self.controller,
            about=(),
            blocks=tuple(self.blocks()),
            language=self.language,
            on=on,
            origin=f"Her i dag, {date_name(on, translator(self.language))}",
        )


def paper(name: str, language: str, parties: Mapping[str, str]) -> LegalPaper:
    """Return the paper, in Danish if it is not in that language.

    Raises KeyError if there is none of that name.
    """
    if name not in PAPERS:
        raise KeyError(name)
    language = language if (FOLDER / language / f"{name}.md").exists() else "da"
    text = _text(name, language)
    tokens = _markdown().parse(text)
    heading = ""
    for at, token in enumerate(tokens):
        _fill(token, parties, language)
        if token.type == "heading_close":
            heading = _plain(tokens[at - 1])
        token.meta["heading"] = heading
    title = _plain(tokens[1])
    controller = filled("{controller.name}", parties, language)
    return LegalPaper(name, language, title, controller, tokens, tuple(lacking(text, parties)))


@cache
def _text(name: str, language: str) -> str:
    return (FOLDER / language / f"{name}.md").read_text("utf-8")


def _fill(token: Token, parties: Mapping[str, str], language: str) -> None:
    for inner in token.children or ():
        inner.content = filled(inner.content, parties, language)


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")
    markdown.add_render_rule("link_open", _link)
    markdown.add_render_rule("table_open", _table)
    markdown.add_render_rule("table_close", lambda *_all: "</table></div>")
    return markdown


def _link(_self: Any, tokens: Sequence[Token], place: int, _options: Any, env: Any) -> str:
    href = str(tokens[place].attrs["href"])
    address = env["at"](href.removesuffix(".md")) if href.endswith(".md") else href
    return f'<a href="{escape(address)}">'


def _table(_self: Any, tokens: Sequence[Token], place: int, _options: Any, _env: Any) -> str:
    # On a phone it is wider than the page, and is moved by itself, with the keyboard as well.
    name = escape(tokens[place].meta["heading"])
    return f'<div class="wide" tabindex="0" role="region" aria-label="{name}"><table>'


def _blocks(tokens: Sequence[Token]) -> list[Block]:
    found: list[Block] = []
    at = TITLE
    while at < len(tokens):
        end = _end(tokens, at)
        found += _block(tokens[at : end + 1])
        at = end + 1
    return found


def _end(tokens: Sequence[Token], start: int) -> int:
    """Where the block that begins at `start` ends."""
    if tokens[start].nesting == 0:
        return start
    return next(
        at
        for at in range(start + 1, len(tokens))
        if tokens[at].level == tokens[start].level and tokens[at].nesting == -1
    )


def _block(tokens: Sequence[Token]) -> list[Block]:
    first = tokens[0]
    inside = [_plain(token) for token in tokens if token.type == "inline"]
    match first.type:
        case "heading_open":
            return [Heading(inside[0], int(first.tag[1]) - 1)]
        case "paragraph_open":
            return [Text(inside[0])]
        case "bullet_list_open" | "ordered_list_open":
            return [Items(tuple(inside), numbered=first.type.startswith("ordered"))]
        case "table_open":
            width = sum(token.type == "th_open" for token in tokens)
            rows = [tuple(inside[at : at + width]) for at in range(0, len(inside), width)]
            if all(cell.endswith(":") for row in rows[1:] for cell in row):
                return _to_sign(rows)
            return [Grid("", rows[0], (False,) * width, tuple(rows[1:]))]
    raise ValueError(first.type)


def _to_sign(rows: Sequence[tuple[str, ...]]) -> list[Block]:
    """A table of signatures, as lines that are long enough to write on."""
    found: list[Block] = []
    for party, *labels in zip(*rows, strict=True):
        found.append(Text(party, strong=True))
        for label in labels:
            found += [Text(label), Lines(1)]
    return found


def _plain(token: Token) -> str:
    inner = token.children or ()
    return "".join(" " if each.type == "softbreak" else each.content for each in inner)
