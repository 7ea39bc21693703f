"""Several venues at once: their hours, closed days and roles. What will change is shown first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.domain.days.closed_days import AlreadyOver, TooFarAhead, WrongWayRound
from app.domain.days.day_state import SomebodyCame, WhyClosed
from app.domain.people.access import Act
from app.domain.venues.set_up import OutsideDay
from app.services.days import closed_days
from app.services.venues import offered_roles, opening_hours
from app.services.venues.several_venues import SeveralVenues, VenueNow, several_venues
from app.web.platform.access import needs
from app.web.platform.answers import Answer, form_page
from app.web.platform.changed_meanwhile import stamp
from app.web.platform.context import db, now, viewer
from app.web.platform.ids import whole
from app.web.platform.language import language
from app.web.platform.templating import days, short_date
from app.web.platform.weekdays import weekly
from app.web.venues import bp
from app.web.venues.closed_days import explain_days, posted_date, span_of
from app.web.venues.opening_hours import explain_date
from app.web.venues.several_forms import (
    SEEN,
    SeveralClosedDaysForm,
    SeveralHoursForm,
    SeveralRolesForm,
    VenuesField,
)

Says = Callable[[VenueNow], str]
"""Returns what will change at a venue, or an empty text."""


@bp.get("/partnerskab/<int:partnership_id>/flere", endpoint="several")
@needs(Act.SET_UP)
def choose_what(partnership_id: int) -> str:
    """Choose what to change at several venues."""
    shown = several_venues(db(), viewer(), partnership_id, now=now())
    return render_template("venues/several.html", shown=shown)


@bp.route("/partnerskab/<int:partnership_id>/flere/aabningstider", methods=["GET", "POST"])
@needs(Act.SET_UP)
def several_hours(partnership_id: int) -> Answer:
    shown = several_venues(db(), viewer(), partnership_id, now=now())
    today = max((venue.today for venue in shown.venues), default=None)
    form = SeveralHoursForm(shown, data={"valid_from": today})
    if form.accepts():
        typed, since = form.hours.openings.spans, form.valid_from.data
        preview = _preview(shown, form.venues, _about_hours(form))
        if not preview.is_confirmed:
            return preview.page(is_lasting=_is_lasting(form, shown))
        try:
            ids = form.venues.ids
            opening_hours.set_hours_of_several(
                db(), viewer(), ids, typed, valid_from=since, now=now()
            )
        except (OutsideDay, AlreadyOver, TooFarAhead) as refused:
            explain_date(form, refused)
        else:
            return _done("venues.several", partnership_id, preview.changed)
    return form_page("venues/several_hours.html", form, shown=shown)


@bp.route("/partnerskab/<int:partnership_id>/flere/lukkedage", methods=["GET", "POST"])
@needs(Act.SET_UP)
def several_closed_days(partnership_id: int) -> Answer:
    """Close several venues for the same days; what they share is listed and can be undone."""
    shown = several_venues(db(), viewer(), partnership_id, now=now())
    form = SeveralClosedDaysForm(shown)
    span = span_of(form) if form.accepts() else None
    if span is not None and not form.errors:
        preview = _preview(shown, form.venues, _about_closing(*span))
        if not preview.is_confirmed:
            return preview.page()
        why = WhyClosed(form.why.data) if form.why.data else None
        try:
            closed_days.close_several(db(), viewer(), form.venues.ids, *span, why, now=now())
        except (AlreadyOver, SomebodyCame, WrongWayRound, TooFarAhead) as refused:
            explain_days(form, refused)
        else:
            return _done("venues.several_closed_days", partnership_id, preview.changed)
    return form_page("venues/several_closed_days.html", form, shown=shown)


@bp.post("/partnerskab/<int:partnership_id>/flere/lukkedage/fortryd")
@needs(Act.SET_UP)
def open_several_again(partnership_id: int) -> Response:
    """Undo the closing of some days at several venues."""
    several_venues(db(), viewer(), partnership_id, now=now())
    ids = request.form.getlist("venues", type=whole)
    first, last = posted_date("first"), posted_date("last")
    closed_days.open_several_again(db(), viewer(), ids, first, last, now=now())
    flash(_("Fortrudt. Her er åbent som ellers."))
    return redirect(url_for("venues.several_closed_days", partnership_id=partnership_id), 303)


@bp.route("/partnerskab/<int:partnership_id>/flere/roller", methods=["GET", "POST"])
@needs(Act.SET_UP)
def several_roles(partnership_id: int) -> Answer:
    shown = several_venues(db(), viewer(), partnership_id, now=now())
    form = SeveralRolesForm(shown)
    if form.accepts():
        chosen = frozenset(form.roles.data or ())
        preview = _preview(shown, form.venues, _about_roles(shown, chosen))
        if not preview.is_confirmed:
            return preview.page()
        ids = form.venues.ids
        offered_roles.offer_roles_at_several(db(), viewer(), ids, chosen, now=now())
        return _done("venues.several", partnership_id, preview.changed)
    return form_page("venues/several_roles.html", form, shown=shown)


@dataclass(frozen=True)
class _Preview:
    """What will change at each venue, nothing being an empty text; and what the form sent."""

    shown: SeveralVenues
    rows: list[tuple[str, str]]
    sent: list[tuple[str, str]]

    @property
    def stamp(self) -> str:
        return stamp({"rows": self.rows, "sent": self.sent})

    @property
    def is_confirmed(self) -> bool:
        """Whether exactly this was seen and confirmed.

        It is shown again if the form sends something else, or a venue has something else by now.
        """
        return request.form.get(SEEN) == self.stamp

    @property
    def changed(self) -> int:
        """How many venues will change."""
        return sum(bool(words) for _name, words in self.rows)

    def page(self, *, is_lasting: bool = False) -> str:
        """Show what will change; the page sends the same form again.

        `is_lasting` is whether the change cannot be undone here.
        """
        return render_template("venues/several_preview.html", preview=self, lasting=is_lasting)


def _preview(shown: SeveralVenues, field: VenuesField, says: Says) -> _Preview:
    return _Preview(
        shown,
        [(venue.name, says(venue)) for venue in field.chosen(shown)],
        [pair for pair in request.form.items(multi=True) if pair[0] != SEEN],
    )


def _is_lasting(form: SeveralHoursForm, shown: SeveralVenues) -> bool:
    """Whether the new hours apply from today at one of the venues: earlier ones are replaced."""
    since = form.valid_from.data
    return any(
        not venue.has_hours or since is None or since <= venue.today
        for venue in form.venues.chosen(shown)
    )


def _done(endpoint: str, partnership_id: int, number: int) -> Response:
    flash(ngettext("Ændret på %(num)s sted.", "Ændret på %(num)s steder.", number))
    return redirect(url_for(endpoint, partnership_id=partnership_id), 303)


def _about_hours(form: SeveralHoursForm) -> Says:
    typed, since = form.hours.openings.spans, form.valid_from.data

    def says(venue: VenueNow) -> str:
        if not typed and not venue.has_hours:
            return ""
        date = since if since and venue.has_hours else venue.today
        return str(
            _(
                "Fra %(date)s: %(new)s. Nu: %(old)s.",
                date=short_date(date),
                new=weekly(typed) or _("Ingen faste tider"),
                old=weekly(venue.hours) or _("Ingen faste tider"),
            )
        )

    return says


def _about_closing(first: dt.date, last: dt.date) -> Says:
    def says(venue: VenueNow) -> str:
        number = (last - first).days + 1
        words = ngettext(
            "Lukket %(days)s: %(num)s dag.",
            "Lukket %(days)s: %(num)s dage.",
            number,
            days=days(first, last),
        )
        already = venue.closed_between(first, last)
        return f"{words} {_('Lukket i forvejen: %(n)s.', n=already)}" if already else words

    return says


def _about_roles(shown: SeveralVenues, chosen: frozenset[int]) -> Says:
    def says(venue: VenueNow) -> str:
        def named(ids: frozenset[int]) -> str:
            return ", ".join(role.label(language()) for role in shown.roles if role.id in ids)

        ours = frozenset(role.id for role in shown.roles)
        more, fewer = named(chosen - venue.role_ids), named((venue.role_ids & ours) - chosen)
        parts = (
            _("Nye: %(roles)s.", roles=more) if more else "",
            _("Væk: %(roles)s.", roles=fewer) if fewer else "",
        )
        return " ".join(filter(None, parts))

    return says
