"""Today's activities: opening a new one, starting or ending one, and showing its code."""

from __future__ import annotations

import base64

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app.domain.people.access import Act
from app.domain.venues.set_up import NameTaken
from app.posters import qr
from app.services.board import todays_activities
from app.web.host import bp
from app.web.platform.access import needs
from app.web.platform.answers import refuse
from app.web.platform.context import config, db, now, viewer
from app.web.platform.fields import NamingForm, name_field

Answer = str | Response | tuple[str, int]


class NewForm(NamingForm):
    named = "name"

    name = name_field(
        _l("Hvad er det?"),
        _l("Skriv, hvad det er"),
        80,
        description=_l("Et par ord, som »Reparation af cykler«."),
        render_kw={"autofocus": True, "enterkeyhint": "go"},
    )


@bp.get("/i-dag/<int:venue_id>/aktiviteter")
@needs(Act.RUN_TODAY)
def activities(venue_id: int) -> str:
    """List the activities that are running today, and those that could be started."""
    return render_template(
        "host/activities.html",
        today=todays_activities.activities(db(), viewer(), venue_id, now=now()),
    )


@bp.route("/i-dag/<int:venue_id>/ny", methods=["GET", "POST"])
@needs(Act.RUN_TODAY)
def new_activity(venue_id: int) -> Answer:
    """Create an activity that starts now, and redirect to its code."""
    today = todays_activities.activities(db(), viewer(), venue_id, now=now())
    form = NewForm()
    if form.settles():
        try:
            opened = todays_activities.open_new(
                db(), viewer(), venue_id, form.name.data or "", now=now()
            )
        except NameTaken:
            refuse(form.name, _("Det er her allerede. Find det på listen over aktiviteter."))
        else:
            return redirect(url_for("host.activity", venue_id=venue_id, activity_id=opened), 303)
    page = render_template("host/activity_new.html", form=form, today=today)
    return (page, 400) if form.errors else page


@bp.get("/i-dag/<int:venue_id>/aktiviteter/<int:activity_id>")
@needs(Act.RUN_TODAY)
def activity(venue_id: int, activity_id: int) -> str:
    """Show an activity's code in large print, to be scanned from this screen."""
    shown = todays_activities.to_show(db(), viewer(), venue_id, activity_id, now=now())
    address = qr.address(config().base_url, shown.code)
    return render_template(
        "host/activity.html",
        shown=shown,
        address=qr.short_address(config().base_url),
        target=address,
        picture=base64.b64encode(qr.svg(address).encode()).decode(),
    )


@bp.post("/i-dag/<int:venue_id>/aktiviteter/<int:activity_id>/start")
@needs(Act.RUN_TODAY)
def start_activity(venue_id: int, activity_id: int) -> Response:
    """Start an activity for today, even outside its scheduled times."""
    name = todays_activities.say(db(), viewer(), venue_id, activity_id, runs=True, now=now())
    flash(_("%(name)s er i gang.", name=name))
    return redirect(url_for("host.activity", venue_id=venue_id, activity_id=activity_id), 303)


@bp.post("/i-dag/<int:venue_id>/aktiviteter/<int:activity_id>/slut")
@needs(Act.RUN_TODAY)
def end_activity(venue_id: int, activity_id: int) -> Response:
    name = todays_activities.say(db(), viewer(), venue_id, activity_id, runs=False, now=now())
    flash(_("%(name)s er slut for i dag. Du kan starte den igen.", name=name))
    return redirect(url_for("host.activities", venue_id=venue_id), 303)
