"""The calendar file, character by character."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from app.domain.base.opening_hours import OpeningHistory, Span, WeekHours
from app.domain.check_in.public_calendar import Event, events
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.usual_times import Rhythm, UsualTime, every_week
from app.exports.formats.icalendar import icalendar

TODAY = dt.date(2026, 11, 24)
MADE = dt.date(2026, 11, 18)  # a Wednesday


def lines(*activities: ScheduledActivity, venue: str = "Laden") -> list[str]:
    found = [event for activity in activities for event in events(activity, MADE, TODAY)]
    file = icalendar(venue, found, host="heridag.example", url="https://heridag.example/c/4F7K2Q")
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    return file.decode().split("\r\n")


def event_of(*activities: ScheduledActivity) -> list[str]:
    found = lines(*activities)
    return found[found.index("BEGIN:VEVENT") : -2]


def test_it_comes_again_every_week_on_its_weekdays() -> None:
    times = every_week({1: Span(600, 720), 5: Span(22 * 60, 26 * 60)})
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


def test_a_time_past_midnight_comes_again_on_the_day_after() -> None:
    times = every_week({6: Span(25 * 60, 26 * 60)})
    found = event_of(ScheduledActivity(7, "Natkor", ActivityKind.FIXED, times=times))
    assert "DTSTART;TZID=Europe/Copenhagen:20261123T010000" in found
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO" in found


def test_a_single_one_is_there_once() -> None:
    date = dt.date(2026, 12, 31)
    timed = every_week({3: Span(900, 960)})
    found = event_of(ScheduledActivity(7, "Nytår", ActivityKind.SINGLE, on_date=date, times=timed))
    assert "UID:activity-7@heridag.example" in found
    assert "DTSTART;TZID=Europe/Copenhagen:20261231T150000" in found
    found = event_of(ScheduledActivity(7, "Nytår", ActivityKind.SINGLE, on_date=date))
    assert "DTSTART;VALUE=DATE:20261231" in found
    assert "DTEND;VALUE=DATE:20270101" in found
    assert not [line for line in found if line.startswith("RRULE")]


def test_it_leaves_out_what_is_over_or_has_no_time() -> None:
    over = ScheduledActivity(7, "Gammel", ActivityKind.SINGLE, on_date=dt.date(2026, 11, 23))
    times = every_week({1: Span(600, 720)})
    gone = ScheduledActivity(8, "Væk", ActivityKind.FIXED, times=times, archived_on=TODAY)
    always = ScheduledActivity(9, "Altid", ActivityKind.FIXED)
    assert "BEGIN:VEVENT" not in lines(over, gone, always)


def test_it_takes_every_name_as_text_and_folds_long_lines() -> None:
    name = "Æbler, pærer; \\n\r\nEND:VCALENDAR " + "😀å" * 30
    found = lines(ScheduledActivity(7, name, ActivityKind.SINGLE, on_date=TODAY), venue="La,den")
    assert "LOCATION:La\\,den" in found
    assert max(len(line.encode()) for line in found) <= 75
    assert found.count("END:VCALENDAR") == 1
    unfolded = "\r\n".join(found).replace("\r\n ", "")
    escaped = "SUMMARY:Æbler\\, pærer\\; \\\\n\\nEND:VCALENDAR " + "😀å" * 30
    assert f"\r\n{escaped}\r\n" in unfolded


def test_it_knows_summer_time_in_denmark() -> None:
    found = lines()
    zone = found[found.index("BEGIN:VTIMEZONE") : found.index("END:VTIMEZONE")]
    assert zone[1] == "TZID:Europe/Copenhagen"
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in zone
    assert "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in zone


def rules_of(*times: UsualTime) -> list[str]:
    activity = ScheduledActivity(7, "Kor", ActivityKind.FIXED, times=times)
    wanted = ("UID", "DTSTART;TZID", "RRULE")
    return [
        line.replace(";TZID=Europe/Copenhagen", "").replace("@heridag.example", "")
        for line in event_of(activity)
        if line.startswith(wanted)
    ]


def test_it_comes_every_other_week_from_its_first_date() -> None:
    since = dt.date(2026, 12, 8)
    assert rules_of(UsualTime(1, Span(1020, 1140), Rhythm.EVERY_OTHER, since)) == [
        "UID:activity-7-1-every_other",
        "DTSTART:20261208T170000",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    ]


def test_even_weeks_go_on_after_a_year_with_53_weeks() -> None:
    found = rules_of(UsualTime(1, Span(1020, 1140), Rhythm.EVEN_WEEKS))
    assert found == [
        "UID:activity-7-1-even_weeks-20261124",
        "DTSTART:20261124T170000",
        "RRULE:FREQ=WEEKLY;UNTIL=20261222T160000Z;INTERVAL=2;BYDAY=TU",
        "UID:activity-7-1-even_weeks-20270112",
        "DTSTART:20270112T170000",
        "RRULE:FREQ=WEEKLY;UNTIL=20281226T160000Z;INTERVAL=2;BYDAY=TU",
    ]


def test_it_comes_on_a_day_of_each_month() -> None:
    first, last = (UsualTime(0, Span(600, 720), each) for each in (Rhythm.FIRST, Rhythm.LAST))
    assert rules_of(first, last) == [
        "UID:activity-7-0-first",
        "DTSTART:20261207T100000",
        "RRULE:FREQ=MONTHLY;BYDAY=1MO",
        "UID:activity-7-0-last",
        "DTSTART:20261130T100000",
        "RRULE:FREQ=MONTHLY;BYDAY=-1MO",
    ]


def test_two_times_of_a_day_are_two_events() -> None:
    found = rules_of(UsualTime(1, Span(600, 720)), UsualTime(1, Span(1020, 1140)))
    assert [line for line in found if line.startswith("UID")] == [
        "UID:activity-7-1",
        "UID:activity-7-1-2",
    ]


@pytest.mark.parametrize("rhythm", Rhythm)
def test_the_calendar_has_the_dates_on_which_it_runs(rhythm: Rhythm) -> None:
    """Each rule, written out as RFC 5545 says, against the rule of the door."""
    since = dt.date(2026, 12, 8) if rhythm is Rhythm.EVERY_OTHER else None
    time = UsualTime(1, Span(1020, 1140), rhythm, since)
    activity = ScheduledActivity(7, "Kor", ActivityKind.FIXED, times=(time,))
    end = dt.date(2028, 12, 31)
    days = (MADE + n * dt.timedelta(days=1) for n in range((end - MADE).days + 1))
    expected = {day for day in days if activity.runs_on(day)}
    assert {day for event in events(activity, MADE, TODAY) for day in written_out(event, end)} == (
        expected
    )


def date_of(when: dt.datetime | dt.date) -> dt.date:
    return when.date() if isinstance(when, dt.datetime) else when


def written_out(event: Event, end: dt.date) -> Iterator[dt.date]:
    last = date_of(event.until) if event.until else end
    day = date_of(event.starts)
    while day <= last and day <= end:
        in_month = (day.day - 1) // 7 + 1
        is_last = (day + dt.timedelta(days=7)).month != day.month
        if not event.of_month or event.of_month in (in_month, -1 if is_last else 0):
            yield day
        day += dt.timedelta(days=7 * (event.weeks or 1))


def test_hours_that_come_later_begin_on_their_date() -> None:
    week: dict[int, tuple[Span, ...]] = {1: (Span(600, 720),)}
    later: dict[int, tuple[Span, ...]] = {1: (Span(660, 780),), 2: (Span(600, 720),)}
    hours = OpeningHistory(
        (WeekHours(dt.date(2026, 1, 1), week), WeekHours(dt.date(2026, 12, 7), later))
    )
    closed = {dt.date(2026, 12, 1), dt.date(2026, 12, 8)}
    always = ScheduledActivity(9, "Altid", ActivityKind.FIXED)
    found = list(events(always, MADE, TODAY, hours=hours, closed=closed))
    assert [(one.uid, one.starts, one.until, one.not_on) for one in found] == [
        (
            "activity-9-1",
            dt.datetime(2026, 11, 24, 10),
            dt.datetime(2026, 12, 6, 10),
            (dt.datetime(2026, 12, 1, 10),),
        ),
        (
            "activity-9-1-20261207",
            dt.datetime(2026, 12, 8, 11),
            None,
            (dt.datetime(2026, 12, 8, 11),),
        ),
        ("activity-9-2-20261207", dt.datetime(2026, 12, 9, 10), None, ()),
    ]
    assert list(events(always, MADE, dt.date(2027, 1, 1), hours=hours, closed=closed)) == found
