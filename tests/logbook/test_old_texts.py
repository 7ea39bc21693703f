"""What was written is deleted five years after the end of its year; numbers stay."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.domain.base.months import Quarter
from app.domain.logbook.logbook import Mix, Prompt
from app.models import DayNote, HandedIn, LogbookComment, Reflection
from app.services.logbook import life, reading, writing
from app.services.logbook.old_texts import delete_old_texts
from config import Config
from tests.support.cast import ANE, KIM, Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer
from tests.support.visit import Visitor

OLD, NEW = Quarter(2026, 4), Quarter(2027, 1)
CANARY = "Kanariefugl"


@pytest.fixture
def wrote(db: Database, cast: Cast, clock: Clock, counted: Callable[..., None]) -> None:
    """Words of every kind in the last quarter of a year, handed in twice, and in the next."""
    ane, kim = viewer(db, ANE), viewer(db, KIM)
    counted("2026-12-30", 12)
    with db.writing() as session:
        for date in (dt.date(2026, 12, 31), dt.date(2027, 1, 1)):
            session.add(DayNote(venue_id=cast.shop, service_date=date, text=f"{CANARY} {date}"))
    for period, at in ((OLD, "2027-01-10"), (NEW, "2027-04-10")):
        clock.at(at)
        writing.write(db, ane, cast.shop, period, Prompt.HAPPENED, text=CANARY, seen=0, now=clock())
        life.hand_in(db, kim, cast.shop, period, now=clock())
        life.correct(db, kim, cast.shop, period, now=clock())
        life.hand_in(db, kim, cast.shop, period, why=CANARY, now=clock())
        with db.writing() as session:
            logbook = max(session.scalars(select(HandedIn.logbook_id)))
            session.add(
                LogbookComment(logbook_id=logbook, person_id=KIM, text=CANARY, written_at=clock())
            )


def words(db: Database) -> dict[str, int]:
    """How many rows of each table have words in them."""
    with db.reading() as session:
        handed_in = [json.dumps(row.content) for row in session.scalars(select(HandedIn))]
        return {
            "notes": len(session.scalars(select(DayNote)).all()),
            "comments": len(session.scalars(select(LogbookComment)).all()),
            "texts": len(session.scalars(select(Reflection).where(Reflection.text != "")).all()),
            "handed in": sum(CANARY in content for content in handed_in),
        }


def test_they_are_deleted_when_the_fifth_year_is_over(
    db: Database, cast: Cast, clock: Clock, wrote: None
) -> None:
    all_of_it = {"notes": 2, "comments": 2, "texts": 2, "handed in": 4}
    assert words(db) == all_of_it
    clock.at("2031-12-31")
    assert not delete_old_texts(db, now=clock())
    assert words(db) == all_of_it
    clock.at("2032-01-01")
    assert delete_old_texts(db, now=clock())
    assert words(db) == {name: number // 2 for name, number in all_of_it.items()}
    assert not delete_old_texts(db, now=clock())
    clock.at("2033-01-01")
    assert delete_old_texts(db, now=clock())
    assert set(words(db).values()) == {0}


def test_numbers_that_were_handed_in_stay(
    db: Database, cast: Cast, clock: Clock, wrote: None
) -> None:
    clock.at("2032-01-01")
    kim = viewer(db, KIM)
    before = reading.open_logbook(db, kim, cast.shop, OLD, version=None, now=clock()).content
    delete_old_texts(db, now=clock())
    after = reading.open_logbook(db, kim, cast.shop, OLD, version=None, now=clock()).content
    assert before.numbers.visits.whole.low == 12
    assert after.numbers == before.numbers
    assert before.handed_in is not None and after.handed_in is not None
    assert (after.handed_in.version, after.handed_in.by) == (2, before.handed_in.by)
    assert not any(one.text or one.by for one in after.reflections)


def test_the_server_does_it_and_leaves_no_byte(
    app: Flask, db: Database, clock: Clock, wrote: None, config: Config
) -> None:
    clock.at("2033-01-01")
    Visitor(app).get("/kode")  # Whoever comes by first.
    assert set(words(db).values()) == {0}
    if config.sqlite_path:
        for file in config.sqlite_path.parent.iterdir():
            assert CANARY.encode() not in file.read_bytes(), file.name


def test_a_draft_loses_its_words_and_keeps_how_it_felt(
    db: Database, cast: Cast, clock: Clock
) -> None:
    ane = viewer(db, ANE)
    clock.at("2027-01-10")
    writing.write(
        db, ane, cast.shop, OLD, Prompt.MIX, now=clock(), text=CANARY, step=Mix(2), seen=0
    )
    clock.at("2032-01-01")
    assert delete_old_texts(db, now=clock())
    with db.reading() as session:
        [left] = session.scalars(select(Reflection))
    assert (left.text, left.step, left.person_id, left.version) == ("", 2, None, 2)


def test_its_page_says_when(app: Flask, cast: Cast, clock: Clock) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    assert "Ordene bliver slettet den 1. januar 2032." in kim.get(f"/logbog/{cast.shop}/{OLD}").text
