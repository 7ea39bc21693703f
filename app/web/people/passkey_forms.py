"""Forms about passkeys."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.web.platform.fields import name_field
from app.web.platform.forms import Form

LONGEST_ANSWER = 20_000
"""In characters; what browsers send has some hundreds."""


def _passkey_name() -> StringField:
    return name_field(
        _l("Navn"),
        _l("Skriv et navn"),
        40,
        description=_l("For eksempel »Min telefon«. Kun du ser det."),
    )


def _own_password() -> PasswordField:
    missing: Any = _l("Skriv din adgangskode")
    return PasswordField(
        _l("Din adgangskode"),
        [InputRequired(missing)],
        render_kw={"autocomplete": "current-password"},
    )


class PasskeyNameForm(Form):
    mark = HiddenField()
    name = _passkey_name()


class NewPasskeyForm(Form):
    """Begins a passkey, which takes the viewer's own password."""

    name = _passkey_name()
    password = _own_password()


class RemovePasskeyForm(Form):
    mark = HiddenField()
    password = _own_password()


class RenewCodesForm(Form):
    """Makes new recovery codes, which takes the viewer's own password."""

    password = _own_password()


class UsedPasskeyForm(Form):
    """What the browser has made or signed."""

    credential = HiddenField(validators=[InputRequired(), Length(max=LONGEST_ANSWER)])
