"""The page that an invitation's link leads to."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.membership import AlreadyMember
from app.domain.people.passwords import EasyPassword
from app.services.people import invitations, sessions
from app.web.people import bp
from app.web.people.account import begin, too_easy
from app.web.people.account_forms import WelcomeForm
from app.web.platform.access import everybody
from app.web.platform.context import db, now, signed_in


@bp.route("/velkommen/<token>", methods=["GET", "POST"])
@everybody
def welcome(token: str) -> str | Response | tuple[str, int]:
    """Make an account with a password of one's own, or join with the one that is signed in."""
    invitation = invitations.invitation(db(), token, now=now())
    form = None if signed_in() else WelcomeForm()
    if form is not None and form.accepts():
        try:
            person_id = invitations.accept_as_new(
                db(),
                token,
                name=form.name.data or "",
                email=form.email.data or "",
                password=form.password.data or "",
                now=now(),
            )
        except invitations.EmailTaken:
            form.email.errors = [
                _("Den e-mail har en adgang i forvejen. Log ind først, og åbn så linket igen.")
            ]
        except EasyPassword:
            form.password.errors = [too_easy()]
        else:
            begin(sessions.begin_session(db(), person_id, now=now()))
            flash(_("Velkommen. Du har adgang nu."))
            return redirect(url_for("people.start"), 303)
    page = render_template("people/welcome.html", invitation=invitation, form=form, token=token)
    return (page, 400) if form and form.errors else page


@bp.post("/velkommen/<token>/med")
@everybody
def join(token: str) -> Response:
    """Join with the account that is signed in."""
    me = signed_in()
    if me is None:
        return redirect(url_for("people.welcome", token=token), 303)
    if me.must_change_password:
        return redirect(url_for("people.choose_password"), 303)
    try:
        invitations.accept(db(), me, token, now=now())
    except AlreadyMember:
        flash(_("Du har adgang i forvejen. Linket kan bruges af en anden."))
    else:
        flash(_("Velkommen. Du har adgang nu."))
    return redirect(url_for("people.start"), 303)
