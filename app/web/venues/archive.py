"""Archive a venue, and restore it."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act
from app.domain.venues.set_up import NameTaken
from app.services.venues import venue_set_up, venues
from app.web.platform.access import needs
from app.web.platform.answers import done
from app.web.platform.context import db, now, viewer
from app.web.venues import bp


@bp.route("/steder/<int:venue_id>/arkiver", methods=["GET", "POST"])
@needs(Act.SET_UP)
def archive_venue(venue_id: int) -> str | Response:
    """Ask for confirmation, then archive the venue."""
    shown = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    if request.method == "GET":
        return render_template("venues/venue_archive.html", venue=shown)
    venues.archive_venue(db(), viewer(), venue_id, now=now())
    return done(_("Stedet er i arkivet. Alt, hvad I har talt, er gemt."), "venues.venues")


@bp.post("/steder/<int:venue_id>/hent-frem")
@needs(Act.SET_UP)
def restore_venue(venue_id: int) -> Response:
    """Restore a venue from the archive. Its codes work again."""
    try:
        venues.restore_venue(db(), viewer(), venue_id, now=now())
    except NameTaken:
        message = _("Et andet sted har samme navn nu. Giv et af dem et nyt navn først.")
    else:
        message = _("Stedet er hentet frem. Koderne virker igen.")
    return done(message, "venues.venue", venue_id=venue_id)
