"""The partnership's settings and its organisations."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext as _

from app.domain.logbook.logbook import LogbookPer
from app.domain.people.access import Act
from app.domain.venues.kinds import OrganisationKind
from app.domain.venues.set_up import NameTaken
from app.services.venues import organisations, partnerships
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, name_taken, refuse
from app.web.platform.context import db, viewer
from app.web.platform.labels import organisation_kind
from app.web.platform.search import LONG, typed
from app.web.venues import bp
from app.web.venues.partnership_forms import OrganisationForm, PartnershipForm


@bp.get("/partnerskab/<int:partnership_id>")
@needs(Act.SET_UP)
def partnership(partnership_id: int) -> str:
    """Show what the partnership's venues share. A long list of roles can be searched."""
    shown = partnerships.partnership(db(), viewer(), partnership_id)
    is_long = len(shown.roles) + len(shown.archived_roles) > LONG
    word = typed() if is_long else ""
    return render_template(
        "venues/partnership.html",
        partnership=shown,
        roles=[role for role in shown.roles if role.matches(word)],
        archived_roles=[role for role in shown.archived_roles if role.matches(word)],
        is_long=is_long,
        typed=word,
        organisation_kind=organisation_kind,
    )


@bp.route("/partnerskab/<int:partnership_id>/ret", methods=["GET", "POST"])
@needs(Act.SET_UP)
def edit_partnership(partnership_id: int) -> Answer:
    """Edit the name, the small-number threshold, and the logbook's period."""
    shown = partnerships.partnership(db(), viewer(), partnership_id)
    form = PartnershipForm(
        data={
            "name": shown.name,
            "small_number": shown.small_number,
            "logbook_per": shown.logbook_per.value,
        }
    )
    if form.accepts():
        partnerships.change_partnership(
            db(),
            viewer(),
            partnership_id,
            name=form.name.data or "",
            small_number=form.small_number.data,
            logbook_per=LogbookPer(form.logbook_per.data),
        )
        return done(_("Det er gemt."), "venues.partnership", partnership_id=partnership_id)
    return form_page("venues/partnership_edit.html", form, partnership=shown)


@bp.route("/partnerskab/<int:partnership_id>/organisationer/ny", methods=["GET", "POST"])
@needs(Act.SET_UP)
def new_organisation(partnership_id: int) -> Answer:
    shown = partnerships.partnership(db(), viewer(), partnership_id)
    form = OrganisationForm()
    if form.accepts():
        try:
            organisations.add_organisation(
                db(),
                viewer(),
                partnership_id,
                name=form.name.data or "",
                kind=OrganisationKind(form.kind.data),
            )
        except NameTaken:
            refuse(form.name, name_taken())
        else:
            return done(
                _("Organisationen er med nu."),
                "venues.partnership",
                partnership_id=partnership_id,
            )
    return form_page("venues/organisation_new.html", form, partnership=shown)


@bp.route("/organisationer/<int:organisation_id>", methods=["GET", "POST"])
@needs(Act.SET_UP)
def edit_organisation(organisation_id: int) -> Answer:
    shown = organisations.organisation(db(), viewer(), organisation_id)
    form = OrganisationForm(data={"name": shown.name, "kind": shown.kind.value})
    if form.accepts():
        try:
            organisations.change_organisation(
                db(),
                viewer(),
                organisation_id,
                name=form.name.data or "",
                kind=OrganisationKind(form.kind.data),
            )
        except NameTaken:
            refuse(form.name, name_taken())
        else:
            return done(
                _("Det er gemt."),
                "venues.partnership",
                partnership_id=shown.partnership_id,
            )
    return form_page("venues/organisation_edit.html", form, organisation=shown)
