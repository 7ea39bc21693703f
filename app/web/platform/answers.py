"""Responses and error messages shared by the set-up pages."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import Field

from app.web.platform import weekdays
from app.web.platform.forms import Form

Answer = str | Response | tuple[str, int]


def form_page(template: str, form: Form, **shown: Any) -> Answer:
    """Render the page of a form, with status 400 if the form has errors.

    The status is 409 if something else was saved since the form's page was made.
    """
    page = render_template(template, form=form, **shown)
    if form.clashes:
        return page, 409
    return (page, 400) if form.errors else page


def done(message: str, endpoint: str, **values: Any) -> Response:
    """Flash a message and redirect to the endpoint."""
    flash(message)
    return redirect(url_for(endpoint, **values), 303)


def refuse(field: Field, sentence: str) -> None:
    """Show the sentence as the field's only error."""
    field.errors = [sentence]


def name_taken() -> str:
    """Return the error message for a name that is already in use."""
    return str(_("Det navn er i brug her. Find et andet."))


def outside_day(weekday: int) -> str:
    """Return the error message for times that extend past the end of the service day."""
    return str(
        _(
            "%(weekday)s: tiderne går hen over det klokkeslæt, hvor dagen er slut. "
            "Ret tiderne, eller lad dagen slutte på et andet klokkeslæt.",
            weekday=weekdays.weekday_name(weekday).capitalize(),
        )
    )
