"""The caveats of a report as a table, as JSON and as lines of numbers."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.base.marked import N_
from app.domain.days.day_state import WhyClosed
from app.domain.reports.caveats import Caveats
from app.domain.reports.definitions import Number
from app.domain.reports.overview import Overview
from app.exports.report.caveat_notes import WHY, asked_note, known_caveats, notes_of_one, reason
from app.exports.report.table import Cell, Head, Row, Table
from app.translator import Translator

TITLE = N_("Hvor langt tallene rækker")
Columns = tuple[list[Head], list[Row], tuple[str, ...]]
CLOSED_DAYS = N_("Lukkede dage")
CAUGHT = N_("Koderne fangede cirka, i procent")


def caveats_table(overview: Overview, _: Translator) -> Table | None:
    """Return closed days by reason, with a row per venue if the report has several.

    Returns None if there are no caveats.
    """
    known = known_caveats(overview)
    if not known:
        return None
    made = _of_several if len(overview.caveats) > 1 else _of_one
    heads, rows, notes = made(known, _)
    caught = any(caveats.caught for caveats in known)
    return Table(
        "how-far",
        _(TITLE),
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


def caveat_lines(overview: Overview, _: Translator) -> Iterator[tuple[str, str, str, int, bool]]:
    """Yield (venue, measure, category, number, whether it is exact) of each caveat."""
    for caveats in known_caveats(overview):
        for why, days in caveats.days.items():
            yield caveats.venue, _(CLOSED_DAYS), reason(why, _), days, True
        if caveats.caught:
            yield caveats.venue, _(CAUGHT), "", caveats.caught.percent, False


def _closed(why: WhyClosed | None, _: Translator) -> str:
    return _("Lukket: %(why)s", why=reason(why, _))


def _closed_rows(caveats: Caveats, _: Translator) -> list[tuple[str, int]]:
    return [(_closed(why, _), days) for why, days in caveats.days.items()]


def _of_one(known: list[Caveats], _: Translator) -> Columns:
    heads = [
        Head(_("Hvad"), is_number=False),
        Head(_("Dage"), number=Number.OPENING_DAYS),
    ]
    told = [row for caveats in known for row in _closed_rows(caveats, _)]
    notes = tuple(note for caveats in known for note in notes_of_one(caveats, _))
    return heads, [Row(what, (days,)) for what, days in told], notes


def _of_several(known: list[Caveats], _: Translator) -> Columns:
    reasons = [why for why in WHY if any(why in caveats.days for caveats in known)]
    caught = any(caveats.caught for caveats in known)
    heads = [
        Head(_("Sted"), is_number=False),
        *(Head(_closed(why, _), number=Number.OPENING_DAYS) for why in reasons),
        *([Head(_(CAUGHT), number=Number.CODES_CAUGHT)] if caught else []),
    ]
    rows = [Row(caveats.venue, _cells(caveats, reasons, caught), own=True) for caveats in known]
    return heads, rows, (asked_note(_),) if caught else ()


def _cells(caveats: Caveats, reasons: list[WhyClosed | None], caught: bool) -> tuple[Cell, ...]:
    days: list[Cell] = [caveats.days.get(why, 0) for why in reasons]
    share: list[Cell] = [caveats.caught.percent if caveats.caught else None] if caught else []
    return (*days, *share)
