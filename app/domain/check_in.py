"""May this code take a check-in now, and what may a visit hold."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum

from app.domain import signs
from app.domain.activities import Activity, running
from app.domain.languages import WITHOUT_A_PLACE, Spoken
from app.domain.service_day import OpeningHours, Span, minute_of

# People come before the door opens, to set the tables, and stay after it has closed.
MARGIN_MINUTES = 120
GROUP_SIZES = range(1, 9)
KEY_BYTES = 16


class CheckInRefused(Exception):
    """This code cannot take a check-in now; nobody has done anything wrong."""

    languages = WITHOUT_A_PLACE


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


class Notice(StrEnum):
    """Why the page of an activity's code is the page of the place today."""

    ACTIVITY_ENDED = "activity_ended"
    ACTIVITY_NOT_TODAY = "activity_not_today"


class Source(StrEnum):
    """Where a count came from. All of them are in the same total."""

    PHONE = "phone"
    TABLET = "tablet"
    HOST = "host"
    PAPER = "paper"
    IMPORT = "import"


@dataclass(frozen=True)
class Role:
    """Something one can do here today; a verb. `sign` is the chosen pictogram."""

    id: int
    verb: str
    verb_en: str = ""
    sign: str | None = None

    @property
    def pictogram(self) -> str:
        """The sign to show beside the verb: the chosen one, or what the verb proposes."""
        return signs.sign_of(self.sign, self.verb, signs.OF_A_ROLE)

    def label(self, language: str) -> str:
        """The verb in the reader's language, or in Danish where nobody has translated it."""
        return self.verb_en if self.label_language(language) == "en" else self.verb

    def label_language(self, language: str) -> str:
        """The language of that label: the partnership's own words are Danish or English."""
        return "en" if language != "da" and self.verb_en else "da"


@dataclass(frozen=True)
class Door:
    """What a code opens: a place, perhaps an activity, and what goes on today."""

    code: str
    venue_id: int
    venue_name: str
    date: dt.date
    ends_at: dt.datetime
    activity: Activity | None
    activities: tuple[Activity, ...]
    roles: tuple[Role, ...]
    colour: str = ""
    picture: str = ""
    offers_company: bool = False
    notice: Notice | None = None
    notice_name: str = ""
    languages: Spoken = WITHOUT_A_PLACE


@dataclass(frozen=True)
class MyVisit:
    """A visit as its own visitor sees it. `roles` maps a role to the activity it is held in."""

    size: int
    activities: frozenset[int]
    roles: dict[int, int | None]
    wants_company: bool = False
    has_idea: bool = False
    held: bool = False

    @property
    def just_here(self) -> bool:
        """Present, with no activity and no role."""
        return not self.activities and not self.roles


def is_open(
    hours: OpeningHours,
    activities: list[Activity],
    date: dt.date,
    now: dt.datetime,
    *,
    said_closed: bool = False,
) -> bool:
    """Whether the place takes check-ins now.

    Open within the margin around the opening hours, and around any activity of the day that
    has times or was made for just this day. A place without opening hours is always open. Where
    somebody has said that it is closed, only what a host has opened since is stronger.
    """
    if said_closed:
        return any(activity.said.get(date) for activity in running(activities, date))
    if not hours.known_on(date):
        return True
    minute = minute_of(now, date)
    spans = [hours.on(date)]
    for activity in running(activities, date):
        spans.append(activity.span_on(date))
        if activity.said.get(date) or (activity.on_date == date and not activity.times):
            return True
    return any(span.holds(minute, MARGIN_MINUTES) for span in spans if span)


def new_key() -> str:
    """A one-time key for a page: 128 random bits, as 32 hexadecimal digits."""
    return secrets.token_hex(KEY_BYTES)


def is_key(text: str) -> bool:
    """Whether the text has the form of a one-time key."""
    return len(text) == KEY_BYTES * 2 and all(sign in "0123456789abcdef" for sign in text)


def key_after(key: str) -> str:
    """The one-time key of the form that undoes what the form with this key did."""
    return hashlib.sha256(f"after:{key}".encode()).hexdigest()[: KEY_BYTES * 2]


def ticket(key: str, date: dt.date) -> str:
    """What a phone keeps for the rest of the day: the key of its visit, and the service date."""
    return f"{date.isoformat()}.{key}"


def key_of(ticket: str | None, date: dt.date) -> str | None:
    """The key in a phone's ticket of that service date, or None where it has none.

    A phone whose clock is wrong may keep its ticket too long; yesterday's opens nothing today.
    One that has been to two places whose days end at different hours may keep two, with a space
    between.
    """
    for each in (ticket or "").split():
        written, _dot, key = each.partition(".")
        if is_key(key) and written == date.isoformat():
            return key
    return None


def visit_id(day_key: bytes, venue_id: int, key: str) -> str:
    """The id under which a phone's visit is stored today: 128 bits, as hexadecimal digits.

    Without the day key, which is destroyed with the day, nobody can tell which phone made it,
    nor whether two days or two venues saw the same one.
    """
    message = f"{venue_id}:{key}".encode()
    return hmac.digest(day_key, message, "sha256").hex()[: KEY_BYTES * 2]
