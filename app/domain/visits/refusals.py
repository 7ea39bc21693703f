"""The errors raised when a check-in is refused."""

from __future__ import annotations

import datetime as dt

from app.domain.base.languages import WITHOUT_A_VENUE, Spoken
from app.domain.base.opening_hours import Openings


class CheckInRefused(Exception):
    """The check-in cannot be made now. This is not an error by the visitor.

    `languages` are those in which the page can be shown.
    """

    languages = WITHOUT_A_VENUE
    colour = ""


class RefusedAtVenue(CheckInRefused):
    """A refusal at a known venue, shown in the languages of that venue."""

    def __init__(self, venue_name: str, languages: Spoken, colour: str = "") -> None:
        super().__init__(venue_name)
        self.venue_name = venue_name
        self.languages = languages
        self.colour = colour


class UnknownCode(CheckInRefused):
    """The code was never on a poster, and is not a valid changing code."""


class CodeChanged(UnknownCode):
    """As long as a changing code, which no screen has shown lately."""


class CodeReplaced(RefusedAtVenue):
    """The code has been replaced and no longer works; the venue has a newer poster."""


class VenueArchived(RefusedAtVenue):
    """The venue is archived and takes no more check-ins."""


class VenueClosed(RefusedAtVenue):
    """The venue is closed now.

    `opens` is the date when it next opens, with its openings, or None if that is not known.
    """

    def __init__(
        self,
        venue_name: str,
        languages: Spoken,
        colour: str,
        opens: tuple[dt.date, Openings] | None,
    ) -> None:
        super().__init__(venue_name, languages, colour)
        self.opens = opens


class DayClosed(CheckInRefused):
    """The service day has already been closed. A host can still add visits to it."""


class NoVisit(CheckInRefused):
    """There is no visit to change: it was undone, or its day is over."""
