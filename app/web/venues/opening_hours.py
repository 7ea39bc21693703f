"""The opening hours of a venue."""

from __future__ import annotations

from flask_babel import gettext as _

from app.domain.people.access import Act
from app.domain.venues import defaults
from app.domain.venues.set_up import OutsideDay
from app.services.venues import opening_hours, venue_set_up
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, outside_day, refuse
from app.web.platform.context import db, now, viewer
from app.web.venues import bp
from app.web.venues.typed_times import as_typed
from app.web.venues.venue_forms import HoursForm


@bp.route("/steder/<int:venue_id>/aabningstider", methods=["GET", "POST"])
@needs(Act.SET_UP)
def hours(venue_id: int) -> Answer:
    """Set the opening hours, from today on. A new venue starts with a suggestion."""
    shown = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    suggested = shown.is_new and not shown.hours
    known = defaults.hours_of(shown.kind) if suggested else shown.hours
    form = HoursForm(data={"hours": as_typed(known)})
    if form.accepts():
        try:
            opening_hours.set_hours(db(), viewer(), venue_id, form.hours.week.spans, now=now())
        except OutsideDay as error:
            refuse(form.hours, outside_day(error.weekday))
        else:
            return done(_("Åbningstiderne gælder fra i dag."), "venues.venue", venue_id=venue_id)
    return form_page("venues/venue_hours.html", form, venue=shown, suggested=suggested)
