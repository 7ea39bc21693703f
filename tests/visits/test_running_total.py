"""The day's row carries the sum of its visits, whoever adds, changes, confirms or removes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.db import Database
from app.domain.visits.idempotency_key import new_key
from app.domain.visits.pace import Pace
from app.models import Day, Venue, Visit
from app.services.board import adjustments, held_visits, typed_total
from app.services.check_in import check_in, my_visit
from app.services.days.closing import close_due_days
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer


@pytest.fixture
def total(db: Database) -> Callable[[], int | None]:
    """The day's running total, which must be the sum of its visits that are not held."""

    def read() -> int | None:
        summed = select(func.sum(Visit.size)).where(Visit.held.is_(False))
        with db.reading() as session:
            kept: int | None = session.scalar(select(Day.visits))
            assert kept == (session.scalar(summed) or 0)
        return kept

    return read


@pytest.fixture
def scan(db: Database, cast: Cast, clock: Clock) -> Callable[[], str]:
    def come() -> str:
        _target, ticket = check_in.check_in(
            db,
            cast.shop_code,
            None,
            new_key(),
            taking_part=True,
            press_key=new_key(),
            pace=Pace(),
            now=clock(),
        )
        return ticket

    return come


def test_it_is_the_sum_of_the_visits(
    db: Database, cast: Cast, clock: Clock, scan: Callable[[], str], total: Callable[[], int | None]
) -> None:
    ane = viewer(db, 1)
    tickets = [scan(), scan()]
    assert total() == 2
    my_visit.set_size(db, cast.shop_code, tickets[0], 5, now=clock())
    assert total() == 6
    my_visit.set_size(db, cast.shop_code, tickets[0], 3, now=clock())
    my_visit.undo(db, cast.shop_code, tickets[1], now=clock())
    assert total() == 3
    adjustments.add_one(db, ane, cast.shop, key=new_key(), now=clock())
    typed_total.set_total(db, ane, cast.shop, 20, key=new_key(), now=clock())
    assert total() == 20
    typed_total.set_total(db, ane, cast.shop, 2, key=new_key(), seen=20, now=clock())
    assert total() == 2
    clock.at("2026-11-23")
    close_due_days(db, now=clock())
    assert total() == 0


@pytest.mark.parametrize(("confirmed", "after"), [(True, 9), (False, 3)])
def test_held_visits_are_in_it_once_they_are_confirmed(
    db: Database,
    cast: Cast,
    clock: Clock,
    scan: Callable[[], str],
    total: Callable[[], int | None],
    confirmed: bool,
    after: int,
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).daily_cap = 3
    scan()
    grows = scan()
    scan()
    my_visit.set_size(db, cast.shop_code, grows, 4, pace=Pace(), now=clock())
    assert total() == 2, "the group that grew past the cap is held as a whole"
    with db.reading() as session:
        (batch,) = held_visits.batches_of(session, cast.shop, clock().date())
    scan()
    with db.reading() as session:
        batches = held_visits.batches_of(session, cast.shop, clock().date())
    assert total() == 3
    assert batches == (batch,)
    with db.writing() as session:
        session.get_one(Venue, cast.shop).daily_cap = 100
    my_visit.set_size(db, cast.shop_code, grows, 6, now=clock())
    assert total() == 3
    held_visits.settle_batch(
        db, viewer(db, 1), cast.shop, batch.number, batch.reason, confirmed=confirmed, now=clock()
    )
    assert total() == after
