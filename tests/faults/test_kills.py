"""The server is killed with SIGKILL at any moment, and started again.

Whatever it acknowledged counts once. Whatever it did not may count or not, and counts once when it
is sent again.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from typing import Any

from sqlalchemy import func, select

from app.db import Database
from app.domain.visits.ticket import visit_id
from app.models import Day, DayCount, DayKey, MonthCount, Participation, Tap, Visit
from app.services.check_in import check_in as check_ins
from tests.support.cast import Cast
from tests.support.faults.effort import rounds
from tests.support.faults.killable import Killable
from tests.support.faults.sending import Sent, check_in, insist, new_key, send

SOON = 0.02
"""Seconds; a kill comes within this after what it waited for, so that it falls anywhere."""
LOOK_EVERY = 0.002
"""Seconds."""


def ids_of(db: Database, venue_id: int, sent: set[Sent] | list[Sent]) -> set[str]:
    """The ids that the visits have once they are stored."""
    with db.reading() as session:
        keys = session.scalars(select(DayKey.key).where(DayKey.venue_id == venue_id)).all()
    return {visit_id(key, venue_id, one.key) for key in keys for one in sent}


def stored(db: Database, table: Any) -> list[Any]:
    with db.reading() as session:
        return list(session.scalars(select(table)))


def test_every_check_in_counts_once_over_kills(
    server: Killable, db: Database, cast: Cast, chance: random.Random
) -> None:
    taken: set[Sent] = set()
    lost: set[Sent] = set()
    for _kill in range(rounds(3)):
        server.start()
        again = [*sorted(lost), *chance.sample(sorted(taken), min(3, len(taken)))]
        batch = again + [check_in(chance, cast.shop_code, cast.repair_code) for _ in range(12)]
        chance.shuffle(batch)
        before, delay = chance.randrange(len(batch)), chance.random() * SOON
        with ThreadPoolExecutor(4) as threads:
            answers = {threads.submit(send, server.port, sent): sent for sent in batch}
            for _answer in islice(as_completed(answers), before):
                pass
            time.sleep(delay)
            server.kill()
        taken |= {sent for answer, sent in answers.items() if answer.result()}
        lost = (lost | set(batch)) - taken
        visits = {visit.id for visit in stored(db, Visit)}
        assert ids_of(db, cast.shop, taken) <= visits <= ids_of(db, cast.shop, taken | lost)
    server.start()
    pressed = sorted(taken | lost)
    insist(server.port, pressed)
    assert {visit.id for visit in stored(db, Visit)} == ids_of(db, cast.shop, pressed)
    assert len(stored(db, Visit)) == len(pressed)
    in_repair = [one for one in pressed if cast.repair_code in one.path and one.takes_part]
    assert len(stored(db, Participation)) == len(in_repair)


def days_of_visits(
    chance: random.Random, db: Database, cast: Cast, now: dt.datetime, days: int
) -> dict[dt.date, Counter[str]]:
    """Some visits on each of the days before `now`; returns each day's counts at the shop."""
    expected: dict[dt.date, Counter[str]] = {}
    for back in range(1, days + 1):
        then = now - dt.timedelta(days=back)
        for _visit in range(chance.randint(1, 4)):
            target, _ticket = check_ins.check_in(
                db,
                chance.choice((cast.shop_code, cast.repair_code)),
                None,
                new_key(chance),
                taking_part=True,
                now=then,
            )
            counts = expected.setdefault(target.date, Counter())
            counts["visits"] += 1
            if target.activity:
                counts[f"activity:{cast.repair}"] += 1
    return expected


def open_days(db: Database) -> set[dt.date]:
    with db.reading() as session:
        return set(session.scalars(select(Day.service_date).where(Day.closed.is_(False))))


def must_equal(db: Database, cast: Cast, expected: dict[dt.date, Counter[str]]) -> None:
    """Each day has either its visits or its counts, and the months add up."""
    with db.reading() as session:
        visits = select(Visit.service_date, func.count()).group_by(Visit.service_date)
        left = dict(session.execute(visits).all())
        kept = session.execute(select(DayCount.service_date, DayCount.cell, DayCount.number))
        closed: dict[dt.date, Counter[str]] = {}
        months: dict[dt.date, Counter[str]] = {}
        for date, cell, number in kept.all():
            closed.setdefault(date, Counter())[cell] = number
        still_open = set(session.scalars(select(Day.service_date).where(Day.closed.is_(False))))
        for month, cell, number in session.execute(
            select(MonthCount.month, MonthCount.cell, MonthCount.number)
        ):
            months.setdefault(month, Counter())[cell] = number
    assert still_open.isdisjoint(closed)
    assert still_open | closed.keys() == expected.keys()
    sums: dict[dt.date, Counter[str]] = {}
    for date, counts in expected.items():
        if date in still_open:
            assert left.pop(date) == counts["visits"]
            continue
        assert {cell: closed[date][cell] for cell in counts} == counts
        assert closed[date][f"activity:{cast.repair}"] == counts[f"activity:{cast.repair}"]
        sums.setdefault(date.replace(day=1), Counter()).update(closed[date])
    assert not left
    assert months == sums


def test_every_day_is_closed_once_over_kills(
    server: Killable, db: Database, cast: Cast, now: dt.datetime, chance: random.Random
) -> None:
    expected = days_of_visits(chance, db, cast, now, rounds(7))
    left = len(expected)
    while left:
        left -= chance.randint(1, min(left, 3))
        delay = chance.random() * SOON
        server.begin()
        while len(open_days(db)) > left:
            time.sleep(LOOK_EVERY)
        time.sleep(delay)
        server.kill()
        must_equal(db, cast, expected)
        left = len(open_days(db))
    server.start()
    must_equal(db, cast, expected)
    assert not open_days(db)
    assert not [row for table in (Visit, DayKey, Tap) for row in stored(db, table)]
