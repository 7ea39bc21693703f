"""The participant's own visit today: activities, roles, group size and undo."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from app.domain.visits.code_target import CodeTarget
from app.domain.visits.my_visit import GROUP_SIZES, MyVisit
from app.domain.visits.refusals import NoVisit
from app.domain.visits.ticket import Answer, answer_mark, has_begun, is_answer_mark
from app.services.check_in import check_in, my_choices, my_visit, stored_visit
from app.web.check_in import bp, ticket_cookie
from app.web.check_in.check_in import JUST_HERE, TAKING_PART
from app.web.check_in.check_in_page import (
    has_plain_address,
    page_of_choices,
    same_page,
    venue_page,
)
from app.web.check_in.kept_choices import has_only_choices
from app.web.platform.access import everybody
from app.web.platform.context import db, now, pace
from app.web.platform.ids import carried
from app.web.platform.late_tap import press_key, tapped

ANSWERS = (TAKING_PART, JUST_HERE)


@bp.get("/c/<code>/besoeg")
@everybody
def my_visit_page(code: str) -> str | Response:
    """Show this phone's visit, or redirect to the question if it has none.

    Without a visit, `glemt` says that the phone has forgotten it, and `svar` explains what to do
    if the phone refuses cookies.
    """
    arrival = check_in.arrive(db(), code, ticket_cookie.ticket(), now=now())
    if arrival.visit is None:
        if "glemt" in request.args:
            return venue_page("check_in/forgotten.html", arrival.target)
        if "svar" in request.args:
            return venue_page("check_in/no_cookie.html", arrival.target)
        return redirect(url_for("check_in.check_in_page", code=arrival.target.code), 303)
    return _thank_you(arrival.target, arrival.visit)


def _thank_you(target: CodeTarget, visit: MyVisit) -> str | Response:
    shown = {
        "visit": visit,
        # The phone remembers which answer it gave; the row of one that has chosen nothing doesn't.
        "takes_part": not visit.just_here or ticket_cookie.answer(target) is Answer.TAKING_PART,
        "answer": _answer(),
        "sizes": GROUP_SIZES,
    }
    marked = is_answer_mark(_answer() or "") and has_plain_address("svar")
    if (marked or has_plain_address()) and has_only_choices(visit, target):
        # Nearly everybody's, and the same for all of them but for the mark and the choices.
        if not shown["takes_part"]:
            return same_page("check_in/my_visit.html", target, of=marked, **shown)
        return page_of_choices("check_in/my_visit.html", target, of=marked, **shown)
    template = "check_in/held.html" if visit.held else "check_in/my_visit.html"
    return venue_page(template, target, **shown)


@bp.get("/c/<code>/gemt")
@everybody
def stored(code: str) -> str | Response:
    """Show the rows stored about this phone's visit, and when they will be deleted."""
    try:
        shown = stored_visit.stored(db(), code, ticket_cookie.ticket(), now=now())
    except NoVisit:
        return redirect(url_for("check_in.privacy"), 303)
    return venue_page("check_in/stored.html", shown.target, stored=shown)


@bp.post("/c/<code>/besoeg")
@everybody
def change_my_visit(code: str) -> Response:
    """Make the change that was tapped, and show the visit again."""
    late = tapped()
    try:
        # A late tap from an earlier day must not change today's visit.
        if late and not has_begun(ticket_cookie.ticket(), late.date):
            raise NoVisit
        for name, change in CHANGES.items():
            if name in request.form:
                return change(code, carried(name))
    except NoVisit:
        return redirect(url_for("check_in.check_in_page", code=code, slut=1), 303)
    except (my_visit.NotOffered, my_visit.SentBefore):
        pass  # No longer offered, or sent after a newer press; the new page shows what is stored.
    return _back(code)


def _join(code: str, activity_id: int) -> Response:
    my_choices.join(
        db(),
        code,
        ticket_cookie.ticket(),
        activity_id,
        first_answer=_first_answer(),
        press_key=press_key(),
        now=now(),
    )
    return _back(code)


def _leave(code: str, activity_id: int) -> Response:
    my_choices.leave(
        db(), code, ticket_cookie.ticket(), activity_id, press_key=press_key(), now=now()
    )
    return _back(code)


