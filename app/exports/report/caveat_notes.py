"""The caveats of a report as sentences."""

from __future__ import annotations

from app.domain.base.marked import N_
from app.domain.days.day_state import WhyClosed
from app.domain.reports.caveats import Caveats
from app.domain.reports.overview import Overview
from app.exports.report.provisional import provisional_notes
from app.exports.words import number
from app.translator import Translator, date_name

LISTED = 12
"""Maximum number of closed days to list by date; a table has the number for each reason."""
WHY: dict[WhyClosed | None, str] = {
    WhyClosed.HOLIDAY: N_("helligdag eller ferie"),
    WhyClosed.ILLNESS: N_("sygdom"),
    WhyClosed.MOVED: N_("et andet sted den dag"),
    # Not given, imported from a spreadsheet, or hidden from readers.
    None: N_("grund ikke oplyst"),
}
CAVEAT = N_("Det siger noget om usikkerheden. Tallene er ikke ganget op.")


def reason(why: WhyClosed | None, _: Translator) -> str:
    if why is WhyClosed.HOLIDAY:
        return _.pgettext("file", "helligdag eller ferie")
    return _(WHY[why])


def caveat_notes(overview: Overview, _: Translator) -> tuple[str, ...]:
    """Return notes on provisional numbers, closed days, and what the codes caught."""
    known = known_caveats(overview)
    notes = provisional_notes(overview.report, _)
    if len(overview.caveats) > 1:
        return (*notes, *_notes_of_several(known, _))
    return (*notes, *notes_of_one(known[0], _)) if known else notes


def known_caveats(overview: Overview) -> list[Caveats]:
    return [caveats for caveats in overview.caveats if not caveats.says_nothing]


def notes_of_one(caveats: Caveats, _: Translator) -> tuple[str, ...]:
    notes = []
    if 0 < len(caveats.closed) <= LISTED:
        listed = ", ".join(
            date_name(date, _) + (f" ({reason(why, _)})" if why else "")
            for date, why in caveats.closed
        )
        notes.append(_("Lukket: %(listed)s.", listed=listed))
    if caveats.caught:
        caught = caveats.caught
        days = number(caught.days, _)
        told = _.ngettext(
            "På %(days)s dag skrev værten, hvor mange der var i huset. "
            "Koderne havde fanget cirka %(percent)s procent af dem.",
            "På %(days)s dage skrev værten, hvor mange der var i huset. "
            "Koderne havde fanget cirka %(percent)s procent af dem.",
            caught.days,
            days=days,
            percent=caught.percent,
        )
        notes.append(f"{told} {_(CAVEAT)}")
    return tuple(notes)


def _notes_of_several(known: list[Caveats], _: Translator) -> tuple[str, ...]:
    notes = []
    closed = [(caveats.venue, len(caveats.closed)) for caveats in known if caveats.closed]
    if closed:
        listed = ", ".join(f"{venue} {_days(days, _)}" for venue, days in closed)
        notes.append(_("Lukket: %(listed)s.", listed=listed))
    shares = [(caveats.venue, caveats.caught) for caveats in known if caveats.caught]
    if shares:
        listed = ", ".join(
            _("%(place)s %(percent)s procent", place=venue, percent=share.percent)
            for venue, share in shares
        )
        lead = _("Koderne havde fanget cirka: %(listed)s.", listed=listed)
        notes.append(f"{lead} {asked_note(_)}")
    return tuple(notes)


def _days(days: int, _: Translator) -> str:
    told = number(days, _)
    return _.ngettext("%(n)s dag", "%(n)s dage", days, n=told)


def asked_note(_: Translator) -> str:
    asked = _("Procenten er fra dage, hvor værten skrev, hvor mange der var i huset.")
    return f"{asked} {_(CAVEAT)}"
