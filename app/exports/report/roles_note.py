"""The sentence on why roles are not told, or only some of them."""

from __future__ import annotations

import datetime as dt

from app.domain.base.marked import N_
from app.domain.base.months import Month, Quarter
from app.domain.reports.period import Period
from app.domain.reports.report import Report
from app.domain.reports.roles_shown import RolesShown
from app.exports.words import period_name
from app.translator import Translator, date_name

NOTES: dict[RolesShown, str] = {
    RolesShown.FEW_VISITS: N_("For få besøg til at vise roller."),
    RolesShown.TOO_CLOSE: N_(
        "Rollerne vises ikke her: sammen med de andre tal ville de kunne pege på nogen."
    ),
    RolesShown.BEFORE_SETTLING: N_("Rollerne fra dengang blev ikke gjort op, så de vises ikke."),
    RolesShown.PARTLY: N_(
        "Rollerne er kun vist fra en del af perioden eller stederne. Derfor står der mindst."
    ),
}


def roles_note(
    roles: RolesShown, settles_on: dt.date | None, last: Month, _: Translator
) -> str | None:
    """Return the sentence, or None if all roles are told.

    `settles_on` is the date on which those that are missing are settled, None if that is over or
    never comes. `last` is the last month of the period.
    """
    if roles is RolesShown.ALL:
        return None
    on = date_name(settles_on, _) if settles_on else ""
    if roles is RolesShown.WAITING:
        return _("Roller gøres op den %(on)s.", on=on)
    if roles is RolesShown.LONGER:
        see = period_name(longer_than(last), _)
        if on:
            return _(
                "Roller gøres op for hele kvartalet den %(on)s. Se %(period)s.", on=on, period=see
            )
        return _("Roller gøres op for hele kvartalet. Se %(period)s.", period=see)
    note = _(NOTES[roles])
    if roles is RolesShown.PARTLY and on:
        rest = _("Resten gøres op den %(on)s.", on=on)
        return f"{note} {rest}"
    return note


def longer_than(last: Month) -> Period:
    """Return the quarter in which the roles of a month are told."""
    return Period.quarter(Quarter.of(last.first))


def note_of(report: Report, _: Translator) -> str | None:
    """Return the sentence on roles that a report doesn't tell, or None if it tells all."""
    return roles_note(report.roles_shown, report.settles_on, report.period.end, _)
