"""The base class of all forms, and the guard against CPR numbers.

Forms check only the format of what is typed; rules are in the domain. WTForms has no Danish
translation, so every validator has a message of its own.
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
from app.web.platform import changed_meanwhile
from app.web.platform.changed_meanwhile import ChangedField

# Not checked for CPR numbers. A password is stored as a hash and never shown, and a hidden field
# contains what the page put there, such as a random key with digits.
UNTYPED = (wtforms.PasswordField, wtforms.HiddenField)


class OwnWords:
    """Replaces WTForms' built-in messages, which only appear for posts no page of ours sends."""

    def gettext(self, _text: str) -> str:
        """Return the same sentence for every message."""
        return str(_("Det kan vi ikke bruge. Vælg eller skriv det igen."))

    def ngettext(self, one: str, _many: str, _n: int) -> str:
        """Return the same sentence for every message, whatever the number."""
        return self.gettext(one)


class Form(wtforms.Form):
    """A form that reads the posted data, and shows it again if there are errors."""

    class Meta:
        def get_translations(self, _form: object) -> OwnWords:
            return OwnWords()

    def __init__(self, **known: Any) -> None:
        posted = request.form if request.method == "POST" else None
        super().__init__(posted, **known)
        self.clashes: tuple[ChangedField, ...] = ()
        # Kept now, as a form may clear the fields that it has no use for.
        self._stored = {field.name: field.object_data for field in self}
        for field in self:
            _say_how_long(field)

    def accepts(self) -> bool:
        """Return whether this is a post that validates, and that overwrites nothing unseen."""
        if request.method != "POST":
            return False
        if self._was_made_from() not in (None, self._stamp()):
            self.clashes = changed_meanwhile.clashes(self, self._stored)
        return self.validate() and not self.clashes

    @property
    def started_from(self) -> str:
        """The stamp of the values that the page shows, for its hidden field.

        A post that was refused keeps the one it had, until its reader has seen both versions.
        """
        return (None if self.clashes else self._was_made_from()) or self._stamp()

    @property
    def kept_at(self) -> str:
        """The page that shows what is stored now."""
        return request.path

    def _was_made_from(self) -> str | None:
        return request.form.get(changed_meanwhile.FIELD) if request.method == "POST" else None

    def _stamp(self) -> str:
        return changed_meanwhile.stamp({field.name: self._stored[field.name] for field in self})

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Validate every field, and check each for CPR numbers."""
        # Not as a validator of each field: Optional() would skip it.
        right = super().validate(extra_validators)
        # Check every field even if one has failed, as all of them are shown again.
        clean = [self.is_without_cpr(one) for one in self if not isinstance(one, UNTYPED)]
        return right and all(clean)

    def is_without_cpr(self, field: wtforms.Field) -> bool:
        """Return whether the field has no CPR number. If it has, remove it and set an error."""
        try:
            no_cpr(self, field)
        except ValidationError as error:
            field.errors = [str(error)]
            return False
        return True


def _say_how_long(field: wtforms.Field) -> None:
    """Let the page count the characters (count.js) instead of cutting what is pasted.

    A browser cuts a paste at `maxlength` without a word, and WTForms sets it for every Length.
    """
    longest = getattr(field.flags, "maxlength", None)
    if longest is not None:
        del field.flags.maxlength
        field.render_kw = {**(field.render_kw or {}), "data-longest": longest}


def shown_again(value: str) -> str:
    """Return the value without CPR numbers, so that a page may show it again."""
    # A one-time key is random, and may happen to have ten digits in a row.
    return value if is_key(value) else without_cpr(value)


def no_cpr(_form: wtforms.Form, field: wtforms.Field) -> None:
    """Raise ValidationError if the field has a CPR number, and remove the number.

    `Form` checks every field that people type in. Use this as a validator on other forms.
    """
    typed = [text for text in field.raw_data or () if isinstance(text, str)]
    if not any(map(find_cpr, typed)):
        return
    field.raw_data = [without_cpr(text) for text in typed]
    if isinstance(field.data, str):
        field.data = without_cpr(field.data)
    raise ValidationError(
        _(
            "»%(field)s«: Her står noget, der ligner et CPR-nummer. Skriv uden numre på personer.",
            field=field.label.text,
        )
    )
