"""What a grown partnership waits for: `.venv/bin/python -m bench.crowd`.

Forty places with ten activities each and the counts of five years, written straight into the
tables; then every long page and every file of a report, as a coordinator who is signed in.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import create_app
from app.db import Database
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.source import Source
from app.migrating import upgrade
from app.models import (
    Activity,
    ActivityTime,
    Day,
    DayCount,
    Logbook,
    MonthCount,
    OpeningHours,
    PartOfDayCount,
    Role,
    Venue,
    VenueRole,
)
from config import Config
from tests.support.cast import Cast, make_cast
from tests.support.visit import Visitor

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
FIRST, LAST = dt.date(2021, 11, 1), dt.date(2026, 10, 31)
VENUES, ACTIVITIES, OPEN = 40, 10, range(5)
PARTS = ("9_12", "12_15", "15_18")
FILES = ("csv", "json", "txt", "xlsx", "pdf", "zip")


def fill(db: Database, cast: Cast) -> list[int]:
    """Write the venues and their five years; returns the venues' ids."""
    chance = random.Random(5)
    with db.writing() as session:
        roles = list(
            session.scalars(select(Role.id).where(Role.partnership_id == cast.partnership))
        )
        many = [
            Venue(
                partnership_id=cast.partnership,
                name=f"Hus {n:02} på Ærø",
                kind="kulturhus",
                created_on=FIRST,
            )
            for n in range(VENUES)
        ]
        session.add_all(many)
        session.flush()
        for set_up in many:
            _furnish(session, set_up.id, roles)
            ran = list(session.scalars(select(Activity.id).where(Activity.venue_id == set_up.id)))
            _count(session, set_up.id, ran, roles, chance)
        return [set_up.id for set_up in many]


def _furnish(session: Session, venue_id: int, roles: list[int]) -> None:
    activities = [
        Activity(venue_id=venue_id, name=f"Fælles kor {n:02}", kind="fixed", created_on=FIRST)
        for n in range(ACTIVITIES)
    ]
    session.add_all(activities)
    session.flush()
    session.add_all(
        ActivityTime(activity_id=one.id, weekday=at % 5, starts=600, ends=720)
        for at, one in enumerate(activities)
    )
    session.add_all(VenueRole(venue_id=venue_id, role_id=role) for role in roles)
    session.add_all(
        OpeningHours(venue_id=venue_id, valid_from=FIRST, weekday=day, opens=600, closes=1020)
        for day in OPEN
    )
    quarters = (dt.date(year, month, 1) for year in range(2022, 2027) for month in (1, 4, 7, 10))
    session.add_all(Logbook(venue_id=venue_id, quarter=first) for first in quarters)


def _count(
    session: Session, venue_id: int, ran: list[int], roles: list[int], chance: random.Random
) -> None:
    days: list[dict[str, Any]] = []
    counts: list[dict[str, Any]] = []
    months: dict[tuple[dt.date, Cell], Counter[str]] = {}
    parts: Counter[tuple[dt.date, str]] = Counter()
    for date in _dates():
        ends = dt.datetime.combine(date, dt.time(3), tzinfo=dt.UTC) + dt.timedelta(days=1)
        days.append(
            {
                "venue_id": venue_id,
                "service_date": date,
                "ends_at": ends,
                "closed": True,
                "state": "counted",
            }
        )
        for cell, number in _day(date, ran, roles, chance).items():
            row = {**_columns(cell), "venue_id": venue_id, "number": number}
            counts.append({**row, "service_date": date})
            month = months.setdefault((date.replace(day=1), cell), Counter())
            month.update(number=number, days=1)
            if cell.measure is Measure.VISITS:
                parts[date.replace(day=1), chance.choice(PARTS)] += number
    session.execute(insert(Day), days)
    session.execute(insert(DayCount), counts)
    session.execute(
        insert(MonthCount),
        [
            {**_columns(cell), "venue_id": venue_id, "month": month, **sums}
            for (month, cell), sums in months.items()
        ],
    )
    session.execute(
        insert(PartOfDayCount),
        [
            {"venue_id": venue_id, "month": month, "part": part, "number": number}
            for (month, part), number in parts.items()
        ],
    )


