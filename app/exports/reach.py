"""Beside the numbers, in every file: whether they stand, closed days, what the codes catch."""

from __future__ import annotations

import datetime as dt

from app.domain.days.day_state import WhyClosed
from app.domain.reports.caveats import Caveats
from app.domain.reports.definitions import Number
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.exports.table import Cell, Head, Row, Table
from app.exports.words import Pair, date_name, number, say

TITLE: Pair = ("Hvor langt tallene rækker", "How far the numbers reach")
LISTED = 12
"""So many closed days are named by their dates; more, as those of a year, by reason alone."""
Columns = tuple[list[Head], list[Row], tuple[str, ...]]
WHY: dict[WhyClosed | None, Pair] = {
    WhyClosed.HOLIDAY: ("helligdag eller ferie", "a holiday"),
    WhyClosed.ILLNESS: ("sygdom", "illness"),
    WhyClosed.MOVED: ("et andet sted den dag", "somewhere else that day"),
    # Nobody said why; it came from a spreadsheet; or it is kept from readers. All three are this.
    None: ("grund ikke oplyst", "reason not stated"),
}
TOTALS_ONLY: Pair = (
    "En fil har kun besøg og deltagelser fra en måned, der kan rettes endnu. Ellers kunne to filer "
    "trækkes fra hinanden.",
    "Of a month that can still be corrected, a file has visits and participations only. Otherwise "
    "one file could be subtracted from another.",
)
CAUGHT: Pair = ("Koderne fangede cirka, i procent", "The codes caught about, in percent")
CAVEAT: Pair = (
    "Det siger noget om usikkerheden. Tallene er ikke ganget op.",
    "That says something about the uncertainty. The numbers are not multiplied.",
)


def reach_table(overview: Overview, language: str) -> Table | None:
    """Closed days by reason; of several places each on a line. None where nothing is known."""
    known = _known(overview)
    if not known:
        return None
    made = _of_several if len(overview.reach) > 1 else _of_one
    heads, rows, notes = made(known, language)
    caught = any(reach.caught for reach in known)
    return Table(
        "how-far",
        say(language, TITLE),
        tuple(heads),
        tuple(rows),
        notes=notes,
        number=Number.CODES_CAUGHT if caught else None,
    )


def reach_notes(overview: Overview, language: str) -> tuple[str, ...]:
    """That the numbers can be corrected yet, the closed days, and the caveat about the codes."""
    known = _known(overview)
    notes = provisional_notes(overview.report, language)
    if len(overview.reach) > 1:
        return (*notes, *_notes_of_several(known, language))
    return (*notes, *_notes_of_one(known[0], language)) if known else notes


def reach_json(overview: Overview) -> list[dict[str, object]]:
    """The same with stable English keys, for each place, by name."""
    return [
        {
            "place": {"id": reach.place_id, "name": reach.place},
            "closed_days": [
                {"date": date.isoformat(), "reason": why.value if why else None}
                for date, why in reach.closed
            ],
            "codes_caught": {"days": reach.caught.days, "percent": reach.caught.percent}
            if reach.caught
            else None,
        }
        for reach in overview.reach
    ]


def csv_rows(overview: Overview, language: str) -> list[dict[str, str | int]]:
    """Lines for the file of lines, by the keys of its columns."""
    found: list[dict[str, str | int]] = []
    for reach in _known(overview):
        rows = _closed_rows(reach, language)
        if reach.caught:
            rows.append((say(language, CAUGHT), reach.caught.percent))
        about = {"period": overview.report.period.iso, "venue": reach.place}
        found += [{**about, "what": what, "number": value} for what, value in rows]
    if until := overview.report.corrected_until:
        words = (
            "Foreløbige tal. Kan rettes til og med",
            "Provisional. Can be corrected up to and including",
        )
        report = overview.report
        found.append(
            {
                "period": report.period.iso,
                "venue": report.name,
                "what": f"{say(language, words)} {until.isoformat()}",
                "number": "",
            }
        )
    return found


def provisional(until: dt.date, language: str, *, totals_only: bool) -> str:
    """That numbers can be corrected until and including that date, and what a file lacks."""
    date = date_name(until, language)
    words = (
        f"Tallene er foreløbige. De kan rettes til og med {date}.",
        f"The numbers are provisional. They can be corrected up to and including {date}.",
    )
    return " ".join((say(language, words), *([say(language, TOTALS_ONLY)] if totals_only else [])))


