"""The caveats of a report as a table, as JSON and as lines of numbers."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.days.day_state import WhyClosed
from app.domain.reports.caveats import Caveats
from app.domain.reports.definitions import Number
from app.domain.reports.overview import Overview
from app.exports.report.caveat_notes import WHY, asked_note, known_caveats, notes_of_one
from app.exports.report.table import Cell, Head, Row, Table
from app.exports.words import Pair, say

TITLE: Pair = ("Hvor langt tallene rækker", "How far the numbers reach")
Columns = tuple[list[Head], list[Row], tuple[str, ...]]
CLOSED_DAYS: Pair = ("Lukkede dage", "Closed days")
CAUGHT: Pair = ("Koderne fangede cirka, i procent", "The codes caught, in per cent (about)")


def caveats_table(overview: Overview, language: str) -> Table | None:
    """Return closed days by reason, with a row per venue if the report has several.

    Returns None if there are no caveats.
    """
    known = known_caveats(overview)
    if not known:
        return None
    made = _of_several if len(overview.caveats) > 1 else _of_one
    heads, rows, notes = made(known, language)
    caught = any(caveats.caught for caveats in known)
    return Table(
        "how-far",
        say(language, TITLE),
        tuple(heads),
        tuple(rows),
        notes=notes,
        number=Number.CODES_CAUGHT if caught else None,
    )


def caveats_json(overview: Overview) -> list[dict[str, object]]:
    """Return the caveats of each venue, with stable English keys."""
    return [
        {
            "place": {"id": caveats.venue_id, "name": caveats.venue},
            "closed_days": [
                {"date": date.isoformat(), "reason": why.value if why else None}
                for date, why in caveats.closed
            ],
            "codes_caught": {"days": caveats.caught.days, "percent": caveats.caught.percent}
            if caveats.caught
            else None,
        }
        for caveats in overview.caveats
    ]


def caveat_lines(overview: Overview, language: str) -> Iterator[tuple[str, str, str, int, bool]]:
    """Yield (venue, measure, category, number, whether it is exact) of each caveat."""
    for caveats in known_caveats(overview):
        for why, days in caveats.days.items():
            yield caveats.venue, say(language, CLOSED_DAYS), say(language, WHY[why]), days, True
        if caveats.caught:
            yield caveats.venue, say(language, CAUGHT), "", caveats.caught.percent, False


def _closed(why: WhyClosed | None, language: str) -> str:
    return f"{say(language, ('Lukket', 'Closed'))}: {say(language, WHY[why])}"


def _closed_rows(caveats: Caveats, language: str) -> list[tuple[str, int]]:
    return [(_closed(why, language), days) for why, days in caveats.days.items()]


def _of_one(known: list[Caveats], language: str) -> Columns:
    heads = [
        Head(say(language, ("Hvad", "What")), is_number=False),
        Head(say(language, ("Dage", "Days")), number=Number.OPENING_DAYS),
    ]
    told = [row for caveats in known for row in _closed_rows(caveats, language)]
    notes = tuple(note for caveats in known for note in notes_of_one(caveats, language))
    return heads, [Row(what, (days,)) for what, days in told], notes


def _of_several(known: list[Caveats], language: str) -> Columns:
    reasons = [why for why in WHY if any(why in caveats.days for caveats in known)]
    caught = any(caveats.caught for caveats in known)
    heads = [
        Head(say(language, ("Sted", "Place")), is_number=False),
        *(Head(_closed(why, language), number=Number.OPENING_DAYS) for why in reasons),
        *([Head(say(language, CAUGHT), number=Number.CODES_CAUGHT)] if caught else []),
    ]
    rows = [Row(caveats.venue, _cells(caveats, reasons, caught), own=True) for caveats in known]
    return heads, rows, (asked_note(language),) if caught else ()


def _cells(caveats: Caveats, reasons: list[WhyClosed | None], caught: bool) -> tuple[Cell, ...]:
    days: list[Cell] = [caveats.days.get(why, 0) for why in reasons]
    share: list[Cell] = [caveats.caught.percent if caveats.caught else None] if caught else []
    return (*days, *share)
