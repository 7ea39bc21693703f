"""Venues: the list, a venue's page, and its forms."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.days.units import MONTH
from app.domain.people.access import Act
from app.domain.venues.kinds import VenueKind
from app.domain.venues.set_up import NameTaken, NightIsOver, OutsideDay
from app.services.venues import offered_roles, partnerships, venue_list, venue_set_up, venues
from app.services.venues.unit_length import UnitLength, set_unit_length
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, name_taken, outside_day, refuse
from app.web.platform.context import db, now, viewer
from app.web.platform.ids import whole
from app.web.platform.language import language
from app.web.platform.search import LONG, typed
from app.web.platform.templating import month_name
from app.web.platform.weekdays import ALL, weekday_name, weekly, when
from app.web.venues import bp
from app.web.venues.venue_forms import OfferedRolesForm, VenueForm


@bp.get("/steder", endpoint="venues")
@needs(Act.SET_UP)
def all_venues() -> str:
    """List the viewer's venues. A long list can be searched."""
    found = venue_list.venues(db(), viewer(), now=now())
    is_long = sum(len(each.venues) + len(each.archived) for each in found) > LONG
    word = typed() if is_long else ""
    return render_template(
        "venues/venues.html",
        partnerships=[each.named(word) for each in found],
        is_long=is_long,
        typed=word,
    )


@bp.get("/steder/<int:venue_id>")
@needs(Act.SET_UP)
def venue(venue_id: int) -> str:
    """Show everything about one venue. A long list of activities can be searched."""
    found = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    is_long = len(found.activities) + len(found.earlier) > LONG
    word = typed() if is_long else ""
    return render_template(
        "venues/venue.html",
        venue=found.meant(word) if word else found,
        roles_form=_roles_form(found),
        is_long=is_long,
        typed=word,
        unit_length_in_force=unit_length_in_force,
        weekdays=[(day, weekday_name(day)) for day in ALL],
        weekly=weekly,
        when=when,
    )


@bp.route("/partnerskab/<int:partnership_id>/steder/nyt", methods=["GET", "POST"])
@needs(Act.SET_UP)
def new_venue(partnership_id: int) -> Answer:
    partnership = partnerships.partnership(db(), viewer(), partnership_id)
    form = VenueForm(_choices(partnership))
    if form.settles():
        try:
            venue_id = venues.add_venue(
                db(),
                viewer(),
                partnership_id,
                _outline(form),
                form.hours.openings.spans,
                unit_length=form.unit_length.data,
                now=now(),
            )
        except NameTaken:
            refuse(form.name, name_taken())
        except OutsideDay as error:
            refuse(form.hours, outside_day(error.weekday))
        else:
            return done(
                _("Stedet er lavet og har fået sin kode. Begynd med åbningstiderne."),
                "venues.venue",
                venue_id=venue_id,
            )
    return form_page("venues/venue_new.html", form, partnership=partnership)


@bp.route("/steder/<int:venue_id>/ret", methods=["GET", "POST"])
@needs(Act.SET_UP)
def edit_venue(venue_id: int) -> Answer:
    """Edit a venue's name, kind, organisation, and the hour when its day ends."""
    shown = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    partnership = partnerships.partnership(db(), viewer(), shown.partnership_id)
    form = VenueForm(
        _choices(partnership),
        data={
            "name": shown.name,
            "kind": shown.kind.value,
            "organisation": shown.organisation_id or 0,
            "day_limit": shown.day_limit,
            "unit_length": shown.unit_length.coming or shown.unit_length.months,
        },
    )
    del form.hours
    if form.settles():
        try:
            venues.change_venue(db(), viewer(), venue_id, _outline(form), now=now())
            set_unit_length(db(), viewer(), venue_id, form.unit_length.data, now=now())
        except NameTaken:
            refuse(form.name, name_taken())
        except OutsideDay as error:
            refuse(form.day_limit, outside_day(error.weekday))
        except NightIsOver:
            refuse(
                form.day_limit,
                _("Natten er talt op. Ret det igen, når klokken har passeret det nye tidspunkt."),
            )
        else:
            return done(_("Det er gemt."), "venues.venue", venue_id=venue_id)
    return form_page(
        "venues/venue_edit.html",
        form,
        venue=shown,
        unit_length_in_force=unit_length_in_force,
    )


@bp.post("/steder/<int:venue_id>/roller")
@needs(Act.SET_UP)
def offer_roles(venue_id: int) -> Answer:
    """Choose which roles the venue offers, and go on to a new one if that was pressed."""
    shown = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    form = _roles_form(shown)
    form.accepts()
    if form.clashes:
        return form_page("venues/offered_roles.html", form, venue=shown)
    chosen = frozenset(request.form.getlist("role", type=whole))
    offered_roles.offer_roles(db(), viewer(), venue_id, chosen, now=now())
    if request.form.get("do") == "new":
        at = url_for("venues.new_role", partnership_id=shown.partnership_id, sted=venue_id)
        return redirect(at, 303)
    return done(_("Rollerne er valgt."), "venues.venue", venue_id=venue_id)


def unit_length_in_force(length: UnitLength) -> str:
    """Say how often the venue's roles are settled, and from when that changes."""
    words = (
        _("Roller gøres op hver måned.")
        if length.months == MONTH
        else _("Roller gøres op hvert kvartal.")
    )
    if length.changes_in is None:
        return words
    since = month_name(length.changes_in)
    later = (
        _("Fra %(month)s: hver måned.", month=since)
        if length.coming == MONTH
        else _("Fra %(month)s: hvert kvartal.", month=since)
    )
    return f"{words} {later}"


def _roles_form(shown: venue_set_up.VenueSetUp) -> OfferedRolesForm:
    return OfferedRolesForm(
        shown.id,
        [(each.role.id, each.role.label(language())) for each in shown.roles],
        [each.role.id for each in shown.roles if each.offered],
    )


def _outline(form: VenueForm) -> venues.Outline:
    return venues.Outline(
        name=form.name.data or "",
        kind=VenueKind(form.kind.data),
        organisation_id=form.organisation.data or None,
        day_limit=form.day_limit.data,
    )


def _choices(partnership: partnerships.PartnershipDetails) -> list[tuple[int, str]]:
    return [(each.id, each.name) for each in partnership.organisations]
