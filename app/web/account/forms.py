"""The shapes of the account's forms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from app.web.fields import Form


class SignInForm(Form):
    """E-mail and password."""

    email = StringField(
        _l("E-mail"),
        [
            InputRequired(_l("Skriv din e-mail")),
            Length(max=254, message=_l("E-mailen er for lang")),
        ],
        render_kw={"autocomplete": "username", "type": "email"},
    )
    password = PasswordField(
        _l("Adgangskode"),
        [InputRequired(_l("Skriv din adgangskode"))],
        render_kw={"autocomplete": "current-password"},
    )


class PasswordForm(Form):
    """A new password."""

    old = PasswordField(
        _l("Nuværende adgangskode"),
        [InputRequired(_l("Skriv din nuværende adgangskode"))],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _l("Ny adgangskode"),
        [
            InputRequired(_l("Skriv en ny adgangskode")),
            Length(min=10, max=200, message=_l("Brug mindst 10 tegn. Tre tilfældige ord er fint.")),
        ],
        description=_l("Mindst 10 tegn. Tre tilfældige ord er fint."),
        render_kw={"autocomplete": "new-password"},
    )
