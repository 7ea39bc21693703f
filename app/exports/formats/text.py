"""Documents as plain text."""

from __future__ import annotations

from app.domain.base.text import without_unseen
from app.exports.formats.document import Document, Grid, Heading, Items, Lines, Terms, Text


def document_text(document: Document) -> bytes:
    """Return the document as UTF-8 text, with tables aligned in columns."""
    parts = [document.title, document.subtitle, *document.about, "", *document.lead]
    for block in document.blocks:
        match block:
            case Heading():
                parts += ["", block.text, ("=" if block.level == 1 else "-") * len(block.text)]
            case Text():
                parts.append(block.text)
            case Grid():
                parts += _columns(block)
            case Terms():
                parts += [f"{term}: {meaning}" for term, meaning in block.items]
            case Items():
                signs = [
                    f"{at}." if block.numbered else "-" for at in range(1, len(block.items) + 1)
                ]
                parts += [f"{sign} {item}" for sign, item in zip(signs, block.items, strict=True)]
            case Lines():
                parts += ["_" * 60] * block.number
    return (without_unseen("\n".join(parts)).strip() + "\n").encode()


def _columns(grid: Grid) -> list[str]:
    within = grid.within or (False,) * len(grid.rows)
    rows = [grid.heads] + [
        (("  " if inside else "") + row[0], *row[1:])
        for row, inside in zip(grid.rows, within, strict=True)
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(grid.heads))]
    return [
        "  ".join(
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(row, widths, grid.numbers, strict=True)
        ).rstrip()
        for row in rows
    ]
