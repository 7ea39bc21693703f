"""The forms that change several venues at once."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import ValidationError

from app.services.venues.several_venues import SeveralVenues, VenueNow
from app.web.platform.forms import Form
from app.web.platform.ids import whole
from app.web.platform.language import language
from app.web.venues.closed_days import ClosedDaysForm
from app.web.venues.venue_forms import HoursForm

SEEN = "seen"
"""What the button sends on the page that shows what will change: a stamp of all of it."""


class VenuesField(SelectMultipleField):
    """Which venues; all of them until somebody chooses."""

    def __init__(self, label: Any = None, **more: Any) -> None:
        super().__init__(label or _l("Hvilke steder?"), coerce=whole, **more)

    def offer(self, several: SeveralVenues) -> None:
        self.choices = [(venue.id, venue.name) for venue in several.venues]
        if request.method == "GET":
            self.data = [venue.id for venue in several.venues]

    def post_validate(self, _form: Any, validation_stopped: bool) -> None:
        """Refuse an empty choice."""
        if not validation_stopped and not self.data:
            raise ValidationError(_("Vælg mindst ét sted"))

    @property
    def ids(self) -> list[int]:
        return self.data or []

    def chosen(self, several: SeveralVenues) -> tuple[VenueNow, ...]:
        return tuple(venue for venue in several.venues if venue.id in self.ids)


class SeveralHoursForm(HoursForm):
    venues = VenuesField()

    def __init__(self, several: SeveralVenues, **known: Any) -> None:
        super().__init__(**known)
        self.venues.offer(several)


class SeveralClosedDaysForm(ClosedDaysForm):
    venues = VenuesField()

    def __init__(self, several: SeveralVenues) -> None:
        super().__init__()
        self.venues.offer(several)


class SeveralRolesForm(Form):
    roles = SelectMultipleField(
        _l("Hvilke roller skal man kunne vælge?"),
        coerce=whole,
        description=_l("Det bliver de samme roller på alle de valgte steder."),
    )
    venues = VenuesField()

    def __init__(self, several: SeveralVenues) -> None:
        super().__init__()
        self.roles.choices = [(role.id, role.label(language())) for role in several.roles]
        if request.method == "GET":
            offered = [venue.role_ids for venue in several.venues]
            self.roles.data = [
                role.id for role in several.roles if all(role.id in at for at in offered)
            ]
        self.venues.offer(several)
