"""The guides in docs/guides/: Markdown files, one for each chapter and language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from app.domain.base.languages import WRITTEN_IN

FOLDER = Path(__file__).parents[3] / "docs" / "guides"
STATIC = Path(__file__).parents[2] / "static"
CHAPTERS = ("vaertens-dag", "opsaetning", "kvartalet", "tallene", "kommunen")
"""Their files' names, which are also their addresses, in the order of the contents."""
LATIN = str.maketrans({0xE6: "ae", 0xF8: "oe", 0xE5: "aa", 0xE9: "e"})
"""For anchors: æ, ø, å and é, as in the app's other addresses."""

ChapterAddress = Callable[[str, str], str]
PictureAddress = Callable[[str], str]


@dataclass(frozen=True)
class Guide:
    """A chapter in one language. `anchors` are those of its headings, alike in every language."""

    chapter: str
    title: str
    summary: str
    anchors: tuple[str, ...]
    tokens: Sequence[Token]

    def html(self, chapter_address: ChapterAddress, picture_address: PictureAddress) -> Markup:
        """Return the page, with links and pictures leading to where the app has them."""
        env = {"chapter": chapter_address, "picture": picture_address}
        # Raw HTML is off in `_markdown`, so whatever a guide says is escaped.
        return Markup(_markdown().renderer.render(self.tokens, _markdown().options, env))  # noqa: S704


@cache
def guide(chapter: str, language: str) -> Guide:
    """Read a chapter, once in each process. Raises KeyError if there is none of that name."""
    if chapter not in CHAPTERS:
        raise KeyError(chapter)
    tokens = _read(chapter, language)
    anchors = _anchors(chapter, language)
    for place, words in _headings(tokens):
        tokens[place].attrSet("id", anchors[slug(words)])
    for token in tokens:
        for inner in token.children or ():
            _resolve(inner, chapter, language)
    title, summary, *_more = (token.content for token in tokens if token.type == "inline")
    return Guide(chapter, title, summary, tuple(anchors.values()), tokens)


def slug(heading: str) -> str:
    """Return the anchor that repository hosts give a heading, so that links work there too."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _resolve(token: Token, chapter: str, language: str) -> None:
    """Note in the token what it leads to: a chapter and an anchor, or a static file."""
    if token.type == "image":
        source = (FOLDER / language / str(token.attrs["src"])).resolve()
        token.meta["picture"] = source.relative_to(STATIC.resolve()).as_posix()
    href = unquote(str(token.attrs.get("href", "")))
    if token.type == "link_open" and ":" not in href:
        file, _, anchor = href.partition("#")
        to = file.removesuffix(".md") or chapter
        token.meta["to"] = (to, _anchors(to, language)[anchor] if anchor else "")


@cache
def _anchors(chapter: str, language: str) -> dict[str, str]:
    """The chapter's headings in this language, as slugs, with their anchors in every language.

    An address that somebody has written down works in both languages: it is made of the Danish.
    """
    own = [slug(words) for _place, words in _headings(_read(chapter, language))]
    danish = [slug(words) for _place, words in _headings(_read(chapter, WRITTEN_IN))]
    return {mine: usual.translate(LATIN) for mine, usual in zip(own, danish, strict=True)}


def _read(chapter: str, language: str) -> list[Token]:
    return _markdown().parse((FOLDER / language / f"{chapter}.md").read_text("utf-8"))


def _headings(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """The place of each heading among the tokens, and its words."""
    return [
        (place, tokens[place + 1].content)
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False})
    markdown.add_render_rule("link_open", _link)
    markdown.add_render_rule("image", _image)
    return markdown


def _link(_self: Any, tokens: Sequence[Token], place: int, _options: Any, env: Any) -> str:
    token = tokens[place]
    to = token.meta.get("to")
    address = env["chapter"](*to) if to else str(token.attrs["href"])
    return f'<a href="{escape(address)}">'


def _image(_self: Any, tokens: Sequence[Token], place: int, _options: Any, env: Any) -> str:
    token = tokens[place]
    address = env["picture"](token.meta["picture"])
    return f'<img src="{escape(address)}" alt="{escape(token.content)}" loading="lazy">'
