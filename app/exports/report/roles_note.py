"""The sentence on why roles are not told, or only some of them."""

from __future__ import annotations

import datetime as dt

from app.domain.base.months import Month, Quarter
from app.domain.reports.period import Period
from app.domain.reports.report import Report
from app.domain.reports.roles_shown import RolesShown
from app.exports.words import Pair, date_name, period_name, say

NOTES: dict[RolesShown, Pair] = {
    RolesShown.FEW_VISITS: (
        "For få besøg til at vise roller.",
        "Too few visits to show roles.",
    ),
    RolesShown.TOO_CLOSE: (
        "Rollerne vises ikke her: sammen med de andre tal ville de kunne pege på nogen.",
        "Roles are not shown here: together with the other numbers they could point to somebody.",
    ),
    RolesShown.BEFORE_SETTLING: (
        "Rollerne fra dengang blev ikke gjort op, så de vises ikke.",
        "Roles from back then were not settled, so they are not shown.",
    ),
    RolesShown.PARTLY: (
        "Rollerne er kun vist fra en del af perioden eller stederne. Derfor står der mindst.",
        "Roles are shown from only a part of the period or the places, so they read at least.",
    ),
}


def roles_note(
    roles: RolesShown, settles_on: dt.date | None, last: Month, language: str
) -> str | None:
    """Return the sentence, or None if all roles are told.

    `settles_on` is the date on which those that are missing are settled, None if that is over or
    never comes. `last` is the last month of the period.
    """
    if roles is RolesShown.ALL:
        return None
    on = date_name(settles_on, language) if settles_on else ""
    if roles is RolesShown.WAITING:
        return say(language, (f"Roller gøres op den {on}.", f"Roles are settled on {on}."))
    if roles is RolesShown.LONGER:
        see = period_name(longer_than(last), language)
        danish, english = (f" den {on}", f" on {on}") if on else ("", "")
        return say(
            language,
            (
                f"Roller gøres op for hele kvartalet{danish}. Se {see}.",
                f"Roles are settled for the whole quarter{english}. See {see}.",
            ),
        )
    note = say(language, NOTES[roles])
    if roles is RolesShown.PARTLY and on:
        rest = (f"Resten gøres op den {on}.", f"The rest is settled on {on}.")
        return f"{note} {say(language, rest)}"
    return note


def longer_than(last: Month) -> Period:
    """Return the quarter in which the roles of a month are told."""
    return Period.quarter(Quarter.of(last.first))


def note_of(report: Report, language: str) -> str | None:
    """Return the sentence on roles that a report doesn't tell, or None if it tells all."""
    return roles_note(report.roles_shown, report.settles_on, report.period.end, language)
