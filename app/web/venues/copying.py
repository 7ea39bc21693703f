"""Copying a venue."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.people.access import Act
from app.domain.venues.set_up import NameTaken
from app.services.venues import copying, venue_set_up
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, name_taken, refuse
from app.web.platform.context import db, now, viewer
from app.web.platform.fields import NamingForm, name_field
from app.web.venues import bp


class CopyForm(NamingForm):
    named = "name"

    name = name_field(_l("Kopiens navn"), _l("Skriv, hvad stedet hedder"), 80)


@bp.route("/steder/<int:venue_id>/kopi", methods=["GET", "POST"])
@needs(Act.SET_UP)
def copy_venue(venue_id: int) -> Answer:
    """Copy everything that is set up at a venue to a new one."""
    shown = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    form = CopyForm()
    if form.settles():
        try:
            copy = copying.copy_venue(db(), viewer(), venue_id, form.name.data or "", now=now())
        except NameTaken:
            refuse(form.name, name_taken())
        else:
            return done(
                _("Kopien er lavet og har fået sine egne koder."), "venues.venue", venue_id=copy
            )
    return form_page("venues/venue_copy.html", form, venue=shown)
