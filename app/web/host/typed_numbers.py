"""Typed numbers: setting the day's total, counting a group, and undoing either."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.days.corrections import WouldLower
from app.domain.visits.idempotency_key import key_after, new_key
from app.domain.visits.refusals import DayClosed
from app.services.board import adjustments, host_venues, todays_board, typed_total
from app.web.host import bp
from app.web.host.counting_access import counting, who
from app.web.host.posted import chosen, key, number, typed_fields
from app.web.host.shift_cookie import keep_shift
from app.web.platform.context import db, now

Answer = str | Response | tuple[str, int]


@bp.get("/i-dag/<int:venue_id>/antal")
@counting
def type_number(venue_id: int) -> str:
    return _page(venue_id)


@bp.post("/i-dag/<int:venue_id>/antal")
@counting
def set_total(venue_id: int) -> Answer:
    """Set the day's total. Lowering it needs a confirmation first."""
    total, seen = number("total"), number("seen")
    if total is None:
        return _page(venue_id, wrong="total"), 400
    try:
        step = typed_total.set_total(db(), who(), venue_id, total, key=key(), seen=seen, now=now())
    except WouldLower as lower:
        return _page(venue_id, total=total, counted=lower.counted)
    except DayClosed:
        return _late(venue_id)
    if step < 0:
        flash(_("Nu er der talt %(n)s. Rettelsen kan ses under dagen.", n=total))
    return _back(venue_id, max(step, 0))


@bp.post("/i-dag/<int:venue_id>/gruppe")
@counting
def count_group(venue_id: int) -> Answer:
    """Count people who came together, or subtract several."""
    size = number("size")
    about = {"activity_id": chosen("activity"), "role_id": chosen("role")}
    if not size:
        return _page(venue_id, wrong="size"), 400
    try:
        if request.form.get("do") == "minus":
            taken = adjustments.take_back_several(
                db(), who(), venue_id, size, key=key(), now=now(), **about
            )
            if not taken:
                flash(_("Her er ingen at trække fra."))
            return _back(venue_id, -taken, **about)
        adjustments.add_group(db(), who(), venue_id, size, key=key(), now=now(), **about)
    except DayClosed:
        return _late(venue_id)
    return _back(venue_id, size)


@bp.post("/i-dag/<int:venue_id>/fortryd")
@counting
def undo_count(venue_id: int) -> Response:
    """Undo what a form added."""
    try:
        done = typed_total.undo(db(), who(), venue_id, key=key(), now=now())
    except DayClosed:
        return _late(venue_id)
    flash(_("Fortrudt.") if done else _("Det er allerede trukket fra."))
    return _back(venue_id, 0)


def _page(
    venue_id: int, *, wrong: str = "", total: int | None = None, counted: int | None = None
) -> str:
    return render_template(
        "host/typed_numbers.html",
        board=todays_board.board(db(), who(), venue_id, now=now()),
        wrong=wrong,
        typed=typed_fields(),
        total=total,
        counted=counted,
        key=new_key(),
        new_key=new_key,
    )


def _back(
    venue_id: int, step: int, *, activity_id: int | None = None, role_id: int | None = None
) -> Response:
    """Redirect to the board, with a button that undoes the step.

    A form that added is undone by its own key. One that subtracted is undone by adding the same
    number under a key derived from the form's, so that it is undone once even if sent twice.
    """
    board = partial(url_for, "host.board", venue_id=venue_id)
    if step > 0:
        address = board(lagt=step, noegle=request.form["key"])
    elif step < 0:
        undo = key_after(request.form["key"])
        address = board(trukket=-step, noegle=undo, aktivitet=activity_id, rolle=role_id)
    else:
        address = board()
    response = redirect(address, 303)
    return keep_shift(response, venue_id, host_venues.today_at(db(), who(), venue_id, now=now()))


def _late(venue_id: int) -> Response:
    flash(_("Dagen er lige slut. Tæl videre på den nye dag."))
    return redirect(url_for("host.board", venue_id=venue_id), 303)
