"""The opening hours of a venue, today and from a later date."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.days.closed_days import AlreadyOver, TooFarAhead
from app.domain.people.access import Act
from app.domain.venues import defaults
from app.domain.venues.set_up import OutsideDay
from app.services.venues import opening_hours, venue_set_up
from app.services.venues.venue_set_up import VenueSetUp
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, outside_day, refuse
from app.web.platform.context import db, now, viewer
from app.web.platform.templating import short_date
from app.web.platform.weekdays import weekly
from app.web.venues import bp
from app.web.venues.closed_days import posted_date
from app.web.venues.typed_times import openings_as_typed
from app.web.venues.venue_forms import HoursForm


@bp.route("/steder/<int:venue_id>/aabningstider", methods=["GET", "POST"])
@needs(Act.SET_UP)
def hours(venue_id: int) -> Answer:
    """Set the opening hours, from today or a later date. A new venue starts with a suggestion."""
    shown = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    suggested = shown.is_new and not shown.hours
    known = defaults.hours_of(shown.kind) if suggested else shown.hours
    form = HoursForm(data={"hours": openings_as_typed(known), "valid_from": shown.today})
    if not shown.has_hours:
        del form.valid_from
    if form.accepts() and _sets(form, venue_id):
        return done(_said(form, shown), "venues.venue", venue_id=venue_id)
    return form_page(
        "venues/venue_hours.html", form, venue=shown, suggested=suggested, weekly=weekly
    )


@bp.post("/steder/<int:venue_id>/aabningstider/fortryd")
@needs(Act.SET_UP)
def take_back_hours(venue_id: int) -> Response:
    """Take back hours that have not come into force."""
    opening_hours.take_back(db(), viewer(), venue_id, posted_date("first"), now=now())
    flash(_("Fortrudt. De nye tider kommer ikke til at gælde."))
    return redirect(url_for("venues.hours", venue_id=venue_id), 303)


def explain_date(form: HoursForm, refused: Exception) -> None:
    """Say what is wrong with the date or the times."""
    match refused:
        case OutsideDay(weekday=weekday):
            refuse(form.hours, outside_day(weekday))
        case AlreadyOver():
            refuse(
                form.valid_from,
                _("Vælg i dag eller en senere dag. Dage, der er gået, ændres ikke."),
            )
        case TooFarAhead():
            refuse(form.valid_from, _("Vælg en dag, der ligger inden for et år"))


def _sets(form: HoursForm, venue_id: int) -> bool:
    typed = form.hours.openings.spans
    since = form.valid_from.data if form.valid_from else None
    try:
        opening_hours.set_hours(db(), viewer(), venue_id, typed, valid_from=since, now=now())
    except (OutsideDay, AlreadyOver, TooFarAhead) as refused:
        explain_date(form, refused)
    return not form.errors


def _said(form: HoursForm, shown: VenueSetUp) -> str:
    since = form.valid_from.data if form.valid_from else None
    if since is None or since == shown.today:
        return str(_("Åbningstiderne gælder fra i dag."))
    return str(_("Åbningstiderne gælder fra %(date)s.", date=short_date(since)))
