"""Spam check-ins: a flood is held at once, in batches, and leaves the day's room to others."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.db import Database, StorageUnavailable
from app.domain.devices.device import DeviceKind
from app.domain.people.access import Viewer
from app.domain.visits.held import HeldReason
from app.domain.visits.idempotency_key import new_key
from app.domain.visits.late_tap import LateTap
from app.domain.visits.pace import Pace
from app.models import Day, Venue, Visit
from app.services.board import held_visits, todays_board
from app.services.check_in import check_in, my_visit
from app.services.days.closing import close_due_days
from app.services.devices import device_list, recognise, tablet
from app.services.people.accounts import viewer
from tests.support.cast import Cast
from tests.support.clock import Clock

CAP = 60


class Door:
    """The shop's check-in page, answered by the processes of `paces` in turn."""

    def __init__(self, db: Database, cast: Cast, clock: Clock) -> None:
        found = viewer(db, 1)
        assert found is not None
        self.db, self.cast, self.clock = db, cast, clock
        self.ane: Viewer = found
        self.paces = [Pace()]

    def come(self, people: int = 1, *, tapped: LateTap | None = None) -> str:
        """Check in by phone, all within this second; returns the last one's ticket."""
        ticket = ""
        for number in range(people):
            _target, ticket = check_in.check_in(
                self.db,
                self.cast.shop_code,
                None,
                new_key(),
                taking_part=False,
                tapped=tapped,
                pace=self.paces[number % len(self.paces)],
                now=self.clock(),
            )
        return ticket

    def board(self) -> todays_board.Board:
        return todays_board.board(self.db, self.ane, self.cast.shop, now=self.clock())

    def numbers(self) -> tuple[int, list[int]]:
        """How many count, and how many are held in each batch."""
        board = self.board()
        assert board.held == sum(batch.people for batch in board.held_batches)
        return board.total, [batch.people for batch in board.held_batches]

    def settle(self, batch: int = 0, *, confirmed: bool) -> None:
        """Settle one of the board's batches, by its position there."""
        found = self.board().held_batches[batch]
        held_visits.settle_batch(
            self.db,
            self.ane,
            self.cast.shop,
            found.number,
            found.reason,
            confirmed=confirmed,
            now=self.clock(),
        )

    def set(self, **caps: int) -> None:
        with self.db.writing() as session:
            for name, cap in caps.items():
                setattr(session.get_one(Venue, self.cast.shop), name, cap)


@pytest.fixture
def door(db: Database, cast: Cast, clock: Clock) -> Door:
    return Door(db, cast, clock)


def test_it_holds_a_flood_at_once_and_counts_who_comes_afterwards(door: Door) -> None:
    door.come(200)
    assert door.numbers() == (CAP, [140])
    assert door.board().held_batches[0].reason is HeldReason.MINUTE
    door.clock.pass_(minutes=1)
    door.come(3)
    assert door.numbers() == (CAP + 3, [140])


def test_it_holds_all_of_a_flood_that_goes_on(door: Door) -> None:
    for _second in range(90):
        door.come(3)
        door.clock.pass_(seconds=1)
    assert door.numbers() == (CAP, [210])


def test_it_lets_a_full_house_come_in(door: Door) -> None:
    for _second in range(120):
        door.come()
        door.clock.pass_(seconds=1)
    assert door.numbers() == (120, [])


def test_a_flood_takes_none_of_the_days_room(door: Door) -> None:
    door.set(daily_cap=100)
    door.come(150)
    door.clock.pass_(minutes=2)
    door.come(30)
    assert door.numbers() == (CAP + 30, [90])


def test_it_counts_one_rate_for_two_processes(door: Door) -> None:
    door.paces = [Pace(), Pace()]
    door.come(200)
    assert door.numbers() == (CAP, [140])


def test_it_holds_the_rest_of_a_hundred_at_once_in_one_batch(door: Door) -> None:
    paces = door.paces = [Pace(), Pace()]
    door.come(2)

    def send(number: int) -> None:
        key = new_key()
        while True:
            try:
                check_in.check_in(
                    door.db,
                    door.cast.shop_code,
                    None,
                    key,
                    taking_part=False,
                    pace=paces[number % 2],
                    now=door.clock(),
                )
            except StorageUnavailable:
                continue
            return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(98)))
    counted, (held,) = door.numbers()
    # The second process does not know about the first one's first check-in.
    assert counted in (CAP, CAP + 1)
    assert counted + held == 100


