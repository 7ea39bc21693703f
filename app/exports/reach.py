"""Beside the numbers, in every file: whether they stand, closed days, what the codes catch."""

from __future__ import annotations

from app.domain.day_state import WhyClosed
from app.domain.reach import Reach
from app.domain.report import Overview
from app.exports.words import Pair, date_name, number, say

TITLE: Pair = ("Hvor langt tallene rækker", "How far the numbers reach")
LISTED = 12
"""So many closed days are named by their dates; more, as those of a year, by reason alone."""
WHY: dict[WhyClosed, Pair] = {
    WhyClosed.HOLIDAY: ("helligdag eller ferie", "a holiday"),
    WhyClosed.ILLNESS: ("sygdom", "illness"),
    WhyClosed.MOVED: ("et andet sted den dag", "somewhere else that day"),
}


def closed_rows(overview: Overview, language: str) -> list[tuple[str, int]]:
    """Each reason of closed days, and on how many days."""
    reach = overview.reach or Reach()
    lead = say(language, ("Lukket", "Closed"))
    return [(f"{lead}: {_reason(why, language)}", days) for why, days in reach.days.items()]


def _reason(why: WhyClosed | None, language: str) -> str:
    return say(language, WHY[why] if why else ("uden grund", "no reason given"))


def reach_notes(overview: Overview, language: str) -> tuple[str, ...]:
    """That the numbers can be corrected yet, the closed days, and the caveat about the codes."""
    reach = overview.reach or Reach()
    notes = []
    if until := overview.report.corrected_until:
        date = date_name(until, language)
        notes.append(
            say(
                language,
                (
                    f"Tallene er foreløbige. De kan rettes til og med {date}.",
                    "The numbers are provisional. They can be corrected up to and including "
                    f"{date}.",
                ),
            )
        )
    if 0 < len(reach.closed) <= LISTED:
        listed = ", ".join(
            date_name(date, language) + (f" ({_reason(why, language)})" if why else "")
            for date, why in reach.closed
        )
        notes.append(say(language, (f"Lukket: {listed}.", f"Closed: {listed}.")))
    if reach.caught:
        days, percent = number(reach.caught.days, language), reach.caught.percent
        one = reach.caught.days == 1
        notes.append(
            say(
                language,
                (
                    f"På {days} {'dag' if one else 'dage'} skrev værten, hvor mange der var i "
                    f"huset. Koderne havde fanget cirka {percent} procent af dem. Det siger noget "
                    "om usikkerheden. Tallene er ikke ganget op.",
                    f"On {days} {'day' if one else 'days'} the host wrote how many were in the "
                    f"house. The codes had caught about {percent} percent of them. That says "
                    "something about the uncertainty. The numbers are not multiplied.",
                ),
            )
        )
    return tuple(notes)


def reach_json(overview: Overview) -> dict[str, object] | None:
    """The same with stable English keys; None where nothing is known."""
    reach = overview.reach
    if reach is None:
        return None
    return {
        "closed_days": [
            {"date": date.isoformat(), "reason": why.value if why else None}
            for date, why in reach.closed
        ],
        "codes_caught": {"days": reach.caught.days, "percent": reach.caught.percent}
        if reach.caught
        else None,
    }


def csv_rows(overview: Overview, language: str) -> list[dict[str, str | int]]:
    """Lines for the file of lines, by the keys of its columns."""
    rows: list[tuple[str, int | str]] = [*closed_rows(overview, language)]
    if overview.reach and overview.reach.caught:
        what = ("Koderne fangede cirka, i procent", "The codes caught about, in percent")
        rows.append((say(language, what), overview.reach.caught.percent))
    if until := overview.report.corrected_until:
        what = (
            "Foreløbige tal. Kan rettes til og med",
            "Provisional. Can be corrected up to and including",
        )
        rows.append((f"{say(language, what)} {until.isoformat()}", ""))
    about = {
        "period": overview.report.period.iso,
        "venue": overview.report.name,
    }
    return [{**about, "what": what, "number": value} for what, value in rows]
