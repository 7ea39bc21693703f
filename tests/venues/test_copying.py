"""Copying a venue: what is set up comes with, what happened stays behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.venues.usual_times import Rhythm
from app.models import (
    Activity,
    ActivityTime,
    ClosedAhead,
    Code,
    Day,
    Device,
    HostVenue,
    SettlingUnitLength,
    Venue,
    VenueLanguageOff,
    VenueRole,
    Visit,
)
from app.services.core.venue_profile import opening_hours_of
from tests.support.cast import Cast
from tests.support.visit import Visitor

ALIKE = (
    *("kind", "partnership_id", "organisation_id", "day_limit", "colour", "picture"),
    *("offers_company", "daily_cap", "minute_cap"),
)
MONDAYS = ["10:00", "13:00", *[""] * 12, "15:00", "18:00", *[""] * 12]
STAYS_BEHIND = (ClosedAhead, Day, Device, HostVenue, Visit)

SINCE = dt.date(2026, 12, 8)


@pytest.fixture
def copy(kim: Visitor, cast: Cast) -> Callable[..., int]:
    """Copies the shop, and returns the copy's id."""

    def copy(name: str = "Brugsen", **more: Any) -> int:
        page = kim.get(f"/steder/{cast.shop}/kopi")
        page = kim.press(page, "Opret kopien", name=name, **more)
        assert "Kopien er lavet og har fået sine egne koder." in page.text
        return int(page.response.request.path.rsplit("/", 1)[1])

    return copy


def activities_of(session: Session, venue_id: int) -> list[tuple[int | str | dt.date | None, ...]]:
    rows = session.execute(
        select(
            Activity.name,
            Activity.kind,
            ActivityTime.weekday,
            ActivityTime.starts,
            ActivityTime.rhythm,
            ActivityTime.since,
        )
        .outerjoin(ActivityTime)
        .where(Activity.venue_id == venue_id)
    )
    return sorted(map(tuple, rows), key=str)


def test_what_is_set_up_comes_with(
    kim: Visitor, db: Database, cast: Cast, copy: Callable[..., int]
) -> None:
    kim.press(kim.get(f"/steder/{cast.shop}/aabningstider"), "Gem", hours=MONDAYS)
    later = ["09:00", "12:00", *[""] * 26]
    page = kim.get(f"/steder/{cast.shop}/aabningstider")
    kim.press(page, "Gem", hours=later, valid_from="2026-12-01")
    kim.post(f"/steder/{cast.shop}/roller", role=cast.cooks)
    with db.writing() as session:
        own = {"activity_id": cast.knitting, "rhythm": Rhythm.EVERY_OTHER, "since": SINCE}
        session.add(ActivityTime(**own, weekday=1, starts=600, ends=720))
        shop = session.get_one(Venue, cast.shop)
        shop.colour, shop.daily_cap, shop.minute_cap, shop.offers_company = "plum", 77, 7, True
        session.add(VenueLanguageOff(venue_id=cast.shop, language="uk"))
    made = copy()
    with db.reading() as session:
        shop, new = session.get_one(Venue, cast.shop), session.get_one(Venue, made)
        assert new.name == "Brugsen"
        assert [getattr(new, name) for name in ALIKE] == [getattr(shop, name) for name in ALIKE]
        assert opening_hours_of(session, made) == opening_hours_of(session, cast.shop)
        assert activities_of(session, made) == activities_of(session, cast.shop)
        assert len(activities_of(session, made)) > 1
        for table, column in ((VenueRole, "role_id"), (VenueLanguageOff, "language")):
            of = getattr(table, column)
            assert session.scalars(select(of).where(table.venue_id == made)).all() == [
                {"role_id": cast.cooks, "language": "uk"}[column]
            ]
        units = select(SettlingUnitLength.months).where(SettlingUnitLength.venue_id == made)
        assert session.scalars(units).all() == [3]


def test_its_codes_are_its_own(db: Database, cast: Cast, copy: Callable[..., int]) -> None:
    made = copy()
    with db.reading() as session:
        codes = {
            venue_id: set(session.scalars(select(Code.code).where(Code.venue_id == venue_id)))
            for venue_id in (cast.shop, made)
        }
        assert len(codes[made]) == 3, "the venue and its two activities"
        assert not codes[made] & codes[cast.shop]


def test_what_happened_stays_behind(
    app: Flask, visit: Visitor, kim: Visitor, db: Database, cast: Cast, copy: Callable[..., int]
) -> None:
    guest = Visitor(app)
    guest.press(guest.get(f"/c/{cast.shop_code}"), "Jeg er her")
    kim.post(f"/steder/{cast.shop}/lukkedage", first="2026-12-24")
    with db.writing() as session:
        session.get_one(Venue, cast.shop).screen_key = b"k" * 32
        row = session.get_one(Activity, cast.repair)
        row.archived_on = dt.date(2026, 11, 20)
    made = copy()
    with db.reading() as session:
        for table in STAYS_BEHIND:
            number = select(func.count()).select_from(table).where(table.venue_id == made)
            assert session.scalar(number) == 0, table.__name__
        assert session.get_one(Venue, made).screen_key is None
        names = session.scalars(select(Activity.name).where(Activity.venue_id == made)).all()
        assert names == ["Strikkecafé"], "what is in the archive is not copied"


def test_it_refuses_a_name_in_use(kim: Visitor, cast: Cast) -> None:
    page = kim.get(f"/steder/{cast.shop}/kopi")
    page = kim.press(page, "Opret kopien", status=400, name="genbrugsbutikken")
    assert "Det navn er i brug her" in page.text
    page = kim.press(page, "Opret kopien", status=400, name=" ")
    assert "Skriv, hvad stedet hedder" in page.text