def _dates() -> Iterator[dt.date]:
    date = FIRST
    while date <= LAST:
        if date.weekday() in OPEN:
            yield date
        date += dt.timedelta(days=1)


def _day(date: dt.date, ran: list[int], roles: list[int], chance: random.Random) -> dict[Cell, int]:
    took, rest = chance.randint(8, 30), chance.randint(5, 30)
    knit, cook = ran[date.weekday()], ran[date.weekday() + 5]
    return {
        Cell(Measure.VISITS): took + rest,
        Cell(Measure.JUST_HERE): rest,
        Cell(Measure.TOOK_PART): took,
        Cell(Measure.ACTIVITY, knit): took // 2,
        Cell(Measure.ACTIVITY, cook): took // 2,
        Cell(Measure.ROLE, knit, roles[0]): took // 4,
        Cell(Measure.ROLE, None, roles[1]): took // 4,
        Cell(Measure.SOURCE, source=Source.PHONE): took + rest,
    }


def _columns(cell: Cell) -> dict[str, Any]:
    return {
        "cell": cell.key,
        "measure": cell.measure.value,
        "activity_id": cell.activity_id,
        "role_id": cell.role_id,
        "source": cell.source.value if cell.source else None,
    }


def addresses(cast: Cast, venue: int) -> Iterator[tuple[str, str]]:
    """What is fetched, and its name in the table."""
    every = f"p{cast.partnership}"
    for name, length in (("month", "maaned"), ("quarter", "kvartal"), ("year", "aar")):
        tail = f"maaned=2025-10&laengde={length}"
        yield f"page, all places, {name}", f"/rapporter?sted={every}&{tail}"
    yield "page, one place, year", f"/rapporter?sted={venue}&maaned=2025-10&laengde=aar"
    for period in ("2025-10", "2025"):
        for ending in FILES:
            yield f"{ending}, all places, {period}", f"/rapporter/{every}/{period}.{ending}"
    yield "zip, one place, 2025", f"/rapporter/{venue}/2025.zip"
    for path in ("/steder", f"/steder/{venue}", "/personer", "/logbog", "/logbog?aar=2024"):
        yield path, path


def timed(browser: FlaskClient, path: str) -> tuple[float, float, int]:
    """An answer's wall-clock and CPU seconds, and its size in bytes."""
    began, worked = time.perf_counter(), time.process_time()
    answer = browser.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status}")
    size = len(answer.data)  # A package is built while read.
    return time.perf_counter() - began, time.process_time() - worked, size


def main() -> None:
    """Fill an empty database, and print how long everything takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="an empty database; otherwise a new SQLite file")
    given = parser.parse_args().database
    with tempfile.TemporaryDirectory(prefix="her-i-dag-") as folder:
        url = given or f"sqlite:///{Path(folder) / 'crowd.sqlite'}"
        upgrade(url)
        app = create_app(Config(database_url=url, base_url="http://localhost"), lambda: NOW)
        db: Database = app.extensions["her_i_dag"].db
        cast = make_cast(db, NOW)
        began = time.perf_counter()
        venues = fill(db, cast)
        print(f"written in {time.perf_counter() - began:.0f} s")
        kim = Visitor(app).sign_in(cast.kim)
        gc.freeze()  # As wsgi.py does.
        for name, path in addresses(cast, venues[0]):
            seconds, worked, size = timed(kim.client, path)
            row = f"| {name} | {seconds:.2f} | {worked:.2f} | {size // 1024} KiB |"
            print(row, flush=True)
        db.close()


if __name__ == "__main__":
    main()
