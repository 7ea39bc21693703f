"""Today: one very large number, and a minus and a plus for those without a phone."""

from __future__ import annotations

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.access import Act
from app.domain.check_in import DayClosed, is_key, new_key
from app.services import head_count
from app.services import today as service
from app.web.access import needs
from app.web.context import db, now, viewer
from app.web.host import bp
from app.web.language import language
from app.web.taps import by_script, tapped


@bp.get("/i-dag")
@needs(Act.COUNT_TODAY)
def today() -> str | Response:
    """Lead to the venue of last time, or to the only one; otherwise ask once."""
    venue_id = service.last_venue(db(), viewer())
    venues = service.my_venues(db(), viewer())
    if venue_id is None and len(venues) == 1:
        venue_id = venues[0].id
    if venue_id is not None:
        return redirect(url_for("host.board", venue_id=venue_id), 303)
    return render_template("host/choose.html", venues=venues)


@bp.get("/i-dag/vaelg")
@needs(Act.COUNT_TODAY)
def choose() -> str:
    """Choose another venue."""
    return render_template("host/choose.html", venues=service.my_venues(db(), viewer()))


@bp.post("/i-dag/vaelg")
@needs(Act.COUNT_TODAY)
def remember() -> Response:
    """Remember the venue, and go there."""
    venue_id = request.form.get("venue", 0, type=int)
    service.choose_venue(db(), viewer(), venue_id)
    return redirect(url_for("host.board", venue_id=venue_id), 303)


@bp.get("/i-dag/<int:venue_id>")
@needs(Act.COUNT_TODAY)
def board(venue_id: int) -> str:
    """The whole page."""
    return render_template("host/today.html", **_shown(venue_id))


@bp.get("/i-dag/<int:venue_id>/tal")
@needs(Act.COUNT_TODAY)
def numbers(venue_id: int) -> Response:
    """The board alone, for the open page that asks every few seconds."""
    version = service.board_version(db(), viewer(), venue_id, now=now())
    tag = f"{version}-{language()}"
    if tag in request.if_none_match:
        response = make_response("", 304)
    else:
        response = make_response(render_template("host/_board.html", **_shown(venue_id)))
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.post("/i-dag/<int:venue_id>")
@needs(Act.COUNT_TODAY)
def count(venue_id: int) -> Response:
    """One more or one fewer, of the whole house or of an activity or role."""
    key = request.form.get("key", "")
    about = {"activity_id": _chosen("activity"), "role_id": _chosen("role")}
    if is_key(key):
        _count(venue_id, key, about)
    return redirect(url_for("host.board", venue_id=venue_id), 303)


@bp.post("/i-dag/<int:venue_id>/venter")
@needs(Act.COUNT_TODAY)
def settle_held(venue_id: int) -> Response:
    """Count those who came above the day's cap, or leave them out."""
    confirmed = request.form.get("do") == "count"
    head_count.settle_held(db(), viewer(), venue_id, confirmed=confirmed, now=now())
    return redirect(url_for("host.board", venue_id=venue_id), 303)


def _chosen(name: str) -> int | None:
    """The id in a field; None where it is empty or not there. Anything else is a broken form."""
    value = request.form.get(name, "")
    if value and not (value.isascii() and value.isdecimal()):
        abort(400)
    return int(value) if value else None


def _count(venue_id: int, key: str, about: dict[str, int | None]) -> None:
    found, moment, late = True, now(), tapped()
    try:
        if request.form.get("do") == "plus":
            head_count.add_one(db(), viewer(), venue_id, key=key, tapped=late, now=moment, **about)
        else:
            found = head_count.take_one_back(
                db(), viewer(), venue_id, key=key, tapped=late, now=moment, **about
            )
    except DayClosed:
        if late or by_script():
            abort(409)
        flash(_("Dagen er lige slut. Tæl videre på den nye dag."))
    # The open board shows the number itself; a message would wait there for the next page.
    if not found and not by_script():
        flash(_("Her er ingen at trække fra."))


def _shown(venue_id: int) -> dict[str, object]:
    moment = now()
    return {
        "board": service.board(db(), viewer(), venue_id, now=moment),
        "new_key": new_key,
        "moment": moment,
        "several": len(service.my_venues(db(), viewer())) > 1,
    }
