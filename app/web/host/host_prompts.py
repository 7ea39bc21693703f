"""Posts from the board about attendance, and about how long the host's pages are in use."""

from __future__ import annotations

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.board.host_workload import HostPage
from app.domain.visits.refusals import DayClosed
from app.services.board import attendance_estimate, host_venues, host_workload
from app.web.host import bp
from app.web.host.counting_access import counting, who
from app.web.host.posted import number
from app.web.platform.context import db, now


@bp.post("/i-dag/<int:venue_id>/hoveder")
@counting
def check_attendance(venue_id: int) -> Response:
    """Save the host's estimate of how many people are here now, or that they skipped it."""
    host_venues.today_at(db(), who(), venue_id, now=now())
    said = number("said") if request.form.get("do") != "skip" else None
    if said is None and request.form.get("do") != "skip":
        flash(_("Skriv et tal, som 15. Eller vælg »Ikke i dag«."))
    else:
        try:
            attendance_estimate.answer(db(), who(), venue_id, said, now=now())
        except DayClosed:
            flash(_("Dagen er lige slut. Tæl videre på den nye dag."))
        else:
            flash(_("Tak.") if said is not None else _("Helt i orden."))
    return redirect(url_for("host.board", venue_id=venue_id), 303)


@bp.post("/i-dag/<int:venue_id>/tid")
@counting
def tell_time(venue_id: int) -> Response:
    """Add the seconds a page was in use, per venue and day. Nothing identifies the host."""
    part, seconds = request.form.get("part", ""), number("seconds")
    host_venues.today_at(db(), who(), venue_id, now=now())
    if part not in set(HostPage) or not seconds:
        return make_response("", 400)
    host_workload.add(db(), who(), venue_id, HostPage(part), seconds, now=now())
    return make_response("", 204)
