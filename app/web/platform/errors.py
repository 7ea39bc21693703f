"""Error pages. They say what happened and what to do about it."""

from __future__ import annotations

from flask import Flask, current_app, jsonify, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response

from app.db import StorageFull, StorageUnavailable
from app.domain.base.refusals import NotNow
from app.domain.days.set_aside import CannotClose
from app.domain.people.access import NotFound
from app.services.people.password_hash import TooManyAtOnce
from app.web.platform.context import signed_in
from app.web.platform.language import is_nowhere
from app.web.platform.sessions import leave_alone
from app.web.platform.typed_again import typed_again

AT_HOME = "people/missing.html"
FOR_PROGRAMS = "/api/"
AT_A_DESK = ("people", "venues", "reports", "reader", "logbook", "imports", "host")


def register_errors(app: Flask) -> None:
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(StorageUnavailable, unavailable)
    app.register_error_handler(NotNow, not_now)
    app.register_error_handler(TooManyAtOnce, too_many_at_once)
    app.register_error_handler(HTTPException, http_error)


def not_found(_error: NotFound) -> Response:
    """Answer 404, both for what does not exist and for what the viewer may not see."""
    return _page(_missing(), 404)


def unavailable(error: StorageUnavailable) -> Response:
    """Answer 503, or 507 if the disk is full. Nothing that was acknowledged is lost.

    A form of the staff pages is shown again with what was typed, to be resent.
    """
    leave_alone()  # Looking up the viewer and their language would query the database.
    current_app.logger.error("Storage unavailable in %s: %s", request.endpoint, error)
    status = 507 if isinstance(error, StorageFull) else 503
    response = _try_again(status, "full" if status == 507 else "busy")
    if status == 503:
        response.headers["Retry-After"] = "30"
    return response


def not_now(error: NotNow) -> Response:
    """Answer 503. A form of the staff pages is shown again with the reason, to be resent."""
    current_app.logger.warning("Refused in %s: %s", request.endpoint, type(error).__name__)
    response = _try_again(503, "stuck" if isinstance(error, CannotClose) else "clock")
    response.headers["Retry-After"] = "300"
    return response


def _try_again(status: int, why: str) -> Response:
    is_at_a_desk = request.method == "POST" and request.blueprint in AT_A_DESK
    typed = typed_again() if is_at_a_desk else None
    if typed:
        page = render_template("people/send_again.html", typed=typed, why=why)
        return make_response(page, status)
    return _page(f"errors/{status}.html", status)


def too_many_at_once(_error: TooManyAtOnce) -> Response:
    """Answer 503 while too many other passwords are being checked. Nothing has changed."""
    response = _page("errors/503.html", 503)
    response.headers["Retry-After"] = "5"
    return response


def http_error(error: HTTPException) -> Response:
    """Answer any other HTTP error with a plain page and the error's own status."""
    if error.code is None or error.code < 400:
        return error.get_response()
    response = _page(_template(error.code), error.code)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _template(status: int) -> str:
    if status == 413 and request.blueprint in AT_A_DESK:
        return "people/too_much.html"
    if status >= 500:
        return "errors/500.html"
    return _missing() if status == 404 else "errors/4xx.html"


def _missing() -> str:
    is_public = request.blueprint in ("check_in", "devices") or request.path.startswith("/static")
    return "errors/404.html" if is_public or signed_in() is None else AT_HOME


def _page(template: str, status: int) -> Response:
    if request.path.startswith(FOR_PROGRAMS):
        return make_response(jsonify({"error": f"{HTTP_STATUS_CODES[status]}."}), status)
    if status == 404:
        is_nowhere(url_for("people.start") if template == AT_HOME else "")
    return make_response(render_template(template), status)
