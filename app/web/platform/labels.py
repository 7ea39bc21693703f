"""The names of kinds, sources, duties and day states as pages show them. See docs/words.md."""

from __future__ import annotations

from babel.core import Locale
from flask_babel import get_locale
from flask_babel import gettext as _

from app.domain.days.day_state import DayState
from app.domain.people.access import Duty
from app.domain.venues.activity import ActivityKind
from app.domain.venues.kinds import OrganisationKind, VenueKind
from app.domain.visits.source import Source


def activity_kind(kind: ActivityKind) -> str:
    return {
        ActivityKind.FIXED: _("fast"),
        ActivityKind.SINGLE: _("enkelt"),
        ActivityKind.EMERGING: _("spirende"),
    }[kind]


def venue_kind(kind: str) -> str:
    return {
        VenueKind.SHOP: _("genbrugsbutik"),
        VenueKind.CAFE: _("skraldecafé"),
        VenueKind.CULTURE: _("kulturhus"),
        VenueKind.VILLAGE: _("landsbyhus eller fælleshus"),
        VenueKind.VOLUNTEERS: _("frivilligcenter"),
        VenueKind.OTHER: _("andet"),
    }[VenueKind(kind)]


def organisation_kind(kind: OrganisationKind) -> str:
    return {
        OrganisationKind.ASSOCIATION: _("forening"),
        OrganisationKind.MUNICIPALITY: _("kommune"),
        OrganisationKind.COMPANY: _("virksomhed"),
        OrganisationKind.OTHER: _("andet"),
    }[kind]


def source(value: Source) -> str:
    return {
        Source.PHONE: _("telefon"),
        Source.TABLET: _("tablet"),
        Source.HOST: _("vært"),
        Source.PAPER: _("papir"),
        Source.IMPORT: _("tidligere optælling"),
    }[value]


def duty(value: str) -> str:
    return {
        Duty.HOST: _("vært"),
        Duty.COORDINATOR: _("koordinator"),
        Duty.READER: _("læser"),
        Duty.VENUE_READER: _("læser på udvalgte steder"),
    }[Duty(value)]


def day_state(value: DayState) -> str:
    return {
        DayState.COUNTED: _("talt"),
        DayState.ZERO: _("talt nul"),
        DayState.NOT_COUNTED: _("ikke talt"),
        DayState.CLOSED: _("lukket"),
    }[value]


def called(code: str) -> str:
    """Return the language's name in the page's language: ukrainsk, Ukrainian."""
    return Locale(code).get_display_name(get_locale()) or code
