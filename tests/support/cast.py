"""The standing cast: two partnerships that must never see each other.

Ane hosts at the shop, Kim coordinates and Lis reads in the same partnership; Bo coordinates
elsewhere, at his own café.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Column, Table, insert, select
from werkzeug.security import generate_password_hash

from app.db import Database
from app.models import (
    Activity,
    ActivityTime,
    Base,
    Code,
    HostVenue,
    Membership,
    Organisation,
    Partnership,
    Person,
    Role,
    SettlingUnitLength,
    Venue,
    VenueRole,
)

ANE, KIM, LIS, BO = 1, 2, 3, 4
"""Their ids."""
PASSWORD = "tre tilfældige ord"
LIGHT = "scrypt:256:8:1"
"""The lightest scrypt there is: tests check passwords by the hundred."""


Row = TypeVar("Row", bound=Base)


@cache
def password_hash() -> str:
    return generate_password_hash(PASSWORD, method=LIGHT)


@dataclass(frozen=True)
class Cast:
    """Ids of the rows the cast needs."""

    partnership: int
    shop: int
    shop_code: str
    knitting: int
    knitting_code: str
    repair: int
    repair_code: str
    cooks: int
    welcomes: int
    ane: str
    kim: str
    lis: str
    other_partnership: int
    cafe: int
    cafe_code: str
    cafe_role: int
    cafe_activity: int
    bo: str


def email_of(person: Person) -> str:
    """The address of somebody who has an account."""
    assert person.email is not None
    return person.email


class StandingCast:
    """Writes the cast; after the first time it copies what was written, eight times as fast."""

    def __init__(self) -> None:
        self._made: dict[dt.date, tuple[Cast, dict[Table, list[dict[str, Any]]]]] = {}
        self._files: dict[dt.date, tuple[bytes, bytes]] = {}

    def write(self, db: Database, now: dt.datetime) -> Cast:
        """Write the cast into an empty database: on SQLite a file, if it is as empty as before."""
        if not db.is_sqlite:
            return self._write_rows(db, now)
        file = Path(db.engine.url.database or "")
        before = file.read_bytes()
        empty, filled = self._files.get(now.date(), (None, b""))
        if before == empty:
            file.write_bytes(filled)
            return self._made[now.date()][0]
        cast = self._write_rows(db, now)
        self._files.setdefault(now.date(), (before, file.read_bytes()))
        return cast

    def _write_rows(self, db: Database, now: dt.datetime) -> Cast:
        if now.date() not in self._made:
            cast = make_cast(db, now)
            with db.reading() as session:
                rows = {
                    table: [dict(row) for row in session.execute(select(table)).mappings()]
                    for table in Base.metadata.sorted_tables
                }
            self._made[now.date()] = cast, {table: kept for table, kept in rows.items() if kept}
            return cast
        cast, rows = self._made[now.date()]
        with db.writing() as session:
            connection = session.connection()
            for table, kept in rows.items():
                connection.execute(insert(table), kept)
            if not db.is_sqlite:
                # Inserting rows with explicit ids does not advance PostgreSQL's sequences.
                moved = [
                    f"setval('{table.name}_id_seq', {max(row['id'] for row in kept)})"
                    for table, kept in rows.items()
                    if isinstance(table.c.get("id"), Column) and table.c.id.autoincrement
                ]
                connection.exec_driver_sql(f"SELECT {', '.join(moved)}")
        return cast


def make_cast(db: Database, now: dt.datetime) -> Cast:
    """Write the cast into an empty database."""
    today = now.date()
    with db.writing() as session:

        def add(row: Row) -> Row:
            session.add(row)
            session.flush()
            return row

        def person(email: str, name: str, partnership: Partnership, duty: str) -> Person:
            row = add(Person(email=email, name=name, password_hash=password_hash()))
            add(Membership(person_id=row.id, partnership_id=partnership.id, duty=duty))
            return row

        def activity(venue: Venue, name: str, kind: str = "fixed", **more: Any) -> Activity:
            return add(Activity(venue_id=venue.id, name=name, kind=kind, created_on=today, **more))

        def code(text: str, venue: Venue, target: Activity | None = None) -> str:
            add(
                Code(
                    code=text,
                    venue_id=venue.id,
                    activity_id=target.id if target else None,
                    created_on=today,
                )
            )
            return text

        ours = add(Partnership(name="Landsbyen", created_on=today))
        add(Organisation(partnership_id=ours.id, name="Borgerforeningen", kind="association"))
        shop = add(
            Venue(
                partnership_id=ours.id,
                name="Genbrugsbutikken",
                kind="genbrugsbutik",
                created_on=today,
            )
        )
        # Long ago, so that tests may settle any period.
        units_since = dt.date(2020, 1, 1)
        add(SettlingUnitLength(venue_id=shop.id, since=units_since, months=3))
        knitting = activity(shop, "Strikkecafé")
        add(ActivityTime(activity_id=knitting.id, weekday=6, starts=600, ends=840))
        repair = activity(shop, "Reparation")
        cooks = add(Role(partnership_id=ours.id, verb="laver mad", verb_en="cooking", position=1))
        welcomes = add(Role(partnership_id=ours.id, verb="er vært", verb_en="hosting", position=2))
        for role in (cooks, welcomes):
            add(VenueRole(venue_id=shop.id, role_id=role.id))
        ane = person("ane@example.dk", "Ane", ours, "host")
        add(HostVenue(person_id=ane.id, venue_id=shop.id))
        kim = person("kim@example.dk", "Kim", ours, "coordinator")
        lis = person("lis@example.dk", "Lis", ours, "reader")

        theirs = add(Partnership(name="Byen", created_on=today))
        cafe = add(
            Venue(
                partnership_id=theirs.id, name="Skraldecaféen", kind="skraldecafe", created_on=today
            )
        )
        add(SettlingUnitLength(venue_id=cafe.id, since=units_since, months=3))
        cafe_role = add(Role(partnership_id=theirs.id, verb="dækker bord", position=1))
        add(VenueRole(venue_id=cafe.id, role_id=cafe_role.id))
        cafe_activity = activity(cafe, "Fællesspisning", is_cause=True)
        bo = person("bo@example.dk", "Bo", theirs, "coordinator")
        return Cast(
            partnership=ours.id,
            shop=shop.id,
            shop_code=code("SH0P11", shop),
            knitting=knitting.id,
            knitting_code=code("KN1T22", shop, knitting),
            repair=repair.id,
            repair_code=code("REPA33", shop, repair),
            cooks=cooks.id,
            welcomes=welcomes.id,
            ane=email_of(ane),
            kim=email_of(kim),
            lis=email_of(lis),
            other_partnership=theirs.id,
            cafe=cafe.id,
            cafe_code=code("CAFE44", cafe),
            cafe_role=cafe_role.id,
            cafe_activity=cafe_activity.id,
            bo=email_of(bo),
        )
