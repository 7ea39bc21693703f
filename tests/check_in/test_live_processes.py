"""Two servers in processes of their own, on one database: neither shows what is over."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db import Database
from app.domain.base.service_day import ONE_DAY
from app.models import Activity, Day, DayCount, Role, Venue, Visit
from bench.serving import Server, serving
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.text import must_find

KEY = re.compile(r'name="key" value="([0-9a-f]+)"')
AT = re.compile(r'data-at="(\d+)"')


@pytest.fixture
def servers(database_url: str, cast: Cast, clock: Clock, tmp_path: Path) -> Iterator[list[Server]]:
    with contextlib.ExitStack() as stack:
        started = []
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
            started.append(stack.enter_context(serving(database_url, tmp_path / name)))
        set_clocks(started, clock())
        yield started


def set_clocks(servers: list[Server], now: dt.datetime) -> None:
    for server in servers:
        server.clock.set(now)


def check_in(server: Server, target: str) -> tuple[str, str]:
    """Check in, and return the phone's cookie and the thank-you's address."""
    key = must_find(KEY, server.get(target).text)[1]
    answer = server.post(target, svar="her", key=key)
    assert answer.status == 303
    return answer.headers["Set-Cookie"].partition(";")[0], answer.headers["Location"]


def test_a_change_is_on_the_next_page_of_each(
    servers: list[Server], target: str, db: Database, cast: Cast
) -> None:
    phones = [check_in(server, target) for server in servers]
    for server, (cookie, thanked) in zip(servers, phones, strict=True):
        assert "Strikkecafé" in server.get(target).text
        assert "laver mad" in server.get(thanked, Cookie=cookie).text
    for number in range(5):
        with db.writing() as session:
            session.get_one(Venue, cast.shop).name = f"Hus {number}"
            session.get_one(Activity, cast.knitting).name = f"Strik {number}"
            session.get_one(Role, cast.cooks).verb = f"laver ret {number}"
        for server, (cookie, thanked) in zip(servers, phones, strict=True):
            page = server.get(target).text
            assert f"Hus {number}" in page
            assert f"Strik {number}" in page
            assert f"laver ret {number}" in server.get(thanked, Cookie=cookie).text


def test_the_pages_of_a_day_end_with_it(
    servers: list[Server], target: str, db: Database, cast: Cast, clock: Clock
) -> None:
    date = clock().date()
    set_clocks(servers, clock.at(date + ONE_DAY, 3, 59))
    phones = [check_in(server, target) for server in servers]
    for server, (cookie, _thanked) in zip(servers, phones, strict=True):
        assert "er ikke i dag" not in server.get(target).text
        assert "laver mad" in server.get(f"{target}/besoeg", Cookie=cookie).text
    at = [int(must_find(AT, server.get(target).text)[1]) for server in servers]
    assert at == [(27 * 60 + 59) * 60] * 2

    set_clocks(servers, clock.at(date + ONE_DAY, 4, 0))
    for server, (cookie, _thanked) in zip(servers, phones, strict=True):
        page = server.get(target).text
        assert "er ikke i dag" in page  # The activity is on Sundays.
        assert int(must_find(AT, page)[1]) == 4 * 60 * 60
        assert server.get(f"{target}/besoeg", Cookie=cookie).status == 303
    with db.reading() as session:
        assert session.get_one(Day, (cast.shop, date)).closed
        assert session.scalar(select(func.count()).select_from(Visit)) == 0
        visits = select(DayCount.number).where(DayCount.cell == "visits")
        assert session.scalars(visits).all() == [2]
