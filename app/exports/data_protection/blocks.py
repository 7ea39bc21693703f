"""A paper's Markdown as blocks of a document."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from app.exports.formats.document import Block, Grid, Heading, Items, Lines, Text

TITLE = 3
"""How many tokens the title is: its beginning, its words and its end."""


def blocks(tokens: Sequence[Token]) -> list[Block]:
    """Return what stands under a paper's title as blocks of a document."""
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
    inside = [plain(token) for token in tokens if token.type == "inline"]
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


def plain(token: Token) -> str:
    """Return the words of a token without their marks."""
    inner = token.children or ()
    return "".join(" " if each.type == "softbreak" else each.content for each in inner)
