"""The shapes of the account's forms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.domain.people.passwords import LONGEST, SHORTEST
from app.web.platform.fields import email_field, name_field, plain_text
from app.web.platform.forms import Form

LONG_ENOUGH = Length(
    min=SHORTEST, max=LONGEST, message=_l("Brug mindst 12 tegn. Tre tilfældige ord er fint.")
)


class SignInForm(Form):
    """E-mail and password."""

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


class WelcomeForm(Form):
    """An account for whoever follows an invitation."""

    name = name_field(_l("Dit navn"), _l("Skriv dit navn"), 80, render_kw={"autocomplete": "name"})
    email = email_field(_l("Din e-mail"), description=_l("Du logger ind med den."))
    password = PasswordField(
        _l("Vælg en adgangskode"),
        [
            InputRequired(_l("Skriv en adgangskode")),
            LONG_ENOUGH,
        ],
        description=_l("Mindst 12 tegn. Tre tilfældige ord er fint. Ingen andre får den at se."),
        render_kw={"autocomplete": "new-password"},
    )


class OwnPasswordForm(Form):
    """A password of one's own."""

    new = PasswordField(
        _l("Ny adgangskode"),
        [
            InputRequired(_l("Skriv en ny adgangskode")),
            LONG_ENOUGH,
        ],
        description=_l("Mindst 12 tegn. Tre tilfældige ord er fint."),
        render_kw={"autocomplete": "new-password"},
    )


class PasswordForm(OwnPasswordForm):
    """A new password in place of one's own."""

    old = PasswordField(
        _l("Nuværende adgangskode"),
        [InputRequired(_l("Skriv din nuværende adgangskode"))],
        render_kw={"autocomplete": "current-password"},
    )
