"""Today's board: the day's total, with buttons to count people who did not use a phone."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act
from app.domain.visits.held import HeldReason
from app.domain.visits.idempotency_key import is_key, new_key
from app.domain.visits.refusals import DayClosed
from app.services.board import adjustments, held_visits, host_venues, shift_changes, todays_board
from app.web.host import bp
from app.web.host.counting_access import counting, on_phone, who
from app.web.host.posted import chosen
from app.web.host.shift_cookie import keep_shift, last_shift
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer
from app.web.platform.ids import carried, whole
from app.web.platform.late_tap import by_script, tapped


@bp.get("/i-dag")
@counting
def today() -> str | Response:
    """Redirect to the venue used last, or the only one; otherwise let the host choose."""
    venue_id = host_venues.last_venue(db(), who())
    venues = host_venues.my_venues(db(), who())
    if venue_id is None and len(venues) == 1:
        venue_id = venues[0].id
    if venue_id is not None:
        return redirect(url_for("host.board", venue_id=venue_id), 303)
    return render_template("host/choose.html", venues=venues)


@bp.get("/i-dag/vaelg")
@needs(Act.COUNT_TODAY)
def choose() -> str:
    return render_template("host/choose.html", venues=host_venues.my_venues(db(), viewer()))


@bp.post("/i-dag/vaelg")
@needs(Act.COUNT_TODAY)
def remember() -> Response:
    """Store the chosen venue and redirect to its board."""
    venue_id = request.form.get("venue", 0, type=whole)
    host_venues.choose_venue(db(), viewer(), venue_id)
    return redirect(url_for("host.board", venue_id=venue_id), 303)


@bp.get("/i-dag/<int:venue_id>")
@counting
def board(venue_id: int) -> str:
    """Show the board.

    After a typed number, `noegle`, `lagt` and `trukket` in the query give the page an undo button.
    """
    moment = now()
    shown = todays_board.board(db(), who(), venue_id, now=moment)
    last = last_shift(venue_id, shown.date)
    key = request.args.get("noegle", "")
    added, taken = (
        request.args.get(name, type=whole) if is_key(key) else None for name in ("lagt", "trukket")
    )
    return render_template(
        "host/board.html",
        board=shown,
        new_key=new_key,
        on_phone=on_phone(),
        moment=moment,
        since=shift_changes.changes_since(db(), who(), venue_id, last, now=moment)
        if last
        else None,
        added=added,
        taken=taken,
        taken_in={
            "activity": request.args.get("aktivitet", type=whole),
            "role": request.args.get("rolle", type=whole),
        },
        undo_key=key,
    )


@bp.post("/i-dag/<int:venue_id>")
@counting
def count(venue_id: int) -> Response:
    """Add or subtract one visit, for the venue or for an activity or role."""
    key = request.form.get("key", "")
    about = {"activity_id": chosen("activity"), "role_id": chosen("role")}
    if is_key(key):
        _count(venue_id, key, about)
    response = redirect(url_for("host.board", venue_id=venue_id), 303)
    return keep_shift(response, venue_id, host_venues.today_at(db(), who(), venue_id, now=now()))


@bp.post("/i-dag/<int:venue_id>/venter")
@counting
def settle_held(venue_id: int) -> Response:
    """Confirm or drop a batch of held visits.

    A form without a batch changes nothing, and redirects to the board, which lists the batches.
    """
    number, why = carried("batch"), request.form.get("why", "")
    if why not in set(HeldReason):
        number, why = 0, HeldReason.DAY  # No batch has this number.
    held_visits.settle_batch(
        db(),
        who(),
        venue_id,
        number,
        HeldReason(why),
        confirmed=request.form.get("do") == "count",
        now=now(),
    )
    return redirect(url_for("host.board", venue_id=venue_id), 303)


def _count(venue_id: int, key: str, about: dict[str, int | None]) -> None:
    found, moment, late = True, now(), tapped()
    try:
        if request.form.get("do") == "plus":
            adjustments.add_one(db(), who(), venue_id, key=key, tapped=late, now=moment, **about)
        else:
            found = adjustments.take_one_back(
                db(), who(), venue_id, key=key, tapped=late, now=moment, **about
            )
    except DayClosed:
        if late or by_script():
            abort(409)
        flash(_("Dagen er lige slut. Tæl videre på den nye dag."))
    # The open board updates its own numbers; a message would only show up on the next page.
    if not found and not by_script():
        flash(_("Her er ingen at trække fra."))
