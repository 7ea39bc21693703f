"""The caveats of a report as sentences."""

from __future__ import annotations

from app.domain.days.day_state import WhyClosed
from app.domain.reports.caveats import Caveats
from app.domain.reports.overview import Overview
from app.exports.report.provisional import provisional_notes
from app.exports.words import Pair, date_name, number, say

LISTED = 12
"""Maximum number of closed days to list by date; a table has the number for each reason."""
WHY: dict[WhyClosed | None, Pair] = {
    WhyClosed.HOLIDAY: ("helligdag eller ferie", "a holiday"),
    WhyClosed.ILLNESS: ("sygdom", "illness"),
    WhyClosed.MOVED: ("et andet sted den dag", "somewhere else that day"),
    # Not given, imported from a spreadsheet, or hidden from readers.
    None: ("grund ikke oplyst", "reason not stated"),
}
CAVEAT: Pair = (
    "Det siger noget om usikkerheden. Tallene er ikke ganget op.",
    "That says something about the uncertainty. The numbers are not scaled up.",
)


def caveat_notes(overview: Overview, language: str) -> tuple[str, ...]:
    """Return notes on provisional numbers, closed days, and what the codes caught."""
    known = known_caveats(overview)
    notes = provisional_notes(overview.report, language)
    if len(overview.caveats) > 1:
        return (*notes, *_notes_of_several(known, language))
    return (*notes, *notes_of_one(known[0], language)) if known else notes


def known_caveats(overview: Overview) -> list[Caveats]:
    return [caveats for caveats in overview.caveats if not caveats.says_nothing]


def notes_of_one(caveats: Caveats, language: str) -> tuple[str, ...]:
    notes = []
    if 0 < len(caveats.closed) <= LISTED:
        listed = ", ".join(
            date_name(date, language) + (f" ({say(language, WHY[why])})" if why else "")
            for date, why in caveats.closed
        )
        notes.append(say(language, (f"Lukket: {listed}.", f"Closed: {listed}.")))
    if caveats.caught:
        days, percent = number(caveats.caught.days, language), caveats.caught.percent
        one = caveats.caught.days == 1
        told = (
            f"På {days} {'dag' if one else 'dage'} skrev værten, hvor mange der var i huset. "
            f"Koderne havde fanget cirka {percent} procent af dem.",
            f"On {days} {'day' if one else 'days'} the host wrote how many people were in the "
            f"house. The codes had caught about {percent} per cent of them.",
        )
        notes.append(f"{say(language, told)} {say(language, CAVEAT)}")
    return tuple(notes)


def _notes_of_several(known: list[Caveats], language: str) -> tuple[str, ...]:
    notes = []
    closed = [(caveats.venue, len(caveats.closed)) for caveats in known if caveats.closed]
    if closed:
        listed = ", ".join(f"{venue} {_days(days, language)}" for venue, days in closed)
        notes.append(say(language, (f"Lukket: {listed}.", f"Closed: {listed}.")))
    shares = [(caveats.venue, caveats.caught) for caveats in known if caveats.caught]
    if shares:
        words = ("procent", "per cent")
        listed = ", ".join(
            f"{venue} {share.percent} {say(language, words)}" for venue, share in shares
        )
        lead = say(language, ("Koderne havde fanget cirka", "The codes had caught about"))
        notes.append(f"{lead}: {listed}. {asked_note(language)}")
    return tuple(notes)


def _days(days: int, language: str) -> str:
    words = ("dag", "day") if days == 1 else ("dage", "days")
    return f"{number(days, language)} {say(language, words)}"


def asked_note(language: str) -> str:
    asked = (
        "Procenten er fra dage, hvor værten skrev, hvor mange der var i huset.",
        "The percentages are from days when the host wrote how many people were in the house.",
    )
    return f"{say(language, asked)} {say(language, CAVEAT)}"