def provisional_notes(report: Report, language: str) -> tuple[str, ...]:
    """The same of a report; none where its numbers stand."""
    if report.corrected_until is None:
        return ()
    totals_only = bool(report.figures.unsettled)
    return (provisional(report.corrected_until, language, totals_only=totals_only),)


def _known(overview: Overview) -> list[Caveats]:
    return [reach for reach in overview.reach if not reach.says_nothing]


def _closed(why: WhyClosed | None, language: str) -> str:
    return f"{say(language, ('Lukket', 'Closed'))}: {say(language, WHY[why])}"


def _closed_rows(reach: Caveats, language: str) -> list[tuple[str, int]]:
    return [(_closed(why, language), days) for why, days in reach.days.items()]


def _of_one(known: list[Caveats], language: str) -> Columns:
    heads = [
        Head(say(language, ("Hvad", "What")), is_number=False),
        Head(say(language, ("Dage", "Days")), number=Number.OPENING_DAYS),
    ]
    told = [row for reach in known for row in _closed_rows(reach, language)]
    notes = tuple(note for reach in known for note in _notes_of_one(reach, language))
    return heads, [Row(what, (days,)) for what, days in told], notes


def _of_several(known: list[Caveats], language: str) -> Columns:
    reasons = [why for why in WHY if any(why in reach.days for reach in known)]
    caught = any(reach.caught for reach in known)
    heads = [
        Head(say(language, ("Sted", "Place")), is_number=False),
        *(Head(_closed(why, language), number=Number.OPENING_DAYS) for why in reasons),
        *([Head(say(language, CAUGHT), number=Number.CODES_CAUGHT)] if caught else []),
    ]
    rows = [Row(reach.place, _cells(reach, reasons, caught), own=True) for reach in known]
    return heads, rows, (_asked(language),) if caught else ()


def _cells(reach: Caveats, reasons: list[WhyClosed | None], caught: bool) -> tuple[Cell, ...]:
    days: list[Cell] = [reach.days.get(why, 0) for why in reasons]
    share: list[Cell] = [reach.caught.percent if reach.caught else None] if caught else []
    return (*days, *share)


def _notes_of_one(reach: Caveats, language: str) -> tuple[str, ...]:
    notes = []
    if 0 < len(reach.closed) <= LISTED:
        listed = ", ".join(
            date_name(date, language) + (f" ({say(language, WHY[why])})" if why else "")
            for date, why in reach.closed
        )
        notes.append(say(language, (f"Lukket: {listed}.", f"Closed: {listed}.")))
    if reach.caught:
        days, percent = number(reach.caught.days, language), reach.caught.percent
        one = reach.caught.days == 1
        told = (
            f"På {days} {'dag' if one else 'dage'} skrev værten, hvor mange der var i huset. "
            f"Koderne havde fanget cirka {percent} procent af dem.",
            f"On {days} {'day' if one else 'days'} the host wrote how many were in the house. "
            f"The codes had caught about {percent} percent of them.",
        )
        notes.append(f"{say(language, told)} {say(language, CAVEAT)}")
    return tuple(notes)


def _notes_of_several(known: list[Caveats], language: str) -> tuple[str, ...]:
    notes = []
    closed = [(reach.place, len(reach.closed)) for reach in known if reach.closed]
    if closed:
        listed = ", ".join(f"{place} {_days(days, language)}" for place, days in closed)
        notes.append(say(language, (f"Lukket: {listed}.", f"Closed: {listed}.")))
    shares = [(reach.place, reach.caught) for reach in known if reach.caught]
    if shares:
        words = ("procent", "percent")
        listed = ", ".join(
            f"{place} {share.percent} {say(language, words)}" for place, share in shares
        )
        lead = say(language, ("Koderne havde fanget cirka", "The codes had caught about"))
        notes.append(f"{lead}: {listed}. {_asked(language)}")
    return tuple(notes)


def _days(days: int, language: str) -> str:
    words = ("dag", "day") if days == 1 else ("dage", "days")
    return f"{number(days, language)} {say(language, words)}"


def _asked(language: str) -> str:
    asked = (
        "Procenten er fra dage, hvor værten skrev, hvor mange der var i huset.",
        "The percentage is from days on which the host wrote how many were in the house.",
    )
    return f"{say(language, asked)} {say(language, CAVEAT)}"
