"""iCalendar files. Source: RFC 5545, https://www.rfc-editor.org/rfc/rfc5545"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from app.domain.base.service_day import ZONE
from app.domain.check_in.public_calendar import Event

LONGEST_LINE = 75
"""In octets, without the line break."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# The EU's summer time rules since 1996.
VTIMEZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Copenhagen",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def icalendar(venue: str, events: Iterable[Event], *, host: str, url: str) -> bytes:
    """Return an .ics file; equal events give equal bytes.

    `host` is the site's host name, which makes the events' UIDs globally unique.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Her i dag//DA",
        f"NAME:{_text(venue)}",
        f"X-WR-CALNAME:{_text(venue)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        *VTIMEZONE,
    ]
    for event in events:
        lines += _event(event, venue, host, url)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _event(event: Event, venue: str, host: str, url: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}@{host}"
    yield f"DTSTAMP:{event.created_on:%Y%m%d}T000000Z"
    yield f"DTSTART{_when(event.starts)}"
    yield f"DTEND{_when(event.ends)}"
    if event.weeks or event.of_month:
        yield _rule(event)
    for start in event.not_on:
        yield f"EXDATE{_when(start)}"
    yield f"SUMMARY:{_text(event.name)}"
    yield f"LOCATION:{_text(venue)}"
    yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _rule(event: Event) -> str:
    """Return when an event comes again."""
    day = WEEKDAYS[event.starts.weekday()]
    parts = ["FREQ=WEEKLY" if event.weeks else "FREQ=MONTHLY"]
    if event.weeks > 1:
        parts.append(f"INTERVAL={event.weeks}")
    if isinstance(event.until, dt.datetime):
        # The rule's end is in UTC, though its beginning is in local time.
        until = event.until.replace(tzinfo=ZONE).astimezone(dt.UTC)
        parts.append(f"UNTIL={until:%Y%m%dT%H%M%SZ}")
    parts.append(f"BYDAY={event.of_month or ''}{day}")
    return f"RRULE:{';'.join(parts)}"


def _when(moment: dt.datetime | dt.date) -> str:
    if isinstance(moment, dt.datetime):
        return f";TZID=Europe/Copenhagen:{moment:%Y%m%dT%H%M%S}"
    return f";VALUE=DATE:{moment:%Y%m%d}"


def _text(typed: str) -> str:
    """Escape typed text, so that it cannot end its line or its value."""
    escaped = typed.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> Iterator[str]:
    """Split a line into pieces of at most 75 octets, never inside a character."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LONGEST_LINE:
            yield piece
            piece, octets = " ", 1
        piece, octets = piece + character, octets + size
    yield piece
