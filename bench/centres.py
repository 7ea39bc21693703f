"""The venues of a replay: one partnership, the file's venues, a coordinator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.security import generate_password_hash

from app.db import Database
from app.domain.people.access import Duty
from app.domain.venues.codes import new_code
from app.domain.venues.kinds import VenueKind
from app.models import Code, Membership, OpeningHours, Partnership, Person, Venue

EMAIL, PASSWORD = "koordinator@replay.example", "tre tilfældige ord"
# Open all day on the weekdays on which the venue was ever counted: the others are not asked for.
OPENS, CLOSES = 8 * 60, 22 * 60


@dataclass(frozen=True)
class Centres:
    """What the replay knows of its venues, by name."""

    ids: dict[str, int]
    codes: dict[str, str]


def set_up(db: Database, days: Mapping[dt.date, Mapping[str, int]]) -> Centres:
    """Write the venues of the days into an empty, migrated database."""
    counted = [(date, venue) for date, venues in days.items() for venue in venues]
    first = min(days)
    ids, codes = {}, {}
    with db.writing() as session:
        partnership = Partnership(name="Gentagelsen", created_on=first)
        person = Person(email=EMAIL, name="Kim", password_hash=generate_password_hash(PASSWORD))
        session.add_all([partnership, person])
        session.flush()
        session.add(
            Membership(person_id=person.id, partnership_id=partnership.id, duty=Duty.COORDINATOR)
        )
        for name in sorted({venue for _date, venue in counted}):
            venue = Venue(
                partnership_id=partnership.id,
                name=name,
                kind=VenueKind.OTHER,
                created_on=first,
                minute_cap=0,  # Everybody comes at noon.
            )
            session.add(venue)
            session.flush()
            session.add_all(
                OpeningHours(
                    venue_id=venue.id, valid_from=first, weekday=day, opens=OPENS, closes=CLOSES
                )
                for day in sorted({date.weekday() for date, at in counted if at == name})
            )
            ids[name], codes[name] = venue.id, new_code()
            session.add(Code(code=codes[name], venue_id=venue.id, created_on=first))
    return Centres(ids, codes)
