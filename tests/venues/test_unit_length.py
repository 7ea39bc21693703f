"""A venue tells of roles by the quarter or the month, and changes that only ahead."""

from __future__ import annotations

import datetime as dt

import pytest

from app.db import Database
from app.domain.base.months import Month
from app.domain.people.access import Duty, NotFound, Viewer
from app.domain.venues.kinds import VenueKind
from app.services.venues.unit_length import UnitLength, set_unit_length
from app.services.venues.venue_set_up import venue_set_up
from app.services.venues.venues import Outline, add_venue
from tests.support.cast import Cast
from tests.support.clock import Clock


@pytest.fixture
def kim(cast: Cast) -> Viewer:
    return Viewer(2, "Kim", "da", {cast.partnership: Duty.COORDINATOR})


def length(db: Database, kim: Viewer, venue_id: int, now: dt.datetime) -> UnitLength:
    return venue_set_up(db, kim, venue_id, now=now).unit_length


def test_a_new_venue_has_the_length_that_was_chosen(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    for chosen in (1, 3):
        outline = Outline(f"Sted {chosen}", VenueKind.OTHER)
        venue_id = add_venue(
            db, kim, cast.partnership, outline, {}, unit_length=chosen, now=clock()
        )
        assert length(db, kim, venue_id, clock()) == UnitLength(chosen)


def test_another_length_counts_from_the_next_quarter(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    set_unit_length(db, kim, cast.shop, 1, now=clock())
    assert length(db, kim, cast.shop, clock()) == UnitLength(3, 1, Month(2027, 1))
    set_unit_length(db, kim, cast.shop, 1, now=clock())
    assert length(db, kim, cast.shop, clock()) == UnitLength(3, 1, Month(2027, 1))
    assert length(db, kim, cast.shop, clock.at("2027-01-01")) == UnitLength(1)


def test_the_choice_can_be_taken_back_until_then(
    db: Database, cast: Cast, clock: Clock, kim: Viewer
) -> None:
    set_unit_length(db, kim, cast.shop, 1, now=clock())
    set_unit_length(db, kim, cast.shop, 3, now=clock.at("2026-12-31"))
    assert length(db, kim, cast.shop, clock()) == UnitLength(3)


def test_it_is_not_for_others(db: Database, cast: Cast, clock: Clock, kim: Viewer) -> None:
    for venue_id in (cast.cafe, 999):
        with pytest.raises(NotFound):
            set_unit_length(db, kim, venue_id, 1, now=clock())
