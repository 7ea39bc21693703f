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

from app.exports.data_protection.blocks import TITLE, blocks, plain
from app.exports.data_protection.cases import of_the_case
from app.exports.data_protection.parties import MISSING, filled, lacking
from app.exports.formats.document import Block, Document, Items, Text
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
JOINT = "faelles-dataansvar"
"""The agreement between those who decide together: there is none where one decides alone."""

SOFT_HYPHEN = "\u00ad"
"""Where a narrow page may divide a long word. It has no place in the title of a file."""
DRAFT = {"da": "UDKAST", "en": "DRAFT"}
"""What stands on every page of a paper in which something is lacking."""
NOT_FINAL = {
    "da": "Et udkast, som ingen kan skrive under på. Her mangler:",
    "en": "A draft that nobody can sign. It lacks:",
}

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
    site: str = ""
    """The address of the installation, which stands on paper where a page has a link."""

    def html(self, address: PaperAddress) -> str:
        """Return what stands under the title. `address` gives those of the papers it links to."""
        below = self.tokens[TITLE:]
        return str(_markdown().renderer.render(below, _markdown().options, {"at": address}))

    def blocks(self) -> list[Block]:
        """Return what stands under the title as blocks of a document."""
        return blocks(self.tokens)

    def _printed(self, href: str) -> str:
        name = href.removesuffix(".md")
        if not self.site or name not in TO_READ:
            return ""
        return f"{self.site.partition('://')[2]}/privatliv/{name}"

    def _open_places(self) -> list[Block]:
        if not self.lacking:
            return []
        places = tuple(MISSING[place][self.language != "da"] for place in self.lacking)
        return [Text(NOT_FINAL[self.language], strong=True), Items(places)]

    def document(self, *, on: dt.date) -> Document:
        """Return the paper as it is on that day: a draft as long as something is lacking."""
        return Document(
            title=self.title.replace(SOFT_HYPHEN, ""),
            subtitle=self.controller,
            about=(),
            blocks=(*self._open_places(), *blocks(self.tokens, self._printed)),
            language=self.language,
            on=on,
            draft=DRAFT[self.language] if self.lacking else "",
            origin=f"Her i dag, {date_name(on, translator(self.language))}",
        )


def papers_of(parties: Mapping[str, str]) -> list[str]:
    """The names of the papers that the installation needs."""
    return [name for name in PAPERS if name != JOINT or "partners.names" in parties]


def paper(name: str, language: str, parties: Mapping[str, str]) -> LegalPaper:
    """Return the paper, in Danish if it is not in that language.

    Raises KeyError if there is none of that name.
    """
    if name not in PAPERS:
        raise KeyError(name)
    language = language if (FOLDER / language / f"{name}.md").exists() else "da"
    text = of_the_case(_text(name, language), parties, lambda other: _text(other, language))
    tokens = _markdown().parse(text)
    heading = ""
    for at, token in enumerate(tokens):
        _fill(token, parties, language)
        if token.type == "heading_close":
            heading = plain(tokens[at - 1])
        token.meta["heading"] = heading
    title = plain(tokens[1])
    controller = filled("{controller.name}", parties, language)
    missing, site = tuple(lacking(text, parties)), parties.get("app.address", "")
    return LegalPaper(name, language, title, controller, tokens, missing, site)


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
