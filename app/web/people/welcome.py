"""The pages behind an invitation's link."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.membership import AlreadyMember
from app.domain.people.passwords import EasyPassword
from app.services.people import invitations
from app.services.people.password_hash import TooManyAtOnce
from app.web.people import bp
from app.web.people.account import busy, too_easy
from app.web.people.account_forms import SignInForm, WelcomeForm
from app.web.platform.access import everybody, lacks_second_factor
from app.web.platform.answers import refuse
from app.web.platform.context import db, now, signed_in
from app.web.platform.language import language


@bp.route("/velkommen/<token>", methods=["GET", "POST"])
@everybody
def welcome(token: str) -> str | Response | tuple[str, int]:
    """Show the invitation: to join if signed in, otherwise to enter name, e-mail and password.

    The response does not reveal whether the e-mail already has an account.
    """
    invitation = invitations.invitation(db(), token, signed_in(), now=now())
    again = url_for("people.welcome", token=token, sprog=None)
    form = None if signed_in() else WelcomeForm()
    if form is not None and invitation.is_claimed:
        return redirect(url_for("people.sign_in", videre=again), 303)
    if form is not None and form.accepts():
        try:
            invitations.claim(
                db(),
                token,
                name=form.name.data or "",
                email=form.email.data or "",
                password=form.password.data or "",
                now=now(),
                language=language(),
            )
        except EasyPassword:
            refuse(form.password, too_easy())
        except TooManyAtOnce:
            refuse(form.password, busy())
        else:
            return render_template(
                "people/sign_in.html", form=SignInForm(), onward=again, invited=True
            )
    page = render_template("people/welcome.html", invitation=invitation, form=form, token=token)
    return (page, 400) if form and form.errors else page


@bp.post("/velkommen/<token>/med")
@everybody
def join(token: str) -> Response:
    """Accept the invitation with the account that is signed in."""
    me = signed_in()
    if me is None:
        return redirect(url_for("people.welcome", token=token), 303)
    if me.must_change_password:
        return redirect(url_for("people.choose_password"), 303)
    if lacks_second_factor(me):
        again = url_for("people.welcome", token=token, sprog=None)
        return redirect(url_for("people.two_steps", videre=again), 303)
    try:
        invitations.accept(db(), me, token, now=now())
    except AlreadyMember:
        flash(_("Du har adgang i forvejen."))
    else:
        flash(_("Velkommen. Du har adgang nu."))
    return redirect(url_for("people.start"), 303)
