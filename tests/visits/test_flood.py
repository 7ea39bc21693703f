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
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer

CAP = 60


class Crowd:
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
def crowd(db: Database, cast: Cast, clock: Clock) -> Crowd:
    return Crowd(db, cast, clock)


def test_it_holds_a_flood_at_once_and_counts_who_comes_afterwards(crowd: Crowd) -> None:
    crowd.come(200)
    assert crowd.numbers() == (CAP, [140])
    assert crowd.board().held_batches[0].reason is HeldReason.MINUTE
    crowd.clock.pass_(minutes=1)
    crowd.come(3)
    assert crowd.numbers() == (CAP + 3, [140])


def test_it_holds_all_of_a_flood_that_goes_on(crowd: Crowd) -> None:
    for _second in range(90):
        crowd.come(3)
        crowd.clock.pass_(seconds=1)
    assert crowd.numbers() == (CAP, [210])


def test_it_lets_a_full_venue_come_in(crowd: Crowd) -> None:
    for _second in range(120):
        crowd.come()
        crowd.clock.pass_(seconds=1)
    assert crowd.numbers() == (120, [])


def test_a_flood_takes_none_of_the_days_room(crowd: Crowd) -> None:
    crowd.set(daily_cap=100)
    crowd.come(150)
    crowd.clock.pass_(minutes=2)
    crowd.come(30)
    assert crowd.numbers() == (CAP + 30, [90])


def test_it_counts_one_rate_for_two_processes(crowd: Crowd) -> None:
    crowd.paces = [Pace(), Pace()]
    crowd.come(200)
    assert crowd.numbers() == (CAP, [140])


def test_it_holds_the_rest_of_a_hundred_at_once_in_one_batch(crowd: Crowd) -> None:
    paces = crowd.paces = [Pace(), Pace()]
    crowd.come(2)

    def send(number: int) -> None:
        key = new_key()
        while True:
            try:
                check_in.check_in(
                    crowd.db,
                    crowd.cast.shop_code,
                    None,
                    key,
                    taking_part=False,
                    pace=paces[number % 2],
                    now=crowd.clock(),
                )
            except StorageUnavailable:
                continue
            return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(98)))
    counted, (held,) = crowd.numbers()
    # The second process does not know about the first one's first check-in.
    assert counted in (CAP, CAP + 1)
    assert counted + held == 100


def test_a_host_settles_one_batch_and_the_other_waits(crowd: Crowd) -> None:
    crowd.come(CAP + 20)
    crowd.clock.pass_(minutes=20)
    crowd.come(CAP + 10)
    assert crowd.numbers() == (2 * CAP, [20, 10])
    crowd.settle(confirmed=False)
    assert crowd.numbers() == (2 * CAP, [10])
    crowd.settle(confirmed=True)
    assert crowd.numbers() == (2 * CAP + 10, [])


def test_it_keeps_a_crowd_and_a_full_day_apart(crowd: Crowd) -> None:
    crowd.set(daily_cap=70)
    crowd.come(CAP + 5)
    crowd.clock.pass_(minutes=1)
    crowd.come(13)
    assert crowd.numbers() == (70, [5, 3])
    crowd.settle(1, confirmed=True)
    assert crowd.numbers() == (73, [5])


def test_a_settled_batch_takes_nobody_in_who_comes_later(crowd: Crowd) -> None:
    crowd.come(CAP + 5)
    (seen,) = crowd.board().held_batches
    crowd.settle(confirmed=False)
    crowd.come(4)
    assert crowd.numbers() == (CAP, [4])
    # The form of the first press, sent again.
    held_visits.settle_batch(
        crowd.db,
        crowd.ane,
        crowd.cast.shop,
        seen.number,
        seen.reason,
        confirmed=False,
        now=crowd.clock(),
    )
    assert crowd.numbers() == (CAP, [4])


def test_a_settled_visit_forgets_its_batch_and_the_closed_day_all_of_it(crowd: Crowd) -> None:
    crowd.come(CAP + 2)
    crowd.settle(confirmed=True)
    crowd.come(2)
    with crowd.db.reading() as session:
        kept = [
            (visit.held, visit.held_batch is None, visit.held_reason is None)
            for visit in session.scalars(select(Visit))
        ]
    assert sorted(kept) == [(False, True, True)] * (CAP + 2) + [(True, False, False)] * 2
    crowd.clock.pass_(days=1)
    close_due_days(crowd.db, now=crowd.clock())
    with crowd.db.reading() as session:
        day = session.scalars(select(Day)).one()
        assert (day.arrivals, day.held_batch) == (0, None)


def test_its_batches_are_numbered_at_random(crowd: Crowd) -> None:
    numbers = []
    for _flood in range(8):
        crowd.come(CAP + 1)
        numbers = [batch.number for batch in crowd.board().held_batches]
        crowd.clock.pass_(minutes=20)
    assert len(set(numbers)) == 8
    # Equal in size, so ordered by number; order of arrival could be any of 40,320.
    assert numbers == sorted(numbers)
    assert min(numbers) > 8


def test_a_group_comes_as_fast_as_its_people(crowd: Crowd) -> None:
    ticket = crowd.come(CAP - 4)
    my_visit.set_size(
        crowd.db, crowd.cast.shop_code, ticket, 6, pace=crowd.paces[0], now=crowd.clock()
    )
    assert crowd.numbers() == (CAP - 5, [6])


def test_a_late_tap_counts_in_the_minute_in_which_it_arrives(crowd: Crowd) -> None:
    now = crowd.clock()
    crowd.come(CAP + 1, tapped=LateTap(now.date(), 10 * 60))
    assert crowd.numbers() == (CAP, [1])


def test_a_tablet_sends_its_afternoon_at_once(crowd: Crowd) -> None:
    now = crowd.clock()
    token = device_list.start(crowd.db, crowd.ane, crowd.cast.shop, DeviceKind.TABLET, now=now)
    device = recognise.recognise(crowd.db, token, DeviceKind.TABLET, now=now)
    for _tap in range(CAP + 20):
        late = LateTap(now.date(), 10 * 60)
        tablet.count(crowd.db, device, new_key(), tapped=late, pace=crowd.paces[0], now=now)
    crowd.come(CAP)
    assert crowd.numbers() == (2 * CAP + 20, [])


def test_it_has_no_limit_where_it_is_switched_off(crowd: Crowd) -> None:
    crowd.set(minute_cap=0)
    crowd.come(3 * CAP)
    assert crowd.numbers() == (3 * CAP, [])


def test_it_never_holds_anybody_because_the_clock_was_set_back(crowd: Crowd) -> None:
    crowd.come(CAP)
    crowd.clock.pass_(minutes=-5)
    crowd.come(CAP)
    assert crowd.numbers() == (2 * CAP, [])


def test_a_process_that_has_seen_nobody_holds_nobody(crowd: Crowd) -> None:
    crowd.come(CAP)
    crowd.paces = [Pace()]
    crowd.come()
    assert crowd.numbers() == (CAP + 1, [])


def test_it_remembers_two_days_of_a_venue_and_no_more(clock: Clock) -> None:
    pace = Pace()
    for day in range(5):
        now = clock() + dt.timedelta(days=day)
        pace.in_last_minute(1, now.date(), 0, now=now)
    assert len(pace._days) == 2
