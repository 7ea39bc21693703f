"""A venue's profile version moves with everything that its profile is read from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.models.in_step import SET_UP, SetUpWrittenInBulk
from tests.support.cast import Cast

DAY = dt.date(2026, 12, 1)
OTHERS = {
    "AuditEntry",
    "ClockSeen",
    "Code",
    "Correction",
    "Day",
    "DayCount",
    "DayKey",
    "DayNote",
    "Device",
    "EarlierImport",
    "HalfSignIn",
    "HandedIn",
    "HeadCheck",
    "HostTime",
    "HostVenue",
    "ImportedDay",
    "ImportedVenue",
    "Invitation",
    "Logbook",
    "LogbookComment",
    "Mail",
    "MailedLink",
    "Membership",
    "MonthCount",
    "Organisation",
    "PartOfDayCount",
    "Participation",
    "Partnership",
    "Passkey",
    "PasskeyChallenge",
    "Person",
    "ProviderSignIn",
    "ReadingKey",
    "RecoveryCode",
    "Reflection",
    "Released",
    "SetAside",
    "SettledActivityRole",
    "SettledRole",
    "SettledUnit",
    "SettlingUnitLength",
    "SignIn",
    "Tap",
    "TiedSubject",
    "Visit",
    "VisitRole",
}
"""The tables that no profile is read from."""


@pytest.fixture
def moved(db: Database, cast: Cast) -> Callable[[Callable[[Session], object]], set[int]]:
    """Does something in a writing block, and tells which venues' versions have moved."""

    def versions() -> dict[int, int]:
        with db.reading() as session:
            found = session.execute(select(models.Venue.id, models.Venue.profile_version))
            return dict(found.all())

    def try_it(does: Callable[[Session], object]) -> set[int]:
        before = versions()
        with db.writing() as session:
            does(session)
        return {venue for venue, version in versions().items() if version != before.get(venue)}

    return try_it


def rows_of(cast: Cast) -> dict[type[models.Base], dict[str, Any]]:
    """A row of every set-up table, of the shop or, where it is a partnership's, of both."""
    return {
        models.Activity: {"venue_id": cast.shop, "name": "Kor", "kind": "fixed", "created_on": DAY},
        models.ActivityDay: {"activity_id": cast.repair, "service_date": DAY, "runs": True},
        models.ActivityTime: {"activity_id": cast.repair, "weekday": 3, "starts": 1, "ends": 2},
        models.ClosedAhead: {"venue_id": cast.shop, "service_date": DAY},
        models.OpeningHours: {
            "venue_id": cast.shop,
            "valid_from": DAY,
            "weekday": 3,
            "opens": 1,
            "closes": 2,
        },
        models.PartnershipLanguage: {
            "partnership_id": cast.partnership,
            "language": "uk",
            "approved_on": DAY,
            "approved_by": 1,
        },
        models.Role: {"partnership_id": cast.partnership, "verb": "synger"},
        models.VenueLanguageOff: {"venue_id": cast.shop, "language": "uk"},
        models.VenueLogo: {"venue_id": cast.shop, "digest": "a", "png": b"a"},
        models.VenueRole: {"venue_id": cast.shop, "role_id": cast.cafe_role},
    }


CHANGES: dict[type[models.Base], dict[str, Any]] = {
    models.Activity: {"name": "Korprøve"},
    models.ActivityDay: {"runs": False},
    models.ActivityTime: {"since": DAY},
    models.ClosedAhead: {"reason": "holiday"},
    models.OpeningHours: {"closes": 3},
    models.PartnershipLanguage: {"approved_by": 2},
    models.Role: {"verb": "nynner"},
    models.VenueLanguageOff: {"language": "ar"},
    models.VenueLogo: {"digest": "b"},
    models.VenueRole: {"since": DAY},
}


