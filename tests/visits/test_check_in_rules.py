"""When a venue takes check-ins, and what a phone keeps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.base.opening_hours import OpeningHistory, Span, WeekHours
from app.domain.base.service_day import ZONE
from app.domain.venues.activity import ActivityKind, ScheduledActivity, running
from app.domain.venues.opening import is_open_at
from app.domain.venues.usual_times import Rhythm, UsualTime, every_week
from app.domain.visits.idempotency_key import is_key, new_key
from app.domain.visits.ticket import key_of, ticket_of, visit_id

SUNDAY = dt.date(2026, 11, 22)
HOURS = OpeningHistory((WeekHours(dt.date(2026, 1, 1), {6: (Span(600, 960),)}),))


def at(hour: int, minute: int = 0, date: dt.date = SUNDAY) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(hour, minute), tzinfo=ZONE)


def fixed(**more: Any) -> ScheduledActivity:
    return ScheduledActivity(id=1, name="Kor", kind=ActivityKind.FIXED, **more)


def test_it_is_always_open_without_hours() -> None:
    assert is_open_at(OpeningHistory(), [], SUNDAY, at(23))


def test_it_is_open_within_two_hours_of_the_opening_hours() -> None:
    assert [is_open_at(HOURS, [], SUNDAY, at(*t)) for t in ((7, 59), (8,), (17, 59), (18,))] == [
        False,
        True,
        True,
        False,
    ]


def test_it_is_closed_between_two_openings() -> None:
    twice = OpeningHistory(
        (WeekHours(dt.date(2026, 1, 1), {6: (Span(480, 540), Span(1080, 1200))}),)
    )
    asked = ((6,), (10, 59), (11,), (15, 59), (16,), (21, 59), (22,))
    is_open = [is_open_at(twice, [], SUNDAY, at(*time)) for time in asked]
    assert is_open == [True, True, False, False, True, True, False]


def test_it_is_open_around_an_evening_activity_on_a_closed_day() -> None:
    monday = SUNDAY + dt.timedelta(days=1)
    choir = fixed(times=every_week({0: Span(19 * 60, 21 * 60)}))
    assert is_open_at(HOURS, [choir], monday, at(18, date=monday))
    assert not is_open_at(HOURS, [choir], monday, at(12, date=monday))


def test_a_day_without_hours_is_open_every_other_week_for_an_activity() -> None:
    monday = SUNDAY + dt.timedelta(days=1)
    every_other = UsualTime(0, Span(600, 720), Rhythm.EVERY_OTHER, monday)
    market = fixed(times=(every_other,))
    weeks = (monday + n * dt.timedelta(days=7) for n in range(4))
    is_open = [is_open_at(HOURS, [market], date, at(11, date=date)) for date in weeks]
    assert is_open == [True, False, True, False]


def test_it_is_open_all_day_for_something_made_for_this_day() -> None:
    monday = SUNDAY + dt.timedelta(days=1)
    party = ScheduledActivity(id=2, name="Fest", kind=ActivityKind.SINGLE, on_date=monday)
    assert is_open_at(HOURS, [party], monday, at(23, date=monday))


def test_activities_run_on_their_days() -> None:
    ended = fixed(archived_on=SUNDAY)
    weekly = fixed(times=every_week({0: Span(600, 660)}))
    party = ScheduledActivity(id=2, name="Fest", kind=ActivityKind.SINGLE, on_date=SUNDAY)
    sprout = ScheduledActivity(id=3, name="Bålmad", kind=ActivityKind.EMERGING)
    assert running([ended, weekly, party, sprout], SUNDAY) == (sprout, party)
    assert ended.runs_on(SUNDAY - dt.timedelta(days=1))


def test_activities_stand_by_time_and_then_by_name() -> None:
    late = ScheduledActivity(1, "A", ActivityKind.FIXED, times=every_week({6: Span(900, 960)}))
    early = ScheduledActivity(2, "B", ActivityKind.FIXED, times=every_week({6: Span(600, 660)}))
    any_time = [
        ScheduledActivity(3, "ål", ActivityKind.FIXED),
        ScheduledActivity(4, "D", ActivityKind.FIXED),
    ]
    assert [a.id for a in running([late, *any_time, early], SUNDAY)] == [2, 1, 4, 3]


def test_a_ticket_opens_its_own_day_only() -> None:
    key = new_key()
    kept = ticket_of(key, SUNDAY)
    assert key_of(kept, SUNDAY) == key
    monday = SUNDAY + dt.timedelta(days=1)
    assert key_of(kept, monday) is None
    other = new_key()
    both = f"{kept} {ticket_of(other, monday)}"
    assert (key_of(both, SUNDAY), key_of(both, monday)) == (key, other)


@given(st.one_of(st.none(), st.text()))
def test_it_reads_no_key_from_anything_else(text: str | None) -> None:
    key = key_of(text, SUNDAY)
    assert key is None or is_key(key)


def test_ids_of_days_and_venues_have_nothing_in_common() -> None:
    key = new_key()
    ids = {visit_id(day, venue, key) for day in (b"a" * 32, b"b" * 32) for venue in (1, 11)}
    assert len(ids) == 4
    assert all(len(made) == 32 and key not in made for made in ids)
