"""The host's less frequent tasks: the last seven days, and correcting their numbers."""

from __future__ import annotations

import datetime as dt

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.days.corrections import TO_CHOOSE, CorrectionReason, TooFew, WouldLower
from app.domain.days.day_state import DayState, SomebodyCame
from app.domain.people.access import Act
from app.domain.visits.idempotency_key import new_key
from app.services.board import host_venues
from app.services.days import correction_undo, corrections, day_page, day_state
from app.web.host import bp
from app.web.host.posted import date_of, key, number, typed_fields
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer
from app.web.platform.ids import whole

Answer = str | Response | tuple[str, int]


@bp.get("/i-dag/<int:venue_id>/mere")
@needs(Act.RUN_TODAY)
def more(venue_id: int) -> str:
    """List the host's other pages."""
    return render_template(
        "host/more.html",
        week=day_page.week(db(), viewer(), venue_id, now=now()),
        several=len(host_venues.my_venues(db(), viewer())) > 1,
    )


@bp.get("/i-dag/<int:venue_id>/dage")
@needs(Act.RUN_TODAY)
def days(venue_id: int) -> str:
    """List today and the last seven days."""
    return render_template(
        "host/days.html", week=day_page.week(db(), viewer(), venue_id, now=now())
    )


@bp.get("/i-dag/<int:venue_id>/dage/<date>")
@needs(Act.RUN_TODAY)
def day(venue_id: int, date: str) -> str:
    """Show one day, with its corrections."""
    return _page(venue_id, date)


@bp.post("/i-dag/<int:venue_id>/dage/<date>/ret")
@needs(Act.RUN_TODAY)
def correct(venue_id: int, date: str) -> Answer:
    """Set a day's number to what was typed. Lowering it needs a confirmation first."""
    total, why = number("total"), request.form.get("why", "")
    when, about = date_of(date), _about(request.form.get("what", ""))
    if total is None:
        return _page(venue_id, date, wrong="number"), 400
    if why not in TO_CHOOSE:
        return _page(venue_id, date, wrong="why"), 400
    try:
        step = corrections.set_number(
            db(),
            viewer(),
            venue_id,
            when,
            total,
            CorrectionReason(why),
            key=key(),
            seen=number("seen"),
            activity_id=about.get("activity"),
            role_id=about.get("role"),
            now=now(),
        )
    except WouldLower as lower:
        return _page(venue_id, date, lower=(total, lower.counted))
    except TooFew as few:
        return _page(venue_id, date, wrong="few", left=few.left), 400
    if step == 0 == total and not about:
        _say_zero(venue_id, when)
    elif step == 0:
        flash(_("Der var allerede talt %(n)s. Intet er ændret.", n=total))
    else:
        flash(_("Rettet. Det står nedenfor, hvem der rettede og hvorfor."))
    return redirect(url_for("host.day", venue_id=venue_id, date=when), 303)


def _say_zero(venue_id: int, date: dt.date) -> None:
    """Mark a day as zero: a typed 0 is counted, where nothing was."""
    try:
        day_state.say_of(db(), viewer(), venue_id, date, DayState.ZERO, why=None, now=now())
    except SomebodyCame:
        flash(_("Der er talt nogen den dag. Så er dagen talt."))


@bp.post("/i-dag/<int:venue_id>/dage/<date>/ret/<int:correction_id>/fortryd")
@needs(Act.RUN_TODAY)
def undo_correction(venue_id: int, date: str, correction_id: int) -> Response:
    """Undo a correction by making the opposite one. Both stay on the list."""
    when = date_of(date)
    try:
        correction_undo.undo(db(), viewer(), venue_id, when, correction_id, key=key(), now=now())
    except correction_undo.CannotUndo:
        flash(_("Det kan ikke fortrydes mere. Tallet er rettet igen siden."))
    else:
        flash(_("Fortrudt. Begge rettelser bliver stående på listen."))
    return redirect(url_for("host.day", venue_id=venue_id, date=when), 303)


def _about(what: str) -> dict[str, int]:
    """Parse what to correct: `activity-7`, `role-3`, or anything else for the day's visits."""
    name, _dash, number_ = what.partition("-")
    try:
        return {name: whole(number_)} if name in ("activity", "role") else {}
    except ValueError:
        return {}


def _page(
    venue_id: int,
    date: str,
    *,
    wrong: str = "",
    left: int = 0,
    lower: tuple[int, int] | None = None,
) -> str:
    page = day_page.day(db(), viewer(), venue_id, date_of(date), now=now())
    usual = CorrectionReason.MISCOUNTED if page.day.visits else CorrectionReason.FORGOTTEN
    return render_template(
        "host/day.html",
        page=page,
        reasons=TO_CHOOSE,
        usual=usual,
        wrong=wrong,
        left=left,
        lower=lower,
        typed=typed_fields(),
        new_key=new_key,
    )
