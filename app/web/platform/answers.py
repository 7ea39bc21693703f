"""What the set-up pages answer with."""

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
    """The page of a form: with 400 where it could not be taken."""
    page = render_template(template, form=form, **shown)
    return (page, 400) if form.errors else page


def done(message: str, endpoint: str, **values: Any) -> Response:
    """Say what was done, on the page that shows it."""
    flash(message)
    return redirect(url_for(endpoint, **values), 303)


def refuse(field: Field, sentence: str) -> None:
    """Say at the field why a rule refuses it."""
    field.errors = [sentence]


def name_taken() -> str:
    """The sentence for a name that something else here has."""
    return str(_("Det navn er i brug her. Find et andet."))


def outside_day(weekday: int) -> str:
    """The sentence for times that the end of the day cuts."""
    return str(
        _(
            "%(weekday)s: tiderne går hen over det klokkeslæt, hvor dagen er slut. "
            "Ret tiderne, eller lad dagen slutte på et andet klokkeslæt.",
            weekday=weekdays.weekday_name(weekday).capitalize(),
        )
    )
