"""Making codes that are on no other poster."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from sqlalchemy import select

from app.db import Database
from app.domain.venues.codes import CodeState, state
from app.domain.venues.set_up import AlreadyReplaced
from app.models import Code
from app.services.venues import codes
from app.services.venues.make_code import make_code
from tests.support.cast import KIM, Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer


def test_it_draws_again_where_a_code_is_taken(db: Database, cast: Cast, clock: Clock) -> None:
    drawn = iter([cast.shop_code, cast.cafe_code, "FRESH1"])
    with db.writing() as session:
        made = make_code(session, cast.shop, None, clock().date(), draw=lambda: next(drawn))
    assert made == "FRESH1"
    with db.reading() as session:
        assert session.get_one(Code, cast.cafe_code).venue_id == cast.cafe
        assert session.get_one(Code, "FRESH1").venue_id == cast.shop


def test_it_replaces_a_code_once_when_two_press_at_once(
    db: Database, cast: Cast, clock: Clock
) -> None:
    ready = threading.Barrier(2)
    refused = []

    def replace() -> None:
        ready.wait()
        try:
            codes.replace_code(db, viewer(db, KIM), cast.shop_code, grace_days=60, now=clock())
        except AlreadyReplaced as error:
            refused.append(error)

    threads = [threading.Thread(target=replace) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    with db.reading() as session:
        versions = session.scalars(
            select(Code.version).where(Code.venue_id == cast.shop, Code.activity_id.is_(None))
        )
        assert sorted(versions) == [1, 2]


@pytest.mark.parametrize(
    ("grace_until", "expected"),
    [
        (None, CodeState.IN_USE),
        (dt.date(2026, 11, 22), CodeState.IN_GRACE),
        (dt.date(2026, 11, 21), CodeState.GONE),
    ],
)
def test_it_knows_what_a_code_does_today(grace_until: None, expected: CodeState) -> None:
    assert state(grace_until, dt.date(2026, 11, 22)) is expected
