"""Flask-Login, set up with our viewers as its users."""

from __future__ import annotations

from flask import Flask, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin
from werkzeug.wrappers import Response

from app.domain.people.access import Viewer
from app.services.people import accounts
from app.web.platform.context import db


class SignedIn(UserMixin):  # type: ignore[misc]
    """The viewer, as a user of Flask-Login."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.id = viewer.person_id


def register_sign_in(app: Flask) -> None:
    manager = LoginManager(app, add_context_processor=False)
    # Nobody is remembered beyond their session, and looking whether somebody is would read the
    # session for every response, also for those to visitors.
    app.after_request_funcs[None].remove(manager._update_remember_cookie)
    # Flask-Login would hash the address and the browser's name at every request and store the hash.
    # Our sessions are on the server instead, and nothing of either is read or stored.
    manager.session_protection = None
    manager._session_identifier_generator = lambda: None

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(person_id: str) -> SignedIn | None:
        session.note_use()  # type: ignore[attr-defined]
        viewer = accounts.viewer(db(), int(person_id))
        return SignedIn(viewer) if viewer else None


def to_sign_in() -> Response:
    """Redirect to the sign-in page, which leads on to the page that was asked for."""
    # Only a GET is returned to. For what was posted, see people/kept_form.py.
    back_to = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("people.sign_in", videre=back_to), 303)