def _take_role(code: str, role_id: int) -> Response:
    my_choices.take_role(
        db(),
        code,
        ticket_cookie.ticket(),
        role_id,
        first_answer=_first_answer(),
        press_key=press_key(),
        now=now(),
    )
    return _back(code)


def _drop_role(code: str, role_id: int) -> Response:
    my_choices.drop_role(
        db(), code, ticket_cookie.ticket(), role_id, press_key=press_key(), now=now()
    )
    return _back(code)


def _set_size(code: str, size: int) -> Response:
    my_visit.set_size(
        db(), code, ticket_cookie.ticket(), size, press_key=press_key(), pace=pace(), now=now()
    )
    return _back(code)


def _wish_for_company(code: str, wish: int) -> Response:
    my_visit.wish_for_company(
        db(), code, ticket_cookie.ticket(), bool(wish), press_key=press_key(), now=now()
    )
    return _back(code)


def _raise_hand(code: str, raised: int) -> Response:
    my_visit.raise_hand(
        db(), code, ticket_cookie.ticket(), bool(raised), press_key=press_key(), now=now()
    )
    return _back(code)


def _step_in(code: str, _value: int) -> Response:
    # Only the phone knows as yet: the visit changes when an activity or role is chosen.
    to_visit = redirect(url_for("check_in.my_visit_page", code=code), 303)
    return _answered(code, Answer.TAKING_PART, to_visit)


def _step_back(code: str, _value: int) -> Response:
    my_visit.step_back(db(), code, ticket_cookie.ticket(), press_key=press_key(), now=now())
    to_visit = redirect(url_for("check_in.my_visit_page", code=code), 303)
    return _answered(code, Answer.JUST_HERE, to_visit)


def _undo(code: str, _value: int) -> Response:
    # Keep the ticket: the phone may have a visit at another venue today, which would be counted
    # again without it. A second undo is harmless.
    with contextlib.suppress(NoVisit):
        my_visit.undo(db(), code, ticket_cookie.ticket(), press_key=press_key(), now=now())
    return redirect(url_for("check_in.check_in_page", code=code, fortrudt=1), 303)


def _forget(code: str, _value: int) -> Response:
    response = redirect(url_for("check_in.my_visit_page", code=code, glemt=1), 303)
    ticket_cookie.forget(response)
    return response


ROWS = {
    **dict.fromkeys(("join", "leave"), "activity-{}"),
    **dict.fromkeys(("take", "drop"), "role-{}"),
    "size": "size",
    "company": "company",
    "idea": "idea",
}
"""The ids of the rows that are pressed, in templates/check_in/my_visit.html."""

CHANGES: dict[str, Callable[[str, int], Response]] = {
    "join": _join,
    "leave": _leave,
    "take": _take_role,
    "drop": _drop_role,
    "size": _set_size,
    "here": _step_in,
    "back": _step_back,
    "undo": _undo,
    "company": _wish_for_company,
    "idea": _raise_hand,
    "forget": _forget,
}


def _answer() -> str | None:
    """Return the mark of the answer in the address; in addresses from before, the answer itself."""
    answer = request.args.get("svar", "")
    return answer if answer in ANSWERS or is_answer_mark(answer) else None


def _first_answer() -> bool:
    """Whether the page follows *Jeg er her* on this phone."""
    answer = _answer()
    if answer is None or answer == TAKING_PART:
        return answer is not None
    return answer in [answer_mark(one, TAKING_PART) for one in ticket_cookie.without_answers()]


def _answered(code: str, answer: Answer, response: Response) -> Response:
    """Let the phone remember another answer."""
    arrival = check_in.arrive(db(), code, ticket_cookie.ticket(), now=now())
    ticket_cookie.keep_answer(response, arrival.target, answer)
    return response


def _back(code: str) -> Response:
    """Return to the row that was pressed, rather than to the top of the page."""
    rows = (row.format(carried(name)) for name, row in ROWS.items() if name in request.form)
    row = next(rows, None)
    return redirect(url_for("check_in.my_visit_page", code=code, svar=_answer(), _anchor=row), 303)
