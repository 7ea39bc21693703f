"""The request that an open board makes every few seconds for its numbers.

It has to be cheap, because hundreds of boards may be open. If nothing has changed, the answer is
304 after one indexed query, which also checks access. Otherwise the rendered board is cached and
shared between the pages that show it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps

from flask import current_app, make_response, render_template, request
from werkzeug.wrappers import Response

from app.domain.people.access import Duty
from app.services.board import board_poll, todays_board
from app.web.host import bp
from app.web.host.counting_access import counting, on_phone, who
from app.web.platform import device_cookie
from app.web.platform.board_cache import CachedBoard
from app.web.platform.context import config, db, now, state
from app.web.platform.language import chosen, language, speak_to
from app.web.platform.sessions import leave_alone


def cheaply(view: Callable[[int], Response]) -> Callable[[int], Response]:
    """Answer without running the view if the board has not changed or its HTML is cached.

    Everything uncertain is left to the view, with the ordinary access checks.
    """

    @wraps(view)
    def asked(venue_id: int) -> Response:
        seen, _dash, _language = next(iter(request.if_none_match), "").rpartition("-")
        token, moment = request.cookies.get(current_app.config["SESSION_COOKIE_NAME"]), now()
        found = seen and board_poll.sight(
            db(), venue_id, seen, signed_in=token, phone=device_cookie.token(), now=moment
        )
        if not found or _lacks_second_factor(found):
            return view(venue_id)
        speak_to(found.language)
        tag = _tag(found.version)
        if tag in request.if_none_match:
            leave_alone()
            return _tagged(make_response("", 304), tag)
        drawn = state().boards.find(_key(found.version, found.duty), now=moment)
        if drawn is None:
            return view(venue_id)
        leave_alone()
        return _shows(drawn, tag)

    return asked


def _lacks_second_factor(found: board_poll.Sight) -> bool:
    is_coordinator = found.duty is Duty.COORDINATOR
    return config().second_factor and is_coordinator and not found.has_second_factor


@bp.get("/i-dag/<int:venue_id>/tal")
@cheaply
@counting
def numbers(venue_id: int) -> Response:
    """Return the board's HTML alone, for an open page."""
    moment = now()
    board = todays_board.board(db(), who(), venue_id, now=moment)
    html = render_template("host/_board.html", board=board, on_phone=on_phone())
    drawn = CachedBoard(html, board.date, board.ends_at)
    key = _key(board.tag, who().duties[board.partnership_id])
    state().boards.keep(key, drawn, now=moment)
    return _shows(drawn, _tag(board.tag))


def _key(version: str, duty: Duty) -> Hashable:
    # The language chosen in the address is repeated by every link on the board.
    return version, duty, language(), chosen()


def _tag(version: str) -> str:
    return f"{version}-{language()}"


def _shows(drawn: CachedBoard, tag: str) -> Response:
    return _tagged(
        make_response(render_template("host/_day_clock.html", day=drawn) + drawn.html), tag
    )


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    return response