def test_every_table_is_known_to_be_set_up_or_not() -> None:
    tables = {mapper.class_.__name__ for mapper in models.Base.registry.mappers}
    set_up = {table.__name__ for table in SET_UP}
    assert not set_up & OTHERS
    assert tables == set_up | OTHERS, "say in app/models/in_step.py whose set-up it is part of"


@pytest.mark.parametrize("table", CHANGES, ids=lambda table: table.__name__)
def test_it_moves_with_every_change(
    moved: Callable[[Callable[[Session], object]], set[int]],
    db: Database,
    cast: Cast,
    table: type[models.Base],
) -> None:
    key = {}

    def add(session: Session) -> None:
        row = table(**rows_of(cast)[table])
        session.add(row)
        session.flush()
        key["of"] = tuple(row.__mapper__.primary_key_from_instance(row))

    def change(session: Session) -> None:
        for name, value in CHANGES[table].items():
            setattr(session.get_one(table, key["of"]), name, value)
        session.flush()
        key["of"] = tuple(table.__mapper__.primary_key_from_instance(session.scalars(new()).one()))

    def new() -> Select[models.Base]:
        columns = table.__mapper__.primary_key
        changed = [getattr(table, name) == value for name, value in CHANGES[table].items()]
        where = [c == k for c, k in zip(columns, key["of"], strict=True) if c.key != "language"]
        return select(table).where(*where, *changed)

    def this() -> list[Any]:
        columns = table.__mapper__.primary_key
        return [column == value for column, value in zip(columns, key["of"], strict=True)]

    assert moved(add) == {cast.shop}
    assert moved(change) == {cast.shop}
    again = {name: getattr(table, name) for name in CHANGES[table]}
    assert moved(lambda session: session.execute(update(table).where(*this()).values(again))) == {
        cast.shop
    }
    assert moved(lambda session: session.delete(session.get_one(table, key["of"]))) == {cast.shop}
    moved(add)
    assert moved(lambda session: session.execute(delete(table).where(*this()))) == {cast.shop}
    with pytest.raises(SetUpWrittenInBulk):
        moved(lambda session: session.execute(insert(table).values(**rows_of(cast)[table])))


def test_it_moves_with_the_venue_itself(
    moved: Callable[[Callable[[Session], object]], set[int]], cast: Cast
) -> None:
    def rename(session: Session) -> None:
        session.get_one(models.Venue, cast.shop).name = "Genbrugen"

    def cap(session: Session) -> None:
        session.execute(
            update(models.Venue).where(models.Venue.id == cast.cafe).values(daily_cap=3)
        )

    assert moved(rename) == {cast.shop}
    assert moved(cap) == {cast.cafe}
    assert moved(lambda session: session.execute(update(models.Venue).values(daily_cap=9))) == {
        cast.shop,
        cast.cafe,
    }


def test_it_moves_with_thousands_of_rows_at_once(
    moved: Callable[[Callable[[Session], object]], set[int]], cast: Cast
) -> None:
    def many(session: Session) -> None:
        session.add_all(
            models.Activity(venue_id=cast.shop, name=f"Hold {n}", kind="fixed", created_on=DAY)
            for n in range(3000)
        )

    assert moved(many) == {cast.shop}


def test_a_change_that_is_rolled_back_moves_nothing(
    moved: Callable[[Callable[[Session], object]], set[int]], cast: Cast
) -> None:
    def change(session: Session) -> None:
        session.get_one(models.Role, cast.cooks).verb = "bager"
        session.flush()
        session.rollback()

    assert not moved(change)


def test_nothing_else_moves_it(
    moved: Callable[[Callable[[Session], object]], set[int]], cast: Cast
) -> None:
    def write(session: Session) -> None:
        session.get_one(models.Partnership, cast.partnership).name = "Byen ved åen"
        session.get_one(models.Code, cast.shop_code).printed_on = DAY
        session.execute(delete(models.ClosedAhead).where(models.ClosedAhead.venue_id == cast.shop))

    assert not moved(write)
