"""The host's less frequent tasks: the last seven days, and correcting their numbers."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.days.corrections import TO_CHOOSE, CorrectionReason, TooFew
from app.domain.people.access import Act
from app.domain.visits.idempotency_key import new_key
from app.services.board import host_venues
from app.services.days import correction_undo, corrections, day_page
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
    """Add to a day's numbers or subtract from them, with a reason."""
    how_many, why = number("number"), request.form.get("why", "")
    what, sign = request.form.get("what", ""), -1 if request.form.get("do") == "minus" else 1
    when = date_of(date)
    if not how_many:
        return _page(venue_id, date, wrong="number"), 400
    if why not in TO_CHOOSE:
        return _page(venue_id, date, wrong="why"), 400
    about = _about(what)
    try:
        corrections.correct(
            db(),
            viewer(),
            venue_id,
            when,
            sign * how_many,
            CorrectionReason(why),
            key=key(),
            activity_id=about.get("activity"),
            role_id=about.get("role"),
            now=now(),
        )
    except TooFew as few:
        return _page(venue_id, date, wrong="few", left=few.left), 400
    flash(_("Rettet. Det står nedenfor, hvem der rettede og hvorfor."))
    return redirect(url_for("host.day", venue_id=venue_id, date=when), 303)


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


def _page(venue_id: int, date: str, *, wrong: str = "", left: int = 0) -> str:
    return render_template(
        "host/day.html",
        page=day_page.day(db(), viewer(), venue_id, date_of(date), now=now()),
        reasons=TO_CHOOSE,
        wrong=wrong,
        left=left,
        typed=typed_fields(),
        new_key=new_key,
    )
