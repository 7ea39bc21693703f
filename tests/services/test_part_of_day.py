"""The month's counters by part of the day: raised once for each check-in, joined to none."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from app.db import Database
from app.domain.check_in import new_key
from app.domain.tapped import Tapped
from app.models import PartOfDayCount
from app.services import check_in, my_visit
from tests.cast import Cast
from tests.clock import Clock

DAY = "2026-11-23"


def parts(db: Database) -> dict[str, int]:
    with db.reading() as session:
        return {row.part: row.number for row in session.scalars(select(PartOfDayCount))}


def test_it_counts_a_check_in_once_in_its_part_of_the_day(
    db: Database, cast: Cast, clock: Clock
) -> None:
    key = new_key()
    for hour in (10, 13):
        now = clock.at(DAY, hour)
        check_in.check_in(db, cast.shop_code, None, key, taking_part=False, now=now)
    assert parts(db) == {"9_12": 1}


def test_it_counts_a_late_tap_by_its_own_minute(db: Database, cast: Cast, clock: Clock) -> None:
    now = clock.at(DAY, 16)
    tapped = Tapped(dt.date.fromisoformat(DAY), 13 * 60)
    check_in.check_in(
        db, cast.shop_code, None, new_key(), taking_part=False, tapped=tapped, now=now
    )
    assert parts(db) == {"12_15": 1}


def test_it_counts_a_group_by_its_size_and_leaves_nothing_of_what_is_undone(
    db: Database, cast: Cast, clock: Clock
) -> None:
    now = clock.at(DAY, 10)
    _door, ticket = check_in.check_in(
        db, cast.shop_code, None, new_key(), taking_part=False, now=now
    )
    my_visit.set_size(db, cast.shop_code, ticket, 4, now=clock.at(DAY, 13))
    assert parts(db) == {"9_12": 1, "12_15": 3}
    my_visit.undo(db, cast.shop_code, ticket, now=clock.at(DAY, 14))
    assert parts(db) == {}
