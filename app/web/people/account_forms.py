"""Forms for signing in, accepting an invitation and changing a password."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.domain.people.passwords import LONGEST, SHORTEST
from app.web.platform.fields import email_field, name_field, plain_text
from app.web.platform.forms import Form

LONG_ENOUGH = Length(
    min=SHORTEST, max=LONGEST, message=_l("Brug mindst 12 tegn. Tre tilfældige ord er fint.")
)


def new_password_field(label: Any, missing: Any, description: Any) -> PasswordField:
    """A password that somebody chooses. Whether it is easy to guess is for the service to say."""
    return PasswordField(
        label,
        [InputRequired(missing), LONG_ENOUGH],
        description=description,
        render_kw={"autocomplete": "new-password"},
    )


class SignInForm(Form):
    email = StringField(
        _l("E-mail"),
        [
            InputRequired(_l("Skriv din e-mail")),
            Length(max=254, message=_l("E-mailen er for lang")),
            plain_text,
        ],
        render_kw={"autocomplete": "username", "type": "email"},
    )
    password = PasswordField(
        _l("Adgangskode"),
        [InputRequired(_l("Skriv din adgangskode"))],
        render_kw={"autocomplete": "current-password"},
    )
    remember = BooleanField(
        _l("Husk mig på denne enhed"),
        description=_l("I 30 dage efter sidste brug. Ellers kun, til browseren bliver lukket."),
    )


class ForgottenForm(Form):
    """Asks for a new password by mail."""

    email = email_field(_l("Din e-mail"))


class InvitedForm(Form):
    """Asks somebody who was invited who they are."""

    name = name_field(_l("Dit navn"), _l("Skriv dit navn"), 80, render_kw={"autocomplete": "name"})
    email = email_field(_l("Din e-mail"), description=_l("Du logger ind med den."))


class WelcomeForm(InvitedForm):
    """Creates an account for somebody who was invited."""

    password = new_password_field(
        _l("Vælg en adgangskode"),
        _l("Skriv en adgangskode"),
        _l("Mindst 12 tegn. Tre tilfældige ord er fint. Ingen andre får den at se."),
    )


class OwnPasswordForm(Form):
    """Sets a password in place of one that somebody else chose."""

    new = new_password_field(
        _l("Ny adgangskode"),
        _l("Skriv en ny adgangskode"),
        _l("Mindst 12 tegn. Tre tilfældige ord er fint."),
    )


class OwnProofForm(Form):
    """Asks for the viewer's own password."""

    old = PasswordField(
        _l("Nuværende adgangskode"),
        [InputRequired(_l("Skriv din nuværende adgangskode"))],
        render_kw={"autocomplete": "current-password"},
    )


class PasswordForm(OwnPasswordForm, OwnProofForm):
    """Changes the viewer's own password, which must be given too."""
