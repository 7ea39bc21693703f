"""Reports have all of an import or nothing of it, also while it is saved and taken back."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.days.day_state import DayState
from app.domain.imports.rows import ImportedCount
from app.domain.people.access import Duty, Viewer
from app.domain.reports.detail import BRIEF
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.domain.visits.source import Source
from app.exports.report.csv_file import report_csv
from app.exports.report.json_file import report_json
from app.exports.report.tables import tables
from app.services.imports import slices, take, undo
from app.services.reports.reports import overview
from app.translator import DANISH
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits

BEFORE, AFTER = (dt.date(2025, 1, day) for day in (3, 4))
OLD = [ImportedCount("Butikken", BEFORE, 8), ImportedCount("Butikken", AFTER, None)]
NEW = [
    ImportedCount("Butikken", dt.date(2024, 12, 30), 5),
    ImportedCount("Butikken", BEFORE, 0),
    ImportedCount("Butikken", AFTER, 7),
    ImportedCount("Butikken", dt.date(2025, 1, 5), None),
    ImportedCount("Butikken", dt.date(2025, 2, 6), 9),
    ImportedCount("Huset", dt.date(2025, 2, 6), 11),
]


class Killed(BaseException):
    """Nothing is written any more."""


class Killable(Database):
    """A database whose process is killed after some writing blocks."""

    def __init__(self, url: str, blocks: int) -> None:
        super().__init__(url)
        self.left = blocks

    @contextlib.contextmanager
    def writing(self, *, in_bulk: bool = False) -> Iterator[Session]:
        if not self.left:
            raise Killed
        self.left -= 1
        with super().writing(in_bulk=in_bulk) as session:
            yield session


@pytest.fixture
def kim(cast: Cast) -> Viewer:
    return Viewer(1, "Kim", "da", {cast.partnership: Duty.COORDINATOR})


@pytest.fixture
def in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few, and one day in each slice."""
    monkeypatch.setattr(take, "WHOLE", 0)
    monkeypatch.setattr(slices, "slice_of", lambda date: date)


def shown(db: Database, kim: Viewer, cast: Cast, clock: Clock) -> list[object]:
    """Every report of the years: of the shop, and of the whole partnership."""
    found: list[object] = []
    for which in (
        Selection(frozenset({cast.shop})),
        Selection(partnership_id=cast.partnership),
    ):
        for name in ("2024", "2025", "2025-01", "2025-02"):
            period = Period.parse(name)
            whole = overview(db, kim, which, period, now=clock())
            brief = overview(db, kim, which, period, now=clock(), detail=BRIEF)
            # The page has the same rows as the files.
            assert tables(brief, DANISH) == tables(whole, DANISH)
            found += [report_json(whole), report_csv(whole)]
    return found


def save(
    db: Database, kim: Viewer, cast: Cast, clock: Clock, days: list[ImportedCount]
) -> int | None:
    return take.take(
        db,
        kim,
        cast.partnership,
        days,
        {"Butikken": cast.shop, "Huset": cast.shop},
        now=clock(),
        replaced={(cast.shop, BEFORE), (cast.shop, AFTER)},
    ).import_id


def saved_before(db: Database, kim: Viewer, cast: Cast, clock: Clock) -> list[object]:
    close(db, cast.shop, dt.date(2025, 1, 7), visits(12, cast.knitting))
    assert save(db, kim, cast, clock, OLD) == 1
    return shown(db, kim, cast, clock)


def test_an_import_that_was_cut_off_is_in_no_report(
    db: Database, database_url: str, cast: Cast, clock: Clock, kim: Viewer, in_slices: None
) -> None:
    before = saved_before(db, kim, cast, clock)
    for blocks in range(1, 5):
        dying = Killable(database_url, blocks)
        with pytest.raises(Killed):
            save(dying, kim, cast, clock, NEW)
        dying.close()
        # The second time round, it also shows that nothing is left of what was taken back.
        assert shown(db, kim, cast, clock) == before
        undo.undo(db, blocks + 1, now=clock())
    assert shown(db, kim, cast, clock) == before
    assert save(db, kim, cast, clock, NEW) == 6
    assert shown(db, kim, cast, clock) != before


def test_a_take_back_that_was_cut_off_takes_all_of_it_out_of_reports(
    db: Database, database_url: str, cast: Cast, clock: Clock, kim: Viewer, in_slices: None
) -> None:
    before = saved_before(db, kim, cast, clock)
    save(db, kim, cast, clock, NEW)
    for _again in range(2):
        dying = Killable(database_url, 2)
        with pytest.raises(Killed):
            undo.undo(dying, 2, now=clock())
        dying.close()
        assert shown(db, kim, cast, clock) == before
    undo.undo(db, 2, now=clock())
    assert shown(db, kim, cast, clock) == before


def test_a_whole_import_is_in_its_reports(
    db: Database, cast: Cast, clock: Clock, kim: Viewer, in_slices: None
) -> None:
    saved_before(db, kim, cast, clock)
    save(db, kim, cast, clock, NEW)
    which = Selection(frozenset({cast.shop}))
    report = overview(db, kim, which, Period.parse("2025-01"), now=clock()).report
    assert report.figures.visits == 12 + 0 + 7
    assert report.figures.sources[Source.IMPORT] == 7
    states = {day.date.day: (day.state, day.visits) for day in report.days}
    assert states[3] == (DayState.ZERO, 0)
    assert states[4] == (DayState.COUNTED, 7)
    assert states[5] == (DayState.CLOSED, None)
