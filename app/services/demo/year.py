"""A year of random counts, seeded so that a venue and date always give the same day.

Each day is made of visits counted by `app.domain.visits.counting`, so that its numbers are as
consistent as those of a real day.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.base.opening_hours import Span
from app.domain.base.service_day import day_ends
from app.domain.days.day_state import DayState, WhyClosed
from app.domain.visits.counting import VisitRow, count
from app.domain.visits.part_of_day import PartOfDay, part_at
from app.domain.visits.source import Source
from app.services.demo.building import Built
from app.services.demo.shapes import DemoActivity
from app.services.visits.day_counts import write_days

DAYS = 365
# Factors on the usual number of visits, by weekday and month. July and December are quiet.
WEEKDAY = (0.9, 1.0, 1.1, 1.2, 1.0, 0.9, 0.7)
MONTH = (0.9, 1.0, 1.05, 1.05, 1.1, 1.0, 0.55, 0.95, 1.15, 1.1, 1.15, 0.8)
HOLIDAYS = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (6, 5)}
FORGOTTEN, NOBODY, AWAY = 0.04, 0.01, 0.02
DAYS_TO_GROW = 120
FEAST = Span(12 * 60, 17 * 60)


def write_year(session: Session, built: Built, today: dt.date) -> None:
    """Add a year of finished days, up to yesterday or the day before the venue was archived."""
    days = {date: visits for date in _dates(built, today) if (visits := _day(built, date, today))}
    states = dict.fromkeys(days, DayState.COUNTED)
    for date in _dates(built, today):
        if date not in days and (state := _state_without_visits(built, date, today)):
            states[date] = state
    if states:
        session.execute(
            insert(models.Day),
            [
                {
                    "venue_id": built.venue_id,
                    "service_date": date,
                    "ends_at": day_ends(date),
                    "closed": True,
                    "state": state,
                    "reason": _why(built, date) if state is DayState.CLOSED else None,
                    "version": 0,
                }
                for date, state in states.items()
            ],
        )
    write_days(session, built.venue_id, {date: count(visits) for date, visits in days.items()})
    _write_parts(session, built, days)


def _write_parts(session: Session, built: Built, days: Mapping[dt.date, list[VisitRow]]) -> None:
    """Add the months' counters by part of day, within opening hours. Paper counts have no time."""
    numbers: Counter[tuple[dt.date, PartOfDay]] = Counter()
    for date, visits in days.items():
        chance = _chance(built, date, "parts")
        span = built.plan.hours.get(date.weekday(), FEAST)
        for visit in visits:
            if visit.source is not Source.PAPER:
                minute = chance.triangular(span.start, span.end)
                numbers[Month.of(date).first, part_at(int(minute))] += visit.size
    session.add_all(
        models.PartOfDayCount(venue_id=built.venue_id, month=month, part=part, number=number)
        for (month, part), number in numbers.items()
    )


def visits_of(built: Built, date: dt.date, today: dt.date, number: int) -> list[VisitRow]:
    """Return visits whose sizes add up to `number`, spread over the activities of the day."""
    chance = _chance(built, date, "visits")
    happenings = {
        activity_id: _pull(happening, (today - date).days)
        for activity_id, happening in built.activities.items()
        if _is_on(happening, date, today)
    }
    rows = []
    while number > 0:
        row = _visit(built, chance, happenings, number)
        rows.append(row)
        number -= row.size
    return rows


def ordinary(built: Built, date: dt.date) -> int:
    """Return a random number of visits, typical of the weekday and month."""
    expected = built.plan.visits * WEEKDAY[date.weekday()] * MONTH[date.month - 1]
    return max(0, round(_chance(built, date, "number").gauss(expected, math.sqrt(expected))))


def _dates(built: Built, today: dt.date) -> Iterator[dt.date]:
    last = built.plan.ended or 0
    for ago in range(min(DAYS, built.plan.began), last, -1):
        yield today - dt.timedelta(days=ago)


def _day(built: Built, date: dt.date, today: dt.date) -> list[VisitRow]:
    """Return the day's visits; none if the venue was closed, not counted, or had no visits."""
    feast = built.plan.feasts.get((today - date).days)
    if feast is not None:
        return visits_of(built, date, today, feast)
    if date.weekday() not in built.plan.hours or _is_shut(built, date) or _luck(built, date):
        return []
    return visits_of(built, date, today, ordinary(built, date))


def _state_without_visits(built: Built, date: dt.date, today: dt.date) -> DayState | None:
    """Return the state of a day without visits, or None if the venue never opens that weekday."""
    if date.weekday() not in built.plan.hours or (today - date).days in built.plan.feasts:
        return None
    if _is_shut(built, date):
        return DayState.CLOSED
    return _luck(built, date) or DayState.ZERO


def _luck(built: Built, date: dt.date) -> DayState | None:
    """Return the state of the few random days that have no visits, and None for the others."""
    draw = _chance(built, date, "luck").random()
    for share, state in (
        (FORGOTTEN, DayState.NOT_COUNTED),
        (NOBODY, DayState.ZERO),
        (AWAY, DayState.CLOSED),
    ):
        if draw < share:
            return state
        draw -= share
    return None


def _why(built: Built, date: dt.date) -> WhyClosed:
    if _is_shut(built, date):
        return WhyClosed.HOLIDAY
    return _chance(built, date, "why").choice((WhyClosed.ILLNESS, WhyClosed.MOVED))


def _is_shut(built: Built, date: dt.date) -> bool:
    # Each venue closes for two weeks of its own in July.
    first = 1 + _chance(built, dt.date(date.year, 7, 1), "summer").randrange(16)
    on_holiday = date.month == 7 and first <= date.day < first + 14
    return on_holiday or (date.month, date.day) in HOLIDAYS


def _is_on(happening: DemoActivity, date: dt.date, today: dt.date) -> bool:
    ago = (today - date).days
    if happening.on_day is not None:
        return happening.on_day == ago
    if ago > happening.began or ago <= (happening.ended or -1):
        return False
    return not happening.times or date.weekday() in happening.times


def _pull(happening: DemoActivity, ago: int) -> float:
    if not happening.grows:
        return happening.pull
    return happening.pull * min(1.0, (happening.began - ago + 5) / DAYS_TO_GROW)


def _visit(
    built: Built, chance: random.Random, happenings: dict[int, float], most: int
) -> VisitRow:
    size = min(most, chance.choices((1, 2, 3, 5), (88, 8, 3, 1))[0])
    by_phone = chance.random() < built.plan.phones
    source = Source.PHONE if by_phone else chance.choices((Source.HOST, Source.PAPER), (9, 1))[0]
    if chance.random() < 0.35:
        return VisitRow(size, source, changed=chance.random() < 0.06)
    chosen = _choose(chance, happenings)
    within = chosen[0] if len(chosen) == 1 else None
    how_many = chance.choices((0, 1, 2), (55, 38, 7) if chosen else (0, 85, 15))[0]
    roles = chance.sample(built.roles, min(how_many, len(built.roles)))
    return VisitRow(
        size,
        source,
        changed=chance.random() < 0.09,
        activities=frozenset(chosen),
        roles=dict.fromkeys(roles, within),
    )


def _choose(chance: random.Random, happenings: dict[int, float]) -> Sequence[int]:
    if not happenings or chance.random() < 0.15:
        return ()
    times = 2 if chance.random() < 0.12 else 1
    drawn = chance.choices(list(happenings), list(happenings.values()), k=times)
    return sorted(set(drawn))


def _chance(built: Built, date: dt.date, what: str) -> random.Random:
    return random.Random(f"{built.plan.code} {date} {what}")  # noqa: S311
