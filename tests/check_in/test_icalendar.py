"""The calendar file, character by character."""

from __future__ import annotations

import datetime as dt

from app.domain.base.opening_hours import Span
from app.domain.check_in.public_calendar import events
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.exports.formats.icalendar import icalendar

TODAY = dt.date(2026, 11, 24)
MADE = dt.date(2026, 11, 18)  # a Wednesday


def lines(*activities, venue="Laden"):
    found = [event for activity in activities for event in events(activity, MADE, TODAY)]
    file = icalendar(venue, found, host="heridag.example", url="https://heridag.example/c/4F7K2Q")
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    return file.decode().split("\r\n")


def event_of(*activities):
    found = lines(*activities)
    return found[found.index("BEGIN:VEVENT") : -2]


def test_it_comes_again_every_week_on_its_weekdays():
    times = {1: Span(600, 720), 5: Span(22 * 60, 26 * 60)}
    assert event_of(ScheduledActivity(7, "Kor", ActivityKind.FIXED, times=times)) == [
        "BEGIN:VEVENT",
        "UID:activity-7-1@heridag.example",
        "DTSTAMP:20261118T000000Z",
        "DTSTART;TZID=Europe/Copenhagen:20261124T100000",
        "DTEND;TZID=Europe/Copenhagen:20261124T120000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
        "SUMMARY:Kor",
        "LOCATION:Laden",
        "URL:https://heridag.example/c/4F7K2Q",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:activity-7-5@heridag.example",
        "DTSTAMP:20261118T000000Z",
        "DTSTART;TZID=Europe/Copenhagen:20261121T220000",
        "DTEND;TZID=Europe/Copenhagen:20261122T020000",
        "RRULE:FREQ=WEEKLY;BYDAY=SA",
        "SUMMARY:Kor",
        "LOCATION:Laden",
        "URL:https://heridag.example/c/4F7K2Q",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_a_time_past_midnight_comes_again_on_the_day_after():
    times = {6: Span(25 * 60, 26 * 60)}
    found = event_of(ScheduledActivity(7, "Natkor", ActivityKind.FIXED, times=times))
    assert "DTSTART;TZID=Europe/Copenhagen:20261123T010000" in found
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO" in found


def test_a_single_one_is_there_once():
    date = dt.date(2026, 12, 31)
    timed = {3: Span(900, 960)}
    found = event_of(ScheduledActivity(7, "Nytår", ActivityKind.SINGLE, on_date=date, times=timed))
    assert "UID:activity-7@heridag.example" in found
    assert "DTSTART;TZID=Europe/Copenhagen:20261231T150000" in found
    found = event_of(ScheduledActivity(7, "Nytår", ActivityKind.SINGLE, on_date=date))
    assert "DTSTART;VALUE=DATE:20261231" in found
    assert "DTEND;VALUE=DATE:20270101" in found
    assert not [line for line in found if line.startswith("RRULE")]


def test_it_leaves_out_what_is_over_or_has_no_time():
    over = ScheduledActivity(7, "Gammel", ActivityKind.SINGLE, on_date=dt.date(2026, 11, 23))
    gone = ScheduledActivity(
        8, "Væk", ActivityKind.FIXED, times={1: Span(600, 720)}, archived_on=TODAY
    )
    always = ScheduledActivity(9, "Altid", ActivityKind.FIXED)
    assert "BEGIN:VEVENT" not in lines(over, gone, always)


def test_it_takes_every_name_as_text_and_folds_long_lines():
    name = "Æbler, pærer; \\n\r\nEND:VCALENDAR " + "😀å" * 30
    found = lines(ScheduledActivity(7, name, ActivityKind.SINGLE, on_date=TODAY), venue="La,den")
    assert "LOCATION:La\\,den" in found
    assert max(len(line.encode()) for line in found) <= 75
    assert found.count("END:VCALENDAR") == 1
    unfolded = "\r\n".join(found).replace("\r\n ", "")
    escaped = "SUMMARY:Æbler\\, pærer\\; \\\\n\\nEND:VCALENDAR " + "😀å" * 30
    assert f"\r\n{escaped}\r\n" in unfolded


def test_it_knows_summer_time_in_denmark():
    found = lines()
    zone = found[found.index("BEGIN:VTIMEZONE") : found.index("END:VTIMEZONE")]
    assert zone[1] == "TZID:Europe/Copenhagen"
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in zone
    assert "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU" in zone
