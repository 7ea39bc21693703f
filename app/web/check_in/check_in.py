"""The check-in page that a code leads to: one question with two equal answers."""

from __future__ import annotations

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from app.domain.visits.code_target import CodeTarget
from app.domain.visits.idempotency_key import is_key, new_key
from app.domain.visits.ticket import Answer, answer_mark
from app.services.check_in import check_in
from app.web.check_in import bp, ticket_cookie
from app.web.check_in.check_in_page import has_plain_address, same_page, venue_page
from app.web.platform.access import everybody
from app.web.platform.context import db, now, pace
from app.web.platform.late_tap import press_key, tapped

TAKING_PART, JUST_HERE = Answer.TAKING_PART.value, Answer.JUST_HERE.value
QUESTION = "check_in/check_in.html"


@bp.get("/c/<code>")
@bp.get("/C/<code>", endpoint="check_in_from_poster")
@bp.get("/c/<code>/", endpoint="check_in_typed")
@everybody
def check_in_page(code: str) -> Response:
    """Show the question, or redirect to this phone's visit here today. Counts nobody."""
    arrival = check_in.arrive(db(), code, ticket_cookie.ticket(), now=now())
    if arrival.visit:
        return redirect(url_for("check_in.my_visit_page", code=arrival.target.code), 303)
    if not has_plain_address():
        return make_response(_question(arrival.target))
    return same_page(QUESTION, arrival.target, key=new_key())


@bp.post("/c/<code>")
@everybody
def count_me(code: str) -> Response | tuple[str, int]:
    """Count the visit and redirect to it."""
    answer, key = request.form.get("svar"), request.form.get("key", "")
    if answer not in (TAKING_PART, JUST_HERE) or not is_key(key):
        target = check_in.arrive(db(), code, None, now=now()).target
        return _question(target, problem=True), 400
    target, ticket = check_in.check_in(
        db(),
        code,
        ticket_cookie.ticket(),
        key,
        taking_part=answer == TAKING_PART,
        press_key=press_key(),
        tapped=tapped(),
        pace=pace(),
        now=now(),
    )
    mark = answer_mark(ticket, answer)
    response = redirect(url_for("check_in.my_visit_page", code=target.code, svar=mark), 303)
    ticket_cookie.keep(response, ticket, target, Answer(answer))
    return response


def _question(target: CodeTarget, *, problem: bool = False) -> str:
    return venue_page(
        QUESTION,
        target,
        key=new_key(),
        problem=problem,
        undone="fortrudt" in request.args,
        gone="slut" in request.args,
    )
