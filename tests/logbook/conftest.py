"""A quarterly logbook at the shop, with its counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.db import Database
from app.domain.visits.counting import Cell, Measure
from app.models import Day, HostVenue, Membership, Person, Venue
from app.services.visits.day_counts import write_day
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import ended
from tests.support.logbook_pages import QUARTER
from tests.support.visit import Visitor


@pytest.fixture
def at(cast: Cast) -> str:
    return f"/logbog/{cast.shop}/{QUARTER}"


@pytest.fixture
def last_day(clock: Clock) -> None:
    """Go to the quarter's last day; a sign-in does not last from November to January."""
    clock.at("2026-12-31")


@pytest.fixture
def sign_in(app: Flask, cast: Cast) -> Callable[[Any], Visitor]:
    return lambda email: Visitor(app).sign_in(email)


@pytest.fixture
def counted(db: Database, cast: Cast) -> Callable[..., None]:
    """Write the counts of a closed day."""

    def write(day_of: str, visits: int, **more: int) -> None:
        with db.writing() as session:
            date = dt.date.fromisoformat(day_of)
            if session.get(Day, (cast.shop, date)) is None:
                session.add(ended(cast.shop, date, state="counted"))
                session.flush()
            counts = {
                Cell(Measure.VISITS): visits,
                Cell(Measure.JUST_HERE): visits - more.get("knitting", 0),
                Cell(Measure.TOOK_PART): more.get("knitting", 0),
                Cell(Measure.ACTIVITY, activity_id=cast.knitting): more.get("knitting", 0),
                Cell(Measure.ROLE, cast.knitting, cast.cooks): more.get("cooks", 0),
            }
            write_day(session, cast.shop, date, {c: n for c, n in counts.items() if n})

    return write


@pytest.fixture
def next_door(db: Database, cast: Cast, sign_in: Callable[[Any], Visitor]) -> Visitor:
    """Ida, a host at another venue in the partnership."""
    with db.writing() as session:
        created_on = session.get_one(Venue, cast.shop).created_on
        barn = Venue(
            partnership_id=cast.partnership, name="Laden", kind="faelleshus", created_on=created_on
        )
        ane = session.query(Person).filter_by(email=cast.ane).one()
        ida = Person(email="ida@example.dk", name="Ida", password_hash=ane.password_hash)
        session.add_all([barn, ida])
        session.flush()
        session.add(Membership(person_id=ida.id, partnership_id=cast.partnership, duty="host"))
        session.add(HostVenue(person_id=ida.id, venue_id=barn.id))
    return sign_in("ida@example.dk")
