"""Once days are closed, the database is the same whoever came when: one phone that came again or
went on to another place, or two phones; in this order of arrival or in another.

What people do at different parts of the day is counted by the part, so all come in the same one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app import create_app
from app.db import Database
from app.domain.visits.idempotency_key import new_key
from app.services.days.closing import close_due_days
from config import Config
from tests.support.cast import Cast, StandingCast
from tests.support.clock import Clock

SUNDAY, MONDAY = dt.date(2026, 11, 22), dt.date(2026, 11, 23)


@dataclass
class Village:
    """An application with its own database."""

    app: Flask
    clock: Clock
    cast: Cast
    path: Path

    def phone(self) -> FlaskClient:
        return self.app.test_client()

    def arrives(self, phone: FlaskClient, code: str, answer: str, *choices: dict[str, str]) -> None:
        """One press on the check-in page, and one for each choice on the thank-you page."""
        answers = [phone.post(f"/c/{code}", data={"svar": answer, "key": new_key()})]
        for choice in choices:
            answers.append(phone.post(f"/c/{code}/besoeg", data=choice | {"press": new_key()}))
        assert {answer.status_code for answer in answers} == {303}

    def kept(self) -> list[str]:
        """Everything in the file once the days are closed, row by row in stored order."""
        db = self.app.extensions["her_i_dag"].db
        assert close_due_days(db, now=self.clock.at(MONDAY + dt.timedelta(days=1)))
        db.close()
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            return list(connection.iterdump())


@pytest.fixture
def village(
    sqlite_template: Path, standing_cast: StandingCast, tmp_path: Path
) -> Iterator[Callable[[str], Village]]:
    """Makes villages that are identical until somebody comes."""
    villages = []

    def make(name: str) -> Village:
        path = tmp_path / f"{name}.sqlite"
        path.write_bytes(sqlite_template.read_bytes())
        clock = Clock(dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC))
        app = create_app(Config(f"sqlite:///{path}", "http://localhost"), clock)
        cast = standing_cast.write(app.extensions["her_i_dag"].db, clock())
        villages.append(Village(app, clock, cast, path))
        return villages[-1]

    yield make
    for made in villages:
        made.app.extensions["her_i_dag"].db.close()


def test_one_phone_on_two_days_is_like_two_phones(village: Callable[[str], Village]) -> None:
    def two_days(here: Village, first: FlaskClient, second: FlaskClient) -> list[str]:
        for date, phone in ((SUNDAY, first), (MONDAY, second)):
            here.clock.at(date)
            here.arrives(phone, here.cast.knitting_code, "her", {"take": str(here.cast.cooks)})
        return here.kept()

    again, others = village("again"), village("others")
    same = again.phone()
    two_phones = two_days(others, others.phone(), others.phone())
    assert two_days(again, same, same) == two_phones
    assert sum("'visits'" in row for row in two_phones) == 3, "two days and their month"


def test_one_phone_at_two_venues_is_like_two_phones(village: Callable[[str], Village]) -> None:
    def two_places(here: Village, first: FlaskClient, second: FlaskClient) -> list[str]:
        here.arrives(first, here.cast.shop_code, "bare")
        here.arrives(second, here.cast.cafe_code, "her")
        return here.kept()

    along, others = village("along"), village("others")
    same = along.phone()
    two_phones = two_places(others, others.phone(), others.phone())
    assert two_places(along, same, same) == two_phones
    assert sum("'visits'" in row for row in two_phones) == 4, "two places and their months"


def people(cast: Cast, luck: random.Random) -> list[tuple[str, str, list[dict[str, str]]]]:
    """Where each person goes, what they answer, and what they choose next."""
    choices = [
        *({"join": str(a)} for a in (cast.knitting, cast.repair)),
        *({"take": str(r)} for r in (cast.cooks, cast.welcomes)),
        *({"size": str(n)} for n in (2, 5)),
        {"idea": "1"},
        {"back": "1"},
    ]
    codes = (cast.shop_code, cast.knitting_code, cast.repair_code)
    return [
        (luck.choice(codes), luck.choice(("her", "bare")), luck.sample(choices, luck.randint(0, 3)))
        for _person in range(8)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_any_order_of_arrival_is_like_any_other(
    village: Callable[[str], Village], seed: int
) -> None:
    luck = random.Random(seed)
    one, other = village("one"), village("other")
    arriving = people(one.cast, luck)
    for here in (one, other):
        for code, answer, choices in arriving:
            here.arrives(here.phone(), code, answer, *choices)
        luck.shuffle(arriving)
    assert one.kept() == other.kept()


def test_these_tests_see_one_visit_more(village: Callable[[str], Village]) -> None:
    one, two = village("one"), village("two")
    for here, times in ((one, 1), (two, 2)):
        for _time in range(times):
            here.arrives(here.phone(), here.cast.shop_code, "her")
    assert one.kept() != two.kept()


def test_the_counts_of_a_day_lie_in_an_order_of_their_own(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    """Nor in order of first appearance, which PostgreSQL's tables would reveal."""
    luck = random.Random(5)
    here = Village(app, clock, cast, Path())
    for code, answer, choices in people(cast, luck):
        here.arrives(here.phone(), code, answer, *choices)
    close_due_days(db, now=clock.at(MONDAY))
    with db.reading() as session:
        cells = list(session.scalars(text("SELECT cell, number FROM day_count")))
    assert len(cells) >= 8
    assert cells == sorted(cells)
