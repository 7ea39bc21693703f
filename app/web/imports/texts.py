"""What the page about a file calls columns, questions and reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask_babel import gettext as _

from app.domain.imports.columns import ColumnKind
from app.domain.imports.dates import Order, WrittenDate, resolve
from app.domain.imports.overview import Fault, Refusal
from app.domain.imports.rows import SkipReason
from app.domain.imports.sheet_plan import ColumnPlan, SheetPlan
from app.web.platform.templating import short_date
from app.web.platform.upload import cpr_refused, too_large, unreadable

Kinds = Callable[[ColumnPlan], list[tuple[str, str]]]
VENUE = "\0"
"""Stands for the name of a venue, which each column has its own of."""


def kinds_of() -> Kinds:
    """What gives the choices of a column: values and texts. The texts are translated once."""
    texts = {
        ColumnKind.DATE: _("dato"),
        ColumnKind.TIME: _("tid"),
        ColumnKind.VENUE: _("sted"),
        ColumnKind.ACTIVITY: _("aktivitet"),
        ColumnKind.COUNT: _("antal besøg"),
        ColumnKind.ADDED: _("lagt sammen"),
        ColumnKind.OWN: _("antal besøg på %(venue)s", venue=VENUE),
        ColumnKind.NAME: _("navne (gemmes ikke)"),
        ColumnKind.UNUSED: _("bruges ikke"),
    }

    def of(column: ColumnPlan) -> list[tuple[str, str]]:
        name = (column.profile.group or column.profile.heading)[:40]
        return [
            (kind.value, text.replace(VENUE, name))
            for kind, text in texts.items()
            if name or kind is not ColumnKind.OWN
        ]

    return of


def heads_of(plan: SheetPlan) -> list[tuple[str, str]]:
    """The rows that the heading may be in. What they say is not repeated: it may be a name."""
    return [(str(row), str(row)) for row in range(1, plan.heads + 1)]


def order_text(dates: tuple[WrittenDate, ...], order: Order) -> str:
    """Dates spelled out in an order; a date that there is not is left out."""
    found = [resolve(date, order, None) for date in dates]
    return ", ".join(short_date(date) for date in found if isinstance(date, dt.date))


def refused_text(refusal: Refusal) -> str:
    """Explain why a file cannot be read, and what to do about it."""
    if refusal.place is not None:
        return cpr_refused(refusal.place, refusal.sheets)
    return too_large() if refusal.fault is Fault.LARGE else unreadable()


def reasons() -> dict[SkipReason, str]:
    """Why numbers are left out, and what to do about it."""
    return {
        SkipReason.NO_DATE: _("ingen dato, vi kan læse"),
        SkipReason.NO_YEAR: _("intet årstal: vælg det ved arket"),
        SkipReason.UNSURE_ORDER: _("dag eller måned først: vælg det ved arket"),
        SkipReason.NOT_A_NUMBER: _("ikke et tal"),
        SkipReason.NOT_WHOLE: _("ikke et helt tal"),
        SkipReason.FORMULA: _("en formel uden tal: ret den i regnearket, og gem filen igen"),
        SkipReason.NEGATIVE: _("et tal under nul: træk det selv fra dagens tal i filen"),
        SkipReason.RANGE: _("et spænd og ikke ét tal"),
        SkipReason.TOO_LARGE: _("for stort til at være besøg på en dag"),
        SkipReason.UNSURE_COMMA: _("tusinder eller decimaler: vælg det ved arket"),
        SkipReason.SUM: _("en sum af andre tal"),
        SkipReason.IN_TOTAL: _("er med i kolonnen med det samlede tal"),
        SkipReason.NOT_USED: _("kolonnen bruges ikke"),
        SkipReason.UNANSWERED: _("flere kolonner med tal: vælg ved arket, hvad de er"),
        SkipReason.HIDDEN: _("rækken er skjult i regnearket"),
        SkipReason.HIDDEN_COLUMN: _("kolonnen er skjult i regnearket"),
        SkipReason.ABOVE: _("står over eller i overskrifterne"),
        SkipReason.SHEET_OFF: _("arket er ikke taget med"),
        SkipReason.NO_LAYOUT: _("vi kan ikke se, hvor datoerne står: vælg en kolonne"),
        SkipReason.PER_MONTH: _(
            "et tal for en hel måned. Her tælles dag for dag: find tallet for hver dag"
        ),
        SkipReason.PER_WEEK: _(
            "et tal for en hel uge. Her tælles dag for dag: find tallet for hver dag"
        ),
        SkipReason.PER_DAYS: _(
            "et tal for flere dage. Her tælles dag for dag: find tallet for hver dag"
        ),
        SkipReason.PER_QUARTER: _(
            "et tal for et helt kvartal. Her tælles dag for dag: find tallet for hver dag"
        ),
        SkipReason.PER_YEAR: _(
            "et tal for et helt år. Her tælles dag for dag: find tallet for hver dag"
        ),
        SkipReason.OTHER_DATES: _("har sine egne datoer: sæt de to tabeller på hvert sit ark"),
        SkipReason.NO_VENUE: _("intet sted er valgt"),
        SkipReason.VENUE_OFF: _("stedet er ikke taget med"),
        SkipReason.TWICE: _("dagen står også på et ark før"),
        SkipReason.TO_COME: _("er ikke slut endnu"),
        SkipReason.TOO_OLD: _("før år 2000"),
        SkipReason.COUNTED: _("er talt her i forvejen"),
    }
