"""What our forms share. WTForms checks shape only; rules live in the domain.

WTForms has no Danish, so every validator is given its own message that says what to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import wtforms
from flask import request
from flask_babel import gettext as _
from wtforms.validators import ValidationError

from app.domain.base.cpr import find_cpr, without_cpr
from app.domain.visits.idempotency_key import is_key

# Nobody writes about people here: a password is kept as a hash and never shown again, and a
# hidden field holds what the page put there, such as random keys.
UNTYPED = (wtforms.PasswordField, wtforms.HiddenField)


class OwnWords:
    """In place of WTForms' English. Its fields only complain of what no page of ours sends."""

    def gettext(self, _text: str) -> str:
        """One sentence for all of it."""
        return str(_("Det kan vi ikke bruge. Vælg eller skriv det igen."))

    def ngettext(self, one: str, _many: str, _n: int) -> str:
        """The same."""
        return self.gettext(one)


class Form(wtforms.Form):
    """A form that reads the request's post, and keeps what was typed when it errs."""

    class Meta:
        """How WTForms speaks."""

        def get_translations(self, _form: object) -> OwnWords:
            """Our words."""
            return OwnWords()

    def __init__(self, **known: Any) -> None:
        posted = request.form if request.method == "POST" else None
        super().__init__(posted, **known)

    def accepts(self) -> bool:
        """Whether this is a post whose shape is right."""
        return request.method == "POST" and self.validate()

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check every field; no form of ours can forget the CPR guard."""
        # Here and not among a field's own validators, which an Optional() may cut short.
        right = super().validate(extra_validators)
        # Each of them, also where one is wrong already: what is shown again must be clean.
        clean = [self.is_without_cpr(one) for one in self if not isinstance(one, UNTYPED)]
        return right and all(clean)

    def is_without_cpr(self, field: wtforms.Field) -> bool:
        """Whether a field has none; where it had one, it is taken out, and the field says so."""
        try:
            no_cpr(self, field)
        except ValidationError as error:
            field.errors = [str(error)]
            return False
        return True


def shown_again(value: str) -> str:
    """What came in, as a page may say it again: without a CPR number."""
    # A one-time key is random, and sometimes has ten digits in a row.
    return value if is_key(value) else without_cpr(value)


def no_cpr(_form: wtforms.Form, field: wtforms.Field) -> None:
    """Refuse a text with a CPR number, and take the number out before it can be shown again.

    Every field of a `Form` that people type in is guarded; elsewhere, name it as a validator.
    """
    typed = [text for text in field.raw_data or () if isinstance(text, str)]
    if not any(map(find_cpr, typed)):
        return
    field.raw_data = [without_cpr(text) for text in typed]
    if isinstance(field.data, str):
        field.data = without_cpr(field.data)
    raise ValidationError(
        _("Her står noget, der ligner et CPR-nummer. Skriv uden numre på personer.")
    )
