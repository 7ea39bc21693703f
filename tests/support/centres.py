"""Daily counts of community centres, in the shapes that people keep them in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.support.understood import CENTRES, workbook


def centres() -> list[tuple[dt.date, str, int]]:
    rows = [line.split(",") for line in CENTRES.read_text().splitlines()[1:]]
    return [(dt.date.fromisoformat(date), venue, int(number)) for date, venue, number in rows]


def shape(name: str) -> tuple[bytes, str]:
    rows = centres()
    venues = sorted({venue for _date, venue, _number in rows})
    if name == "tidy":
        return CENTRES.read_bytes(), CENTRES.name
    if name == "original":
        head = "date,center_name,attendance_count\n"
        return (
            head + "".join(f"{d.month}/{d.day}/{d.year},{v},{n}\n" for d, v, n in rows)
        ).encode(), "daily.csv"
    if name == "sheets":
        sheets: dict[str, list[Any]] = {
            v: [["Dato", "Antal"], *[[d, n] for d, w, n in rows if w == v]] for v in venues
        }
        return workbook(**sheets), "centre.xlsx"
    dates = sorted({date for date, _venue, _number in rows})
    table = {(date, venue): number for date, venue, number in rows}
    wide: list[Any] = [
        ["Dato", *venues],
        *[[d, *[table.get((d, v)) for v in venues]] for d in dates],
    ]
    return workbook(Ark1=wide), "wide.xlsx"
