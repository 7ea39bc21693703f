"""iCalendar files (RFC 5545). Why with a package: docs/decisions/0055-calendars-and-holidays.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.domain.base.service_day import ZONE
from app.domain.check_in.public_calendar import Event

if TYPE_CHECKING:
    import icalendar as ical

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# The EU's rules since 1996. The package lists each year's dates instead, and its hour in spring is
# that of after the change.
SUMMER_TIME = """\
BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""


def icalendar(venue: str, events: Iterable[Event], *, host: str, url: str) -> bytes:
    """Return an .ics file; equal events give equal bytes.

    `host` is the site's host name, which makes the events' UIDs globally unique.
    """
    import icalendar as ical  # Here, because it takes 8 MB, and few ask for a calendar.

    calendar = ical.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Her i dag//DA")
    calendar.add("name", _text(venue))
    calendar.add("x-wr-calname", _text(venue))
    every = dt.timedelta(hours=12)
    calendar.add("refresh-interval", every, parameters={"VALUE": "DURATION"})
    calendar.add_component(ical.Timezone.from_ical(SUMMER_TIME))
    for event in events:
        calendar.add_component(_event(event, venue, host, url))
    content: bytes = calendar.to_ical(sorted=False)
    return content


def _event(event: Event, venue: str, host: str, url: str) -> ical.Event:
    import icalendar as ical

    made = ical.Event()
    made.add("uid", f"{event.uid}@{host}")
    made.add("dtstamp", dt.datetime.combine(event.created_on, dt.time(), tzinfo=dt.UTC))
    made.add("dtstart", _when(event.starts))
    made.add("dtend", _when(event.ends))
    if event.weeks or event.of_month:
        made.add("rrule", _rule(event))
    for start in event.not_on:
        made.add("exdate", _when(start))
    made.add("summary", _text(event.name))
    made.add("location", _text(venue))
    made.add("url", url)
    made.add("transp", "TRANSPARENT")
    return made


def _rule(event: Event) -> dict[str, object]:
    """Return when an event comes again."""
    rule: dict[str, object] = {"freq": "WEEKLY" if event.weeks else "MONTHLY"}
    if event.weeks > 1:
        rule["interval"] = event.weeks
    if isinstance(event.until, dt.datetime):
        # The rule's end is in UTC, though its beginning is in local time.
        rule["until"] = event.until.replace(tzinfo=ZONE).astimezone(dt.UTC)
    rule["byday"] = f"{event.of_month or ''}{WEEKDAYS[event.starts.weekday()]}"
    return rule


def _when(moment: dt.datetime | dt.date) -> dt.datetime | dt.date:
    return moment.replace(tzinfo=ZONE) if isinstance(moment, dt.datetime) else moment


def _text(typed: str) -> str:
    return "\n".join(typed.splitlines())
