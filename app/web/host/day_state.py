"""A day without visits: one tap says that nobody came, or that the house is closed."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.access import Act
from app.domain.check_in import DayClosed
from app.domain.counting import DayState
from app.services import day_state
from app.web.access import needs
from app.web.context import db, now, viewer
from app.web.host import bp


@bp.post("/i-dag/<int:venue_id>/dagen")
@needs(Act.COUNT_TODAY)
def say_of_today(venue_id: int) -> Response:
    """Keep what the host says of today."""
    said = request.form.get("state", "")
    state = DayState(said) if said in day_state.TO_SAY else None
    try:
        day_state.say(db(), viewer(), venue_id, state, now=now())
    except day_state.SomebodyCame:
        flash(_("Der er talt nogen i dag. Så er dagen talt."))
    except DayClosed:
        flash(_("Dagen er lige slut. Tæl videre på den nye dag."))
    return redirect(url_for("host.board", venue_id=venue_id), 303)
