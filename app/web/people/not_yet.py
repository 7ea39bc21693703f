"""What a request gets whose sender must sign in first, or must add a second factor."""

from __future__ import annotations

from flask import make_response, redirect, request, url_for
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from app.web.people import bp
from app.web.people.account import sign_in_keeping
from app.web.people.kept_form import form_to_keep
from app.web.people.second_factor import set_up_keeping
from app.web.platform.context import signed_in
from app.web.platform.login import to_sign_in


def not_yet() -> Response:
    """Lead to the sign-in, or to setting up a second factor, and from there to what was asked for.

    A form is kept in the page of either.
    """
    kept = form_to_keep()
    if signed_in() is None:
        return sign_in_keeping(kept) if kept else to_sign_in()
    if kept:
        return make_response(set_up_keeping(kept), 401)
    back_to = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("people.two_steps", videre=back_to), 303)


@bp.record_once
def _answer_with_it(made: BlueprintSetupState) -> None:
    made.app.login_manager.unauthorized_handler(not_yet)  # type: ignore[attr-defined]
