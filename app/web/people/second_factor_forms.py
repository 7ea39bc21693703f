"""Forms with a code of a second factor."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from app.web.platform.fields import plain_text
from app.web.platform.forms import Form


def _code_field(label: Any, description: Any = "") -> StringField:
    return StringField(
        label,
        [
            InputRequired(_l("Skriv en kode")),
            Length(max=40, message=_l("Koden er for lang")),
            plain_text,
        ],
        description=description,
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        },
    )


class SecondStepForm(Form):
    """The code that somebody gives after their password."""

    app_code = _code_field(
        _l("Kode"),
        _l("Seks cifre fra din app. Har du den ikke, så skriv en af dine nødkoder."),
    )

    def ask_for_recovery_code(self) -> None:
        """Ask somebody who has no app, but a passkey, for the only code that they have."""
        self.app_code.label.text = _("Nødkode")
        self.app_code.description = _(
            "Har du ikke din adgangsnøgle her, så skriv en af dine nødkoder."
        )


class OwnCodeForm(SecondStepForm):
    """A code that changes the second factor of somebody who is signed in."""


class SwitchOnForm(Form):
    """The first code of an app, with the key that it was given on the page."""

    secret = HiddenField()
    app_code = _code_field(_l("Kode fra appen"))
