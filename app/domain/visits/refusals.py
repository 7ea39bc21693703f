"""Why a code cannot take a check-in now. Nobody has done anything wrong."""

from __future__ import annotations

import datetime as dt

from app.domain.base.languages import WITHOUT_A_VENUE, Spoken
from app.domain.base.opening_hours import Span


class CheckInRefused(Exception):
    """This code cannot take a check-in now; nobody has done anything wrong."""

    languages = WITHOUT_A_VENUE


class RefusedAtVenue(CheckInRefused):
    """It is known which place the code is of, and so which languages it speaks."""

    def __init__(self, venue_name: str, languages: Spoken) -> None:
        super().__init__(venue_name)
        self.venue_name = venue_name
        self.languages = languages


class UnknownCode(CheckInRefused):
    """No poster has ever carried this code."""


class CodeReplaced(RefusedAtVenue):
    """The poster is old: a newer one hangs at the place."""


class VenueArchived(RefusedAtVenue):
    """The place no longer counts its visits here."""


class VenueClosed(RefusedAtVenue):
    """Outside opening hours."""

    def __init__(
        self, venue_name: str, languages: Spoken, opens: tuple[dt.date, Span] | None
    ) -> None:
        super().__init__(venue_name, languages)
        self.opens = opens


class DayClosed(CheckInRefused):
    """The service day is already closed; a host can still add to it."""


class NoVisit(CheckInRefused):
    """There is no visit of today to change: it was undone, or the day is over."""
