"""Writing in a logbook's pages, and reading its table."""

from __future__ import annotations

from typing import Any

from tests.support.visit import Page, Visitor

QUARTER = "2026-4"


def write(
    person: Visitor, at: str, prompt: str, text: str, *, status: int = 200, **more: Any
) -> Page:
    return person.press(person.get(f"{at}/{prompt}"), "Gem", text=text, status=status, **more)


def row(page: Page, name: str, table: int = 0) -> list[str]:
    """The cells of a row: the three months and the total."""
    tables = page.all("table")
    for tr in tables[table].iter("tr"):
        cells = ["".join(cell.itertext()).strip() for cell in tr]
        if cells[0] == name:
            return cells[1:]
    raise AssertionError(f"no row {name}: {page.text}")
