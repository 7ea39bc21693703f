"""Marking a day without visits as zero (nobody came) or closed."""

from __future__ import annotations

import datetime as dt

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.days.day_state import TO_SAY, DayState, SomebodyCame, WhyClosed
from app.domain.people.access import Act
from app.domain.visits.refusals import DayClosed
from app.services.days import day_state
from app.web.host import bp
from app.web.host.counting_access import counting, who
from app.web.host.posted import date_of
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer


@bp.post("/i-dag/<int:venue_id>/dagen")
@counting
def say_of_today(venue_id: int) -> Response:
    """Mark today as zero or closed, or clear the mark."""
    state, why = _said()
    try:
        day_state.say(db(), who(), venue_id, state, why=why, now=now())
    except SomebodyCame:
        flash(_("Der er talt nogen i dag. Så er dagen talt."))
    except DayClosed:
        flash(_("Dagen er lige slut. Tæl videre på den nye dag."))
    return redirect(url_for("host.board", venue_id=venue_id), 303)


@bp.post("/i-dag/<int:venue_id>/dage/<date>/dagen")
@needs(Act.RUN_TODAY)
def say_of_day(venue_id: int, date: str) -> Response:
    """Mark one of the last seven days as zero or closed, or clear the mark."""
    state, why = _said()
    day: dt.date = date_of(date)
    try:
        day_state.say_of(db(), viewer(), venue_id, day, state, why=why, now=now())
    except SomebodyCame:
        flash(_("Der er talt nogen den dag. Så er dagen talt."))
    return redirect(url_for("host.day", venue_id=venue_id, date=day), 303)


def _said() -> tuple[DayState | None, WhyClosed | None]:
    """Parse the pressed button's value, such as `closed` or `closed-illness`."""
    said, _dash, why = request.form.get("state", "").partition("-")
    state = DayState(said) if said in TO_SAY else None
    return state, WhyClosed(why) if why in set(WhyClosed) else None
