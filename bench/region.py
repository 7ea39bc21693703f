"""Writes a whole region's counts straight into an empty database: `fill(db, cast)`.

Three hundred venues with ten activities each and three years of days, as closing and settling would
have left them: settled quarters tell their roles and keep only the visits of each day, the running
quarter has its exact counts. The number of rows does not depend on the number of visits.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.months import Quarter
from app.domain.days.settling import SaidCounts, settle
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.source import Source
from app.models.base import Base
from tests.support.cast import Cast

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
FIRST, LAST = dt.date(2023, 11, 1), dt.date(2026, 10, 31)
SETTLED = dt.date(2026, 10, 1)
"""The first day of the quarter that has not settled."""
ACTIVITIES, OPEN = 10, range(5)
PARTS = ("9_12", "12_15", "15_18")
SAID = (Measure.ROLE, Measure.SEVERAL_ROLES, Measure.COMPANY)
Row = dict[str, Any]
Rows = dict[type[models.Base], list[Row]]


@dataclass(frozen=True)
class Region:
    """What was written: the ids of its venues, and the number of its visits."""

    venues: tuple[int, ...]
    visits: int


def fill(db: Database, cast: Cast, *, venues: int = 300, visits: int = 10_000_000) -> Region:
    """Write the venues into the partnership of the cast, with about so many visits."""
    chance = random.Random(13)
    per_day = visits / (venues * sum(1 for _ in dates()))
    written = 0
    with db.writing() as session:
        roles = list(
            session.scalars(
                select(models.Role.id).where(models.Role.partnership_id == cast.partnership)
            )
        )
        ids = _venues(session, cast.partnership, venues)
        ran = _set_up(session, ids, roles)
        for venue_id in ids:
            written += _count(session, venue_id, ran[venue_id], roles, per_day, chance)
    return Region(tuple(ids), written)


def dates() -> Iterator[dt.date]:
    """The days on which the venues are open."""
    date = FIRST
    while date <= LAST:
        if date.weekday() in OPEN:
            yield date
        date += dt.timedelta(days=1)


def _venues(session: Session, partnership_id: int, venues: int) -> list[int]:
    made = [
        models.Venue(
            partnership_id=partnership_id,
            name=f"Hus {n:03} på Ærø",
            kind="kulturhus",
            created_on=FIRST,
        )
        for n in range(venues)
    ]
    session.add_all(made)
    session.flush()
    return [venue.id for venue in made]


def _set_up(session: Session, ids: list[int], roles: list[int]) -> dict[int, list[int]]:
    """Write opening hours, activities and roles; return the activities of each venue."""
    unit = Quarter.of(FIRST).first
    for one in ids:
        session.add_all(
            models.Activity(venue_id=one, name=f"Fælles kor {n:02}", kind="fixed", created_on=FIRST)
            for n in range(ACTIVITIES)
        )
        session.add_all(models.VenueRole(venue_id=one, role_id=role) for role in roles)
        session.add(models.SettlingUnitLength(venue_id=one, since=unit, months=3))
        session.add_all(
            models.OpeningHours(venue_id=one, valid_from=FIRST, weekday=day, opens=600, closes=1020)
            for day in OPEN
        )
        session.flush()
    ran: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(
        select(models.Activity.venue_id, models.Activity.id)
        .where(models.Activity.venue_id.in_(ids))
        .order_by(models.Activity.id)
    ):
        ran[row.venue_id].append(row.id)
    return ran


def _count(
    session: Session,
    venue_id: int,
    ran: list[int],
    roles: list[int],
    per_day: float,
    chance: random.Random,
) -> int:
    """Write a venue's days, months and settled quarters; return its visits."""
    rows: Rows = defaultdict(list)
    months: dict[tuple[dt.date, Cell], Counter[str]] = defaultdict(Counter)
    parts: Counter[tuple[dt.date, str]] = Counter()
    said: dict[dt.date, Counter[Cell]] = defaultdict(Counter)
    visits = 0
    for date in dates():
        ends = dt.datetime.combine(date, dt.time(3), tzinfo=dt.UTC) + dt.timedelta(days=1)
        day: Row = {"venue_id": venue_id, "service_date": date, "ends_at": ends, "closed": True}
        if chance.random() < 0.04:
            rows[models.Day].append({**day, "state": "closed", "reason": "holiday"})
            continue
        rows[models.Day].append({**day, "state": "counted", "reason": None})
        month, unit = date.replace(day=1), Quarter.of(date).first
        for cell, number in _day(date, ran, roles, per_day, chance).items():
            said[unit][cell] += number
            if unit >= SETTLED or cell.measure is Measure.VISITS:
                row = {**_columns(cell), "venue_id": venue_id, "number": number}
                rows[models.DayCount].append({**row, "service_date": date})
            if cell.measure not in SAID:
                months[month, cell].update(number=number, days=1)
            if cell.measure is Measure.VISITS:
                parts[month, chance.choice(PARTS)] += number
                visits += number
                if chance.random() < 0.1:
                    check = {"venue_id": venue_id, "service_date": date, "said": number // 2}
                    rows[models.HeadCheck].append({**check, "by_codes": number // 3})
    for (month, cell), sums in months.items():
        columns = {key: value for key, value in _columns(cell).items() if key != "role_id"}
        rows[models.MonthCount].append(
            {**columns, "venue_id": venue_id, "month": month, "days": 0, **sums}
        )
    for (month, part), number in parts.items():
        row = {"venue_id": venue_id, "month": month, "part": part, "number": number}
        rows[models.PartOfDayCount].append(row)
    for unit, counted in said.items():
        if unit < SETTLED:
            _settle(rows, {"venue_id": venue_id, "first": unit}, counted, roles)
    for model, some in rows.items():  # Not through the session, which would take twice as long.
        if some:
            session.connection().execute(insert(Base.metadata.tables[model.__tablename__]), some)
    return visits


def _day(
    date: dt.date, ran: list[int], roles: list[int], per_day: float, chance: random.Random
) -> dict[Cell, int]:
    """The counts of a day: whoever takes part is in one of two activities."""
    visits = max(4, round(chance.gauss(per_day, per_day / 4)))
    took = max(2, visits // 2)
    one, other = ran[date.weekday()], ran[date.weekday() + len(OPEN)]
    counts = {
        Cell(Measure.VISITS): visits,
        Cell(Measure.JUST_HERE): visits - took,
        Cell(Measure.TOOK_PART): took,
        Cell(Measure.ACTIVITY, one): took // 2,
        Cell(Measure.ACTIVITY, other): took - took // 2,
        Cell(Measure.ROLE, one, roles[0]): took // 4,
        Cell(Measure.ROLE, other, roles[1]): took // 4,
        Cell(Measure.SOURCE, source=Source.PHONE): visits,
    }
    return {cell: number for cell, number in counts.items() if number}


def _settle(rows: Rows, key: Row, sums: Counter[Cell], roles: list[int]) -> None:
    """Add what is told of a quarter, by the product's own rules."""
    by_role: Counter[int] = Counter()
    within: dict[tuple[int, int], int] = {}
    activities: dict[int, int] = {}
    for cell, number in sums.items():
        if cell.measure is Measure.ROLE and cell.role_id and cell.activity_id:
            by_role[cell.role_id] += number
            within[cell.activity_id, cell.role_id] = number
        if cell.measure is Measure.ACTIVITY and cell.activity_id:
            activities[cell.activity_id] = number
    said = SaidCounts(
        visits=sums[Cell(Measure.VISITS)],
        outside=0,
        activities=activities,
        roles=by_role,
        within=within,
        several_roles=0,
        company=0,
    )
    told = settle(said, 5, offered=roles, all_along=roles, asks_company=False)
    several = told.several_roles
    rows[models.SettledUnit].append(
        {
            **key,
            "untold": told.untold,
            "several_low": several and several.low,
            "several_high": several and several.high,
        }
    )
    rows[models.SettledRole] += [
        {**key, "role_id": role, "low": number.low, "high": number.high}
        for role, number in told.roles.items()
    ]
    rows[models.SettledActivityRole] += [
        {**key, "activity_id": activity, "role_id": role, "number": number.low}
        for (activity, role), number in told.within.items()
    ]


def _columns(cell: Cell) -> Row:
    return {
        "cell": cell.key,
        "measure": cell.measure.value,
        "activity_id": cell.activity_id,
        "role_id": cell.role_id,
        "source": cell.source.value if cell.source else None,
    }
