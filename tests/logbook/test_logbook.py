"""Keeping the logbook: nothing overwritten, nothing shown to strangers, which version counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from app.db import Database
from app.domain.base.months import Quarter
from app.domain.days.correction_window import NotSettled
from app.domain.logbook.logbook import LogbookStands, Mix, Prompt, WrittenMeanwhile
from app.domain.people.access import NotFound, Viewer
from app.models import HandedIn, Logbook, Reflection
from app.services.logbook.life import hand_in
from app.services.logbook.reading import open_logbook
from app.services.logbook.shelf import shelf
from app.services.logbook.writing import to_write, write
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer

QUARTER = Quarter(2026, 4)


@pytest.fixture
def ane(db: Database, cast: Cast) -> Viewer:
    return viewer(db, 1)


@pytest.fixture
def kim(db: Database, cast: Cast) -> Viewer:
    return viewer(db, 2)


@pytest.fixture
def lis(db: Database, cast: Cast) -> Viewer:
    return viewer(db, 3)


@pytest.fixture
def bo(db: Database, cast: Cast) -> Viewer:
    return viewer(db, 4)


def stored(db: Database, table: type[Reflection] | type[Logbook] | type[HandedIn]) -> list[Any]:
    with db.reading() as session:
        return list(session.scalars(select(table)))


def test_it_counts_the_versions_of_a_text(
    db: Database, cast: Cast, ane: Viewer, kim: Viewer, clock: Clock
) -> None:
    for seen, (who, text) in enumerate([(ane, "Et"), (kim, "To"), (ane, "")]):
        write(db, who, cast.shop, QUARTER, Prompt.LEARNED, text=text, seen=seen, now=clock())
    found = to_write(db, ane, cast.shop, QUARTER, Prompt.LEARNED, now=clock()).reflection
    assert (found.text, found.version, found.by, found.at) == ("", 3, "Ane", clock())


def test_it_tells_what_was_written_meanwhile(
    db: Database, cast: Cast, ane: Viewer, kim: Viewer, clock: Clock
) -> None:
    about: dict[str, Any] = {"prompt": Prompt.MIX, "now": clock()}
    write(db, ane, cast.shop, QUARTER, text="Naboer", step=Mix.SAME, seen=0, **about)
    with pytest.raises(WrittenMeanwhile) as meanwhile:
        write(db, kim, cast.shop, QUARTER, text="Naboer", step=Mix.MANY, seen=0, **about)
    assert meanwhile.value.theirs.step is Mix.SAME
    assert meanwhile.value.theirs.version == 1


def test_it_lets_one_of_many_win(db: Database, cast: Cast, ane: Viewer, clock: Clock) -> None:
    def try_it(number: int) -> int:
        try:
            write(
                db,
                ane,
                cast.shop,
                QUARTER,
                Prompt.HAPPENED,
                text=f"Svar {number}",
                seen=0,
                now=clock(),
            )
        except WrittenMeanwhile:
            return 0
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_it, range(8))) == 1
    assert [row.version for row in stored(db, Reflection)] == [1]
    assert len(stored(db, Logbook)) == 1


def test_it_makes_no_row_for_somebody_who_only_reads(
    db: Database, cast: Cast, kim: Viewer, clock: Clock
) -> None:
    open_logbook(db, kim, cast.shop, QUARTER, now=clock())
    to_write(db, kim, cast.shop, QUARTER, Prompt.MIX, now=clock())
    assert not stored(db, Logbook)


def test_it_is_handed_in_once(db: Database, cast: Cast, kim: Viewer, clock: Clock) -> None:
    with pytest.raises(NotSettled):
        hand_in(db, kim, cast.shop, QUARTER, now=clock())
    clock.at("2027-01-08", 4)

    def try_it(_number: int) -> int:
        try:
            hand_in(db, kim, cast.shop, QUARTER, now=clock())
        except LogbookStands:
            return 0
        return 1

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(try_it, range(4))) == 1
    (row,) = stored(db, HandedIn)
    assert row.version == 1
    assert row.content["handed_in"]["by"] == "Kim"
    assert row.content["numbers"]["roles_shown"] == "all"
    assert {one["number"] for one in row.content["definitions"]} >= {"visits", "range"}


def test_it_shows_the_latest_version(
    db: Database, cast: Cast, kim: Viewer, lis: Viewer, clock: Clock
) -> None:
    clock.at("2027-01-09")
    hand_in(db, kim, cast.shop, QUARTER, now=clock())
    (first,) = stored(db, HandedIn)
    corrected = {**first.content, "venue": "Rettet"}
    with db.writing() as session:
        session.add(
            HandedIn(
                logbook_id=first.logbook_id,
                version=2,
                person_id=first.person_id,
                handed_in_at=clock(),
                content=corrected,
            )
        )
    assert open_logbook(db, lis, cast.shop, QUARTER, now=clock()).content.venue == "Rettet"


def test_it_takes_nothing_after_it_is_handed_in(
    db: Database, cast: Cast, ane: Viewer, kim: Viewer, clock: Clock
) -> None:
    clock.at("2027-01-09")
    hand_in(db, kim, cast.shop, QUARTER, now=clock())
    with pytest.raises(LogbookStands):
        write(db, ane, cast.shop, QUARTER, Prompt.LEARNED, text="Nej", seen=0, now=clock())
    with pytest.raises(LogbookStands):
        to_write(db, ane, cast.shop, QUARTER, Prompt.LEARNED, now=clock())
    assert not stored(db, Reflection)


def test_it_is_missing_for_those_who_may_not(
    db: Database, cast: Cast, ane: Viewer, lis: Viewer, bo: Viewer, clock: Clock
) -> None:
    learned: dict[str, Any] = {"prompt": Prompt.LEARNED, "text": "Nej", "seen": 0, "now": clock()}
    for who, venue in ((bo, cast.shop), (ane, cast.cafe), (lis, cast.shop), (ane, 10**12)):
        with pytest.raises(NotFound):
            open_logbook(db, who, venue, QUARTER, now=clock())
        with pytest.raises(NotFound):
            write(db, who, venue, QUARTER, **learned)
        with pytest.raises(NotFound):
            hand_in(db, who, venue, QUARTER, now=clock())


@pytest.mark.parametrize("quarter", [Quarter(2026, 3), Quarter(2027, 1)])
def test_it_has_no_logbook_before_the_venue_or_after_today(
    db: Database, cast: Cast, kim: Viewer, clock: Clock, quarter: Quarter
) -> None:
    with pytest.raises(NotFound):
        open_logbook(db, kim, cast.shop, quarter, now=clock())


def test_it_lists_what_a_viewer_may_open(
    db: Database, cast: Cast, ane: Viewer, kim: Viewer, lis: Viewer, bo: Viewer, clock: Clock
) -> None:
    clock.at("2027-01-09")
    write(db, ane, cast.shop, QUARTER, Prompt.MIX, text="", step=Mix.SAME, seen=0, now=clock())
    write(db, ane, cast.shop, QUARTER, Prompt.LEARNED, text="Ja", seen=0, now=clock())
    write(db, ane, cast.shop, QUARTER, Prompt.LEARNED, text="", seen=1, now=clock())
    assert not shelf(db, lis, now=clock()).venues
    (mine,) = shelf(db, ane, now=clock()).venues
    assert [str(quarter) for quarter in mine.logbooks] == ["2027-1", "2026-4"]
    assert mine.logbooks[QUARTER].answered == 1
    assert [venue.name for venue in shelf(db, bo, now=clock()).venues] == ["Skraldecaféen"]
    hand_in(db, kim, cast.shop, QUARTER, now=clock())
    (read,) = shelf(db, lis, now=clock()).venues
    assert list(read.logbooks) == [QUARTER]
    assert read.logbooks[QUARTER].handed_in_at == clock()
