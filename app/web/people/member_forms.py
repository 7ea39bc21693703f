"""Forms that give somebody access to a partnership, or change it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    RadioField,
    SelectMultipleField,
)

from app.domain.people.access import DUTIES, OF_VENUES, Duty
from app.web.platform.fields import email_field, name_field
from app.web.platform.forms import Form
from app.web.platform.ids import whole


class InvitationForm(Form):
    """The duty of an invitation, and its venues if it is for single ones."""

    duty = RadioField(_l("Hvad skal personen kunne?"), default=Duty.HOST.value)
    venues = SelectMultipleField(
        _l("På disse steder"), coerce=whole, validate_choice=False, default=()
    )

    def __init__(self, venues: Iterable[tuple[int, str]], **known: Any) -> None:
        super().__init__(**known)
        words = {
            Duty.HOST: _("Vært: tæller i dag på sine steder og skriver i logbogen"),
            Duty.COORDINATOR: _("Koordinator: sætter op, ser rapporter og afleverer logbogen"),
            Duty.READER: _("Læser: læser det, som er frigivet eller afleveret"),
            Duty.VENUE_READER: _("Læser på udvalgte steder: læser kun det, der handler om dem"),
        }
        self.venues.choices = list(venues)
        self.duty.choices = [
            (each.value, words[each])
            for each in DUTIES
            if each is not Duty.VENUE_READER or self.venues.choices
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Require at least one venue if the duty is for single ones and there are any."""
        right = super().validate(extra_validators)
        nowhere = self.duty.data in OF_VENUES and not self.venues.data
        if self.venues.choices and nowhere and not self.venues.errors:
            self.venues.errors = [_("Vælg mindst ét sted")]
            return False
        return right


class MailedInvitationForm(InvitationForm):
    """An invitation that can be sent by mail as well."""

    email = email_field(
        _l("E-mail, hvis vi skal sende linket"),
        description=_l("Lad feltet være tomt, hvis du selv giver linket videre."),
        required=False,
    )


class MemberForm(InvitationForm):
    """The access of an existing member, and their name."""

    name = name_field(_l("Navn"), _l("Skriv personens navn"), 80)
