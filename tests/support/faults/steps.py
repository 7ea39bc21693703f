"""What every step of the day machine shares: sending with a fate, and comparing."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import QueuePool, select

from app.db import Database
from app.domain.base.months import Month
from app.domain.base.service_day import service_date
from app.domain.days.correction_window import DAYS_BACK
from app.domain.days.units import MONTH, QUARTER, Unit, unit_of
from app.domain.visits.counting import count
from app.domain.visits.my_visit import MyVisit
from app.domain.visits.refusals import NoVisit
from app.domain.visits.source import Source
from app.models import SettlingUnitLength
from app.services.board import todays_board
from app.services.check_in import check_in
from app.services.check_in.my_visit import SentBefore
from app.services.visits.day_counts import SAID
from app.services.visits.manual_visits import total_of
from app.services.visits.visit_rows import visit_rows
from tests.support.cast import StandingCast
from tests.support.clock import Clock
from tests.support.faults import day_model
from tests.support.faults.crash import Crash, Moment, crashing
from tests.support.faults.day_model import (
    EXACT,
    HERE,
    SOURCES,
    VISITS,
    Counts,
    Mark,
    Past,
    Phone,
    Today,
)
from tests.support.faults.stored_days import StoredDays, StoredUnit, counts_by_day
from tests.support.viewers import viewer

T = TypeVar("T")
Fate = tuple[Moment, int] | None

STARTS = ("2026-11-27", "2026-10-23", "2027-03-26", "2028-02-26")
"""Each just before a month ends; two before a night that is an hour longer or shorter."""
SETTLES_AFTER = dt.timedelta(days=DAYS_BACK + 1)
"""How long after its last day a unit settles."""
FATES: st.SearchStrategy[Fate] = st.one_of(
    *[st.none()] * 5,
    st.tuples(st.just("commit"), st.integers(1, 3)),
    st.tuples(st.just("statement"), st.integers(1, 40)),
)
"""When it crashes; a moment that never comes is a reply that is lost."""
NAMES = ("knitting", "repair", "cooks", "welcomes")
MARKS = st.sampled_from([None, *NAMES])
CAST = StandingCast()


class Steps(RuleBasedStateMachine):
    """A venue, its phones, and what the model knows about its days."""

    template: ClassVar[Path]
    """A migrated, empty SQLite file."""
    path: ClassVar[Path]
    """Where the machine's own file stands; every run begins with a new one."""
    luck: ClassVar[Random]
    """Where keys come from: the same steps make the same ids, and lose the same visits."""

    @initialize(start=st.sampled_from(STARTS), months=st.sampled_from([QUARTER, MONTH]))
    def begin(self, start: str, months: int) -> None:
        self.luck.seed(0)
        self.path.unlink(missing_ok=True)
        shutil.copy(self.template, self.path)
        self.db = Database(f"sqlite:///{self.path}")
        self.clock = Clock(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        self.clock.at(start)
        self.cast = CAST.write(self.db, self.clock())
        self.months = months
        with self.db.writing() as session:
            session.scalars(
                select(SettlingUnitLength).where(SettlingUnitLength.venue_id == self.cast.shop)
            ).one().months = months
        self.ane, self.kim = viewer(self.db, 1), viewer(self.db, 2)
        self.codes = [self.cast.shop_code, self.cast.knitting_code, self.cast.repair_code]
        self.phones = [Phone() for _ in range(2)]
        self.asked = 0
        self.today = Today(self.phones)
        self.past: dict[dt.date, Past] = {}
        self.log: list[day_model.Correction] = []
        self.imported: list[list[dt.date]] = []
        self.settled: dict[Month, StoredUnit] = {}
        self.closed_on = self.date

    def teardown(self) -> None:
        self.db.close()

    def start_again(self) -> None:
        """Start a new process: it knows only what is in the file."""
        pool = self.db.engine.pool
        assert isinstance(pool, QueuePool)
        assert pool.checkedout() == 0
        self.db.close()
        self.db = Database(f"sqlite:///{self.path}")

    def send(self, fate: Fate, call: Callable[[], T]) -> T:
        """Do it, and again after a crash or a lost reply. It still counts once.

        After a crash none of it has happened. Returns the result of the first that got through.
        """
        if fate is None:
            return call()
        try:
            with crashing(self.db, *fate):
                said = call()
        except Crash as crash:
            # An open cursor in its frames would keep the lock of the process that died.
            traceback.clear_frames(crash.__traceback__)
            self.start_again()
            self.equals_the_model()
            return call()
        # After taking back a visit, a repeat finds none.
        with contextlib.suppress(SentBefore, NoVisit):
            call()
        return said

    @property
    def date(self) -> dt.date:
        return service_date(self.clock())

    @property
    def offered(self) -> set[int]:
        """Knitting is on Sundays, repair every day."""
        return {self.cast.repair} | ({self.cast.knitting} if self.date.weekday() == 6 else set())

    @property
    def board(self) -> todays_board.Board:
        return todays_board.board(self.db, self.ane, self.cast.shop, now=self.clock())

    def mark(self, name: str | None) -> Mark | None:
        if name is None:
            return None
        kind = "activity" if name in ("knitting", "repair") else "role"
        return kind, getattr(self.cast, name)

    @property
    def marks(self) -> list[Mark]:
        return [mark for name in NAMES if (mark := self.mark(name))]

    def about(self, mark: Mark | None) -> dict[str, Any]:
        return {f"{mark[0]}_id": mark[1]} if mark else {}

    def visit_of(self, phone: Phone) -> MyVisit | None:
        return check_in.arrive(self.db, self.codes[0], phone.ticket, now=self.clock()).visit

    def kept(self, date: dt.date) -> Counts:
        """Every number stored for a past day."""
        with self.db.reading() as session:
            return counts_by_day(session, self.cast.shop).get(date, Counter())

    def unit(self, date: dt.date) -> Unit:
        return unit_of(Month.of(date), [(Month(2020, 1), self.months)])

    def is_settled(self, date: dt.date) -> bool:
        return self.unit(date).start in self.settled

    def comes(self, number: int, source: Source, mark: Mark | None) -> None:
        """Add this many visits today, without a phone."""
        self.today.others[source, mark is not None] += number
        if mark:
            self.today.marks[mark] += number

    def loses(
        self,
        before: todays_board.Board,
        number: int,
        mark: Mark | None = None,
        first: Source = Source.HOST,
    ) -> None:
        """Remove this many visits from today; `before` is the board beforehand.

        The database chooses which phone loses its visit, and what the removed visits were
        taking part in. The model checks that the choice was possible, and learns it.
        """
        if mark is None:
            lost = self.today.taken(number, first)
        else:
            after = self.board.sources
            sources = before.sources.items()
            lost = Counter({(source, True): n - after.get(source, 0) for source, n in sources})
            assert min(lost.values(), default=0) >= 0
            assert lost.total() == number
        seen: Counter[tuple[Source, bool]] = Counter()
        for phone in self.phones:
            if phone.size:
                visit = self.visit_of(phone)
                left = visit.size if visit else 0
                seen[Source.PHONE, phone.takes_part] += phone.size - left
                phone.size = left
                if not left:
                    phone.gone()
        others = Counter({key: n for key, n in lost.items() if key[0] is not Source.PHONE})
        assert +seen == +(lost - others)
        self.today.others.subtract(others)
        most = sum(n for (_source, takes_part), n in others.items() if takes_part)
        shown = day_model.shown(self.board)
        for each in self.marks:
            was = self.today.marked(each)
            assert 0 <= was - shown[each] <= most
            self.today.marks[each] -= was - shown[each]

    @invariant()
    def equals_the_model(self) -> None:
        self.today_equals()
        self.past_equals()

    def today_equals(self) -> None:
        board, counts = self.board, self.today.counts
        assert board.total == counts[VISITS]
        assert board.just_here == counts[HERE]
        assert board.held == 0
        assert Counter(board.sources) == +Counter({s: counts[c] for s, c in SOURCES.items()})
        assert day_model.shown(board) == +Counter({m: self.today.marked(m) for m in self.marks})
        with self.db.reading() as session:
            rows = visit_rows(session, self.cast.shop, self.date)
            assert total_of(session, self.cast.shop, self.date) == counts[VISITS]
        assert day_model.more_of(Counter(count(rows))) == self.today.more
        # One phone per step: asking them is slowest.
        phone = self.phones[self.asked % len(self.phones)]
        self.asked += 1
        visit = self.visit_of(phone)
        assert (visit.size if visit else 0) == phone.size
        if visit:
            assert (set(visit.activities), visit.roles) == (phone.activities, phone.roles)

    def past_equals(self) -> None:
        """Closed days have counts and no visits; other days have visits and no counts.

        Of days that have settled only the visits are left.
        """
        stored = StoredDays.read(self.db, self.cast.shop)
        assert len(stored.corrections) == len(self.log)
        assert stored.days.keys() <= self.past.keys()
        self.units_equal(stored)
        months: dict[Month, dict[str, tuple[int, int]]] = {}
        for date, past in self.past.items():
            kept = stored.days.get(date, Counter())
            if date in stored.open_days:
                assert not kept
                assert stored.visits.get(date, 0) == past.counts[VISITS]
                continue
            assert date not in stored.visits
            if self.is_settled(date):
                assert kept.keys() <= {VISITS}
                assert kept[VISITS] == past.counts[VISITS]
            else:
                assert (
                    Counter({cell: n for cell, n in kept.items() if cell in EXACT}) == past.counts
                )
                if past.more is not None:
                    assert day_model.more_of(kept) == past.more
                past.kept = kept
            of_month = months.setdefault(Month.of(date), {})
            for cell, number in past.whole.items():
                if number and cell.measure not in SAID:
                    sum_, days = of_month.get(cell.key, (0, 0))
                    of_month[cell.key] = sum_ + number, days + 1
        assert stored.months == {month: of for month, of in months.items() if of}

    def units_equal(self, stored: StoredDays) -> None:
        """What was told as a unit settled stays, and follows from its days."""
        for start, unit in stored.units.items():
            if start not in self.settled:
                first, last = start.first, self.unit(start.first).end.last
                assert self.date >= last + SETTLES_AFTER
                assert not [date for date in stored.open_days if first <= date <= last]
                self.settled[start] = unit
                days = [past.whole for date, past in self.past.items() if first <= date <= last]
                roles = [self.cast.cooks, self.cast.welcomes]
                assert (unit.untold, unit.roles) == day_model.told(days, roles)
                for (_activity, role), number in unit.within.items():
                    assert day_model.THRESHOLD <= number <= unit.roles[role][1]
        assert stored.units == self.settled
        # Whoever closes days leaves no unit behind.
        for date in self.past:
            if self.unit(date).end.last + SETTLES_AFTER <= self.closed_on:
                assert self.is_settled(date)
        for row in stored.corrections:
            if self.is_settled(row.service_date):
                assert (row.role_id, row.cells, row.person_id) == (None, {}, None)
