"""Writing in a logbook's pages, and reading its table."""

from __future__ import annotations

QUARTER = "2026-4"


def write(person, at, prompt, text, *, status=200, **more):
    return person.press(person.get(f"{at}/{prompt}"), "Gem", text=text, status=status, **more)


def row(page, name, table=0):
    """The cells of a row: the three months and the total."""
    tables = page.all("table")
    for tr in tables[table].iter("tr"):
        cells = ["".join(cell.itertext()).strip() for cell in tr]
        if cells[0] == name:
            return cells[1:]
    raise AssertionError(f"no row {name}: {page.text}")
