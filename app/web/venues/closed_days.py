"""Closing a venue in advance, for a day or several, and undoing it."""

from __future__ import annotations

import datetime as dt

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response
from wtforms import RadioField

from app.domain.days.closed_days import TO_CHOOSE, AlreadyOver, TooFarAhead, WrongWayRound
from app.domain.days.day_state import SomebodyCame, WhyClosed
from app.domain.people.access import Act
from app.services.days import closed_days
from app.web.platform.access import needs
from app.web.platform.answers import Answer, form_page, refuse
from app.web.platform.context import db, now, viewer
from app.web.platform.fields import DateField
from app.web.platform.forms import Form
from app.web.venues import bp

NO_REASON = ""


class ClosedDaysForm(Form):
    """The first and last day, inclusive; for a single day `last` is empty."""

    first = DateField(_l("Første dag"))
    last = DateField(
        _l("Sidste dag"), description=_l("Lad feltet stå tomt, hvis det kun er én dag.")
    )
    why = RadioField(_l("Hvorfor?"), default=WhyClosed.HOLIDAY.value)

    def __init__(self) -> None:
        super().__init__()
        words = {
            WhyClosed.HOLIDAY: _("Helligdag eller ferie"),
            WhyClosed.MOVED: _("Vi er et andet sted"),
        }
        self.why.choices = [
            *((why.value, words[why]) for why in TO_CHOOSE),
            (NO_REASON, _("Uden grund")),
        ]


@bp.route("/steder/<int:venue_id>/lukkedage", methods=["GET", "POST"], endpoint="closed_days")
@needs(Act.RUN_TODAY)
def edit_closed_days(venue_id: int) -> Answer:
    """List the closed days ahead and the holidays to decide about, and close more days."""
    shown = closed_days.closed_days(db(), viewer(), venue_id, now=now())
    form = ClosedDaysForm()
    if form.accepts():
        span = span_of(form)
        if span is not None and _closes(form, venue_id, *span):
            first, last = span
            flash(
                ngettext(
                    "Lukket: %(num)s dag. Du kan fortryde det her.",
                    "Lukket: %(num)s dage. Du kan fortryde det her.",
                    (last - first).days + 1,
                )
            )
            return _back(venue_id)
    return form_page("venues/closed_days.html", form, shown=shown)


@bp.post("/steder/<int:venue_id>/lukkedage/fortryd")
@needs(Act.RUN_TODAY)
def open_again(venue_id: int) -> Response:
    """Undo the closing of some days."""
    first, last = posted_date("first"), posted_date("last")
    closed_days.open_again(db(), viewer(), venue_id, first, last, now=now())
    flash(_("Fortrudt. Her er åbent som ellers."))
    return _back(venue_id)


def span_of(form: ClosedDaysForm) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day, or None, with an error, if there is no first day."""
    first: dt.date | None = form.first.data
    if first is None:
        refuse(form.first, _("Skriv den første dag"))
        return None
    return first, form.last.data or first


def explain_days(form: ClosedDaysForm, refused: Exception) -> None:
    """Say why the days cannot be closed."""
    match refused:
        case AlreadyOver():
            refuse(
                form.first,
                _("Vælg en dag fra i dag af. Dage, der er gået, retter en vært under I dag."),
            )
        case SomebodyCame():
            refuse(form.first, _("Der er talt nogen i dag. Begynd med i morgen."))
        case WrongWayRound():
            refuse(form.last, _("Den sidste dag ligger før den første"))
        case TooFarAhead():
            refuse(form.last, _("Vælg dage, der ligger inden for et år"))


def _closes(form: ClosedDaysForm, venue_id: int, first: dt.date, last: dt.date) -> bool:
    why = WhyClosed(form.why.data) if form.why.data else None
    try:
        closed_days.close(db(), viewer(), venue_id, first, last, why, now=now())
    except (AlreadyOver, SomebodyCame, WrongWayRound, TooFarAhead) as refused:
        explain_days(form, refused)
    return not form.errors


def _back(venue_id: int) -> Response:
    return redirect(url_for("venues.closed_days", venue_id=venue_id), 303)


def posted_date(name: str) -> dt.date:
    """Return the date that a button sends. Answers 400 if it is none."""
    try:
        return dt.date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        abort(400)
