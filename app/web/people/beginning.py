"""What signing in leads to: a new session, or the page that asks for a code first."""

from __future__ import annotations

from typing import TypeVar

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user
from werkzeug.wrappers import Response

from app.domain.people.access import NOBODY
from app.domain.people.passkeys import relying_party
from app.services.people import accounts, lost_factor, passkey_sign_in, second_step, signing_in
from app.web.people import kept_form, known_device
from app.web.people.own_address import own_address
from app.web.people.second_factor_forms import SecondStepForm
from app.web.platform.context import config, db, now
from app.web.platform.forms import Form
from app.web.platform.login import SignedIn
from app.web.platform.sessions import BRIEF, TWO_STEPS_THERE
from app.web.platform.templating import short_date

F = TypeVar("F", bound=Form)


def begin(
    token: str,
    onward: str,
    kept: kept_form.KeptForm | None = None,
    *,
    is_two_steps: bool = False,
    remembered: bool | None = None,
) -> Response:
    """Switch to the new session with this token, drop the old one, and redirect.

    Also sets the known-device cookie, so that other people's wrong passwords do not lock this
    browser out. A form that was kept for this person is shown instead, to be sent. `is_two_steps`
    is whether a provider outside has asked for both steps. Unless the person is to be `remembered`,
    the session's cookie goes when the browser is closed; without saying, it is as with the old
    session.
    """
    brief = session.get(BRIEF, False) if remembered is None else not remembered
    session.go_on_as(token)  # type: ignore[attr-defined]
    found = accounts.viewer(db(), int(session.get("_user_id", NOBODY)))
    if found is None:
        return redirect(onward, 303)
    login_user(SignedIn(found))
    if is_two_steps:
        session[TWO_STEPS_THERE] = True
    session[BRIEF] = brief
    if date := lost_factor.reset_lately(db(), found.person_id, now=now()):
        flash(
            _(
                "Dine to trin blev nulstillet %(date)s. Har du ikke bedt om det, så sig det til "
                "en koordinator, og skift din adgangskode.",
                date=short_date(date),
            )
        )
    known = signing_in.device_token(db(), found.person_id)
    if kept and kept.belongs_to(known):
        response: Response = make_response(kept_form.page(kept))
    else:
        response = redirect(onward, 303)
        if kept:
            flash(_("Det, der var skrevet, hørte til en anden. Det er ikke sendt."))
    known_device.keep(response, known)
    return response


def code_page(
    form: SecondStepForm,
    token: str,
    kept: kept_form.KeptForm | None,
    onward: str | None = None,
    *,
    problem: str | None = None,
) -> str:
    """Return the page that asks for the code of somebody who has taken the first step, or for one
    of their passkeys. Raises SecondStepOver.
    """
    site = relying_party(config().base_url)
    options = site and passkey_sign_in.options_for_second_step(db(), site, token, now=now())
    has_app = second_step.has_app(db(), token, now=now())
    if options and not has_app:
        form.ask_for_recovery_code()
    return render_template(
        "people/second_step.html",
        has_app=has_app,
        form=form,
        token=token,
        onward=onward or named(),
        kept=kept,
        options=options,
        problem=problem,
    )


def nothing_typed(form: F) -> F:
    """Return the form as it is before anybody types: what was posted belongs to another one."""
    form.process(None)
    return form


def named() -> str | None:
    """Return the page of ours that signing in is to lead to, if one is named."""
    return own_address(request.args.get("videre"))


def onward() -> str:
    """Return the page that signing in leads to."""
    return named() or url_for("people.start")