def test_a_host_settles_one_batch_and_the_other_waits(door: Door) -> None:
    door.come(CAP + 20)
    door.clock.pass_(minutes=20)
    door.come(CAP + 10)
    assert door.numbers() == (2 * CAP, [20, 10])
    door.settle(confirmed=False)
    assert door.numbers() == (2 * CAP, [10])
    door.settle(confirmed=True)
    assert door.numbers() == (2 * CAP + 10, [])


def test_it_keeps_a_crowd_and_a_full_day_apart(door: Door) -> None:
    door.set(daily_cap=70)
    door.come(CAP + 5)
    door.clock.pass_(minutes=1)
    door.come(13)
    assert door.numbers() == (70, [5, 3])
    door.settle(1, confirmed=True)
    assert door.numbers() == (73, [5])


def test_a_settled_batch_takes_nobody_in_who_comes_later(door: Door) -> None:
    door.come(CAP + 5)
    (seen,) = door.board().held_batches
    door.settle(confirmed=False)
    door.come(4)
    assert door.numbers() == (CAP, [4])
    # The form of the first press, sent again.
    held_visits.settle_batch(
        door.db,
        door.ane,
        door.cast.shop,
        seen.number,
        seen.reason,
        confirmed=False,
        now=door.clock(),
    )
    assert door.numbers() == (CAP, [4])


def test_a_settled_visit_forgets_its_batch_and_the_closed_day_all_of_it(door: Door) -> None:
    door.come(CAP + 2)
    door.settle(confirmed=True)
    door.come(2)
    with door.db.reading() as session:
        kept = [
            (visit.held, visit.held_batch is None, visit.held_reason is None)
            for visit in session.scalars(select(Visit))
        ]
    assert sorted(kept) == [(False, True, True)] * (CAP + 2) + [(True, False, False)] * 2
    door.clock.pass_(days=1)
    close_due_days(door.db, now=door.clock())
    with door.db.reading() as session:
        day = session.scalars(select(Day)).one()
        assert (day.arrivals, day.held_batch) == (0, None)


def test_its_batches_are_numbered_at_random(door: Door) -> None:
    numbers = []
    for _flood in range(8):
        door.come(CAP + 1)
        numbers = [batch.number for batch in door.board().held_batches]
        door.clock.pass_(minutes=20)
    assert len(set(numbers)) == 8
    # Equal in size, so ordered by number; order of arrival could be any of 40,320.
    assert numbers == sorted(numbers)
    assert min(numbers) > 8


def test_a_group_comes_as_fast_as_its_people(door: Door) -> None:
    ticket = door.come(CAP - 4)
    my_visit.set_size(door.db, door.cast.shop_code, ticket, 6, pace=door.paces[0], now=door.clock())
    assert door.numbers() == (CAP - 5, [6])


def test_a_late_tap_counts_in_the_minute_in_which_it_arrives(door: Door) -> None:
    now = door.clock()
    door.come(CAP + 1, tapped=LateTap(now.date(), 10 * 60))
    assert door.numbers() == (CAP, [1])


def test_a_tablet_sends_its_afternoon_at_once(door: Door) -> None:
    now = door.clock()
    token = device_list.start(door.db, door.ane, door.cast.shop, DeviceKind.TABLET, now=now)
    device = recognise.recognise(door.db, token, DeviceKind.TABLET, now=now)
    for _tap in range(CAP + 20):
        late = LateTap(now.date(), 10 * 60)
        tablet.count(door.db, device, new_key(), tapped=late, pace=door.paces[0], now=now)
    door.come(CAP)
    assert door.numbers() == (2 * CAP + 20, [])


def test_it_has_no_limit_where_it_is_switched_off(door: Door) -> None:
    door.set(minute_cap=0)
    door.come(3 * CAP)
    assert door.numbers() == (3 * CAP, [])


def test_it_never_holds_anybody_because_the_clock_was_set_back(door: Door) -> None:
    door.come(CAP)
    door.clock.pass_(minutes=-5)
    door.come(CAP)
    assert door.numbers() == (2 * CAP, [])


def test_a_process_that_has_seen_nobody_holds_nobody(door: Door) -> None:
    door.come(CAP)
    door.paces = [Pace()]
    door.come()
    assert door.numbers() == (CAP + 1, [])


def test_it_remembers_two_days_of_a_venue_and_no_more(clock: Clock) -> None:
    pace = Pace()
    for day in range(5):
        now = clock() + dt.timedelta(days=day)
        pace.in_last_minute(1, now.date(), 0, now=now)
    assert len(pace._days) == 2
