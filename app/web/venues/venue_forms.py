"""The forms for a venue, its opening hours, and replacing its codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
)

from app.domain.base.service_day import DEFAULT_LIMIT
from app.domain.days.units import MANY, MONTH, QUARTER
from app.domain.venues.kinds import VenueKind
from app.domain.venues.set_up import DAY_LIMITS, DEFAULT_GRACE, GRACE_DAYS
from app.web.platform import labels
from app.web.platform.fields import DateField, NamingForm, OpeningsField, name_field
from app.web.platform.forms import Form
from app.web.platform.ids import whole
from app.web.platform.templating import clock

NOBODY = 0
"""The choice of no organisation."""


class VenueForm(NamingForm):
    named = "name"

    name = name_field(
        _l("Stedets navn"),
        _l("Skriv, hvad stedet hedder"),
        80,
        description=_l("Navnet står stort på plakaten."),
    )
    kind = SelectField(_l("Hvad er det for et sted?"))
    organisation = SelectField(
        _l("Hvem står bag?"), coerce=whole, default=NOBODY, validate_choice=False
    )
    hours = OpeningsField(
        _l("Åbningstider"),
        description=_l(
            "Lad en dag stå tom, når I holder lukket. "
            "I kan også vente: bagefter får I et forslag til tider og aktiviteter."
        ),
    )
    unit_length = RadioField(
        _l("Hvor mange besøg har I cirka på en måned?"), coerce=whole, default=QUARTER
    )
    day_limit = SelectField(
        _l("Hvornår er dagen slut?"),
        coerce=whole,
        default=DEFAULT_LIMIT,
        description=_l(
            "Besøg efter midnat hører til aftenen før. Kl. 4 passer de fleste. "
            "Dagens besøg bliver til tal, når dagen er slut."
        ),
    )

    def __init__(self, organisations: Iterable[tuple[int, str]], **known: Any) -> None:
        super().__init__(**known)
        self.kind.choices = [
            (each.value, labels.venue_kind(each).capitalize()) for each in VenueKind
        ]
        self.organisation.choices = [(NOBODY, _("Ingen bestemt")), *organisations]
        self.unit_length.choices = [
            (QUARTER, _("Under %(n)s: tal om roller vises for hele kvartalet", n=MANY)),
            (MONTH, _("%(n)s eller flere: tal om roller vises for hver måned", n=MANY)),
        ]
        self.day_limit.choices = [(each, clock(each)) for each in DAY_LIMITS]


class HoursForm(Form):
    hours = OpeningsField(
        _l("Åbningstider"),
        description=_l(
            "Lad en dag stå tom, når I holder lukket. "
            "Uden tider siger siden aldrig, at der er lukket. "
            "Lukker I efter midnat, så skriv bare tiden."
        ),
    )
    valid_from = DateField(
        _l("Gælder fra"), description=_l("I dag eller senere. Til den dag gælder de gamle tider.")
    )


class OfferedRolesForm(Form):
    """Which roles a venue offers. The form itself is on the venue's page."""

    role = SelectMultipleField(_l("Roller"), coerce=whole, validate_choice=False)

    def __init__(self, venue_id: int, roles: Iterable[tuple[int, str]], offered: list[int]) -> None:
        super().__init__(data={"role": offered})
        self.role.choices = list(roles)
        self._venue_id = venue_id

    @property
    def kept_at(self) -> str:
        """The venue's page."""
        return url_for("venues.venue", venue_id=self._venue_id)


class CodeForm(Form):
    """How many days a replaced code keeps working."""

    grace_days = RadioField(
        _l("Hvor længe skal den gamle kode virke?"), coerce=whole, default=DEFAULT_GRACE
    )

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        words = {
            0: _("Kun resten af dagen"),
            14: _("14 dage"),
            60: _("60 dage"),
            365: _("Et år"),
        }
        self.grace_days.choices = [(days, words[days]) for days in GRACE_DAYS]
