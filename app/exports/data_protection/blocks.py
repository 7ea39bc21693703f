"""A paper's Markdown as blocks of a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it.token import Token

from app.exports.formats.document import Block, Grid, Heading, Items, Lines, Text

TITLE = 3
"""How many tokens the title is: its beginning, its words and its end."""


PrintedAddress = Callable[[str], str]
"""What to print for a link to another file, or nothing."""


def blocks(tokens: Sequence[Token], printed: PrintedAddress = lambda _href: "") -> list[Block]:
    """Return what stands under a paper's title as blocks of a document."""
    found: list[Block] = []
    at = TITLE
    while at < len(tokens):
        end = _end(tokens, at)
        found += _block(tokens[at : end + 1], printed)
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


def _block(tokens: Sequence[Token], printed: PrintedAddress) -> list[Block]:
    first = tokens[0]
    inside = [plain(token, printed) for token in tokens if token.type == "inline"]
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
    """A table of signatures, as lines long enough to write on: each party's on one page."""
    found: list[Block] = []
    for party, *labels in zip(*rows, strict=True):
        found.append(Text(party, strong=True))
        for label in labels:
            found += [Text(label), Lines(1, keep=label != labels[-1])]
    return found


def plain(token: Token, printed: PrintedAddress = lambda _href: "") -> str:
    """Return the words of a token without their marks, and after a link where it leads."""
    said, href = "", ""
    for each in token.children or ():
        if each.type == "link_open":
            href = str(each.attrs["href"])
        address = printed(href) if each.type == "link_close" else ""
        said += " " if each.type == "softbreak" else each.content
        said += f" ({address})" if address else ""
    return said
