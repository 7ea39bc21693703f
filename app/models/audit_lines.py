"""What is different in the watched tables, as lines of the trail. Takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect, select, tuple_
from sqlalchemy.orm import Session

from app.domain.people.audit import AuditDeed, AuditSubject
from app.models.audit_watched import PARTS, WHOLE, WatchedParts
from app.models.base import Base
from app.models.partnership import Organisation, Partnership, PartnershipLanguage, Role
from app.models.person import HostVenue, Membership
from app.models.venue import Activity, ActivityTime, OpeningHours, Venue

Key = tuple[type[Base], tuple[Any, ...]]
Values = dict[str, Any]
Pair = tuple[Values | None, Values | None]
AT_ONCE = 200
"""Keys that are asked for in one statement."""


@dataclass
class Line:
    """A line in the making."""

    subject: AuditSubject
    deed: AuditDeed
    partnership_id: int
    venue_id: int | None
    subject_id: int | None
    subject_name: str | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def about(self) -> tuple[Any, ...]:
        unnamed = self.subject_name if self.subject_id is None else None
        return self.subject, self.partnership_id, self.subject_id, unnamed


def lines_of(session: Session, noted: dict[Key, Values | None]) -> list[Line]:
    """Return a line for each subject that is not as it was noted."""
    after = _as_they_are(session, noted)
    different = {key: (noted[key], after.get(key)) for key in noted if noted[key] != after.get(key)}
    venues = _Venues(session, different)
    # Parts first noted with their subject are how it begins, and no change to it.
    new = {
        (WHOLE[table].subject, key[0])
        for (table, key), (before, _now) in different.items()
        if table in (Partnership, Venue, Activity) and before is None
    }
    lines = []
    for (table, key), (before, now) in different.items():
        if table in WHOLE:
            lines += list(_line_of(table, key, before, now, venues, new))
    for table in PARTS:
        of_table = {key: both for (each, key), both in different.items() if each is table}
        lines += list(_lines_of_parts(session, table, of_table, venues, new))
    return lines


def _as_they_are(session: Session, keys: Iterable[Key]) -> dict[Key, Values]:
    found: dict[Key, Values] = {}
    by_table: dict[type[Base], list[tuple[Any, ...]]] = {}
    for table, key in keys:
        by_table.setdefault(table, []).append(key)
    for table, wanted in by_table.items():
        mapper = inspect(table)
        columns = {each.key: getattr(table, each.key) for each in mapper.column_attrs}
        keys_of = [mapper.get_property_by_column(each).key for each in mapper.primary_key]
        primary = [columns[name] for name in keys_of]
        for begin in range(0, len(wanted), AT_ONCE):
            some = tuple_(*primary).in_(wanted[begin : begin + AT_ONCE])
            for row in session.execute(select(*columns.values()).where(some)):
                values = dict(zip(columns, row, strict=True))
                found[table, tuple(values[name] for name in keys_of)] = values
    return found


class _Venues:
    """Whose a changed row is: the venues and partnerships of rows, looked up once."""

    def __init__(self, session: Session, rows: dict[Key, Pair]):
        values = [each for both in rows.values() for each in both if each is not None]
        self.activities = self._activities(session, values)
        wanted = {each["venue_id"] for each in values if each.get("venue_id")}
        wanted |= {venue_id for venue_id, _name in self.activities.values()}
        found = select(Venue.id, Venue.partnership_id, Venue.name).where(Venue.id.in_(wanted))
        known = session.execute(found) if wanted else ()
        self.venues: dict[int | None, tuple[int, str]] = {row[0]: (row[1], row[2]) for row in known}
        self.roles = self._names(session, Role.id, Role.verb, values, "role_id")
        self.organisations = self._names(
            session, Organisation.id, Organisation.name, values, "organisation_id"
        )

    @staticmethod
    def _activities(session: Session, values: list[Values]) -> dict[int, tuple[int, str]]:
        wanted = {each["activity_id"] for each in values if each.get("activity_id")}
        found = select(Activity.id, Activity.venue_id, Activity.name).where(Activity.id.in_(wanted))
        return {row[0]: (row[1], row[2]) for row in (session.execute(found) if wanted else ())}

    @staticmethod
    def _names(
        session: Session, key: Any, name: Any, values: list[Values], column: str
    ) -> dict[int, str]:
        wanted = {each[column] for each in values if each.get(column)}
        found = select(key, name).where(key.in_(wanted))
        return {row[0]: row[1] for row in (session.execute(found) if wanted else ())}

    def told(self, column: str, value: Any) -> Any:
        """Return a value as JSON, and an id of a venue or role as its name."""
        if column == "venue_id":
            return self.venues[value][1]
        if column in ("role_id", "organisation_id"):
            names = self.roles if column == "role_id" else self.organisations
            return names.get(value)
        return value.isoformat() if isinstance(value, dt.date) else value


def _line_of(
    table: type[Base],
    key: tuple[Any, ...],
    before: Values | None,
    now: Values | None,
    venues: _Venues,
    new: set[tuple[AuditSubject, Any]],
) -> Iterator[Line]:
    watched, values = WHOLE[table], now or before or {}
    changes = {
        name: [venues.told(name, (each or {}).get(name)) for each in (before, now)]
        for name in watched.fields
        if (before or {}).get(name) != (now or {}).get(name)
    }
    is_new = (table is Activity and (AuditSubject.VENUE, values["venue_id"]) in new) or (
        table is Role and (AuditSubject.PARTNERSHIP, values["partnership_id"]) in new
    )
    if not changes or is_new:
        return
    deed = AuditDeed.CHANGED
    if before is None or now is None:
        deed = AuditDeed.ADDED if before is None else AuditDeed.REMOVED
        if table is not Membership:
            changes = {}
    elif "archived_on" in changes:
        deed = AuditDeed.ARCHIVED if now["archived_on"] else AuditDeed.RESTORED
        del changes["archived_on"]
    venue_id = key[0] if table is Venue else values.get("venue_id")
    partnership_id = values.get("partnership_id")
    if table is Partnership:
        partnership_id = key[0]
    elif partnership_id is None:
        partnership_id = venues.venues[venue_id][0]
    yield Line(
        watched.subject,
        deed,
        partnership_id,
        venue_id,
        None if table is PartnershipLanguage else key[0],
        values[watched.named] if watched.named else None,
        changes,
    )


def _lines_of_parts(
    session: Session,
    table: type[Base],
    rows: dict[tuple[Any, ...], Pair],
    venues: _Venues,
    new: set[tuple[AuditSubject, Any]],
) -> Iterator[Line]:
    parts = PARTS[table]
    grouped: dict[tuple[int, int | None], list[Pair]] = {}
    for before, now in rows.values():
        values = now or before or {}
        venue_id = values.get("venue_id") or venues.activities[values["activity_id"]][0]
        # A member's venues may be of several partnerships; all others are of one venue.
        at = venues.venues[venue_id][0] if table is HostVenue else venue_id
        grouped.setdefault((values[parts.of], at), []).append((before, now))
    for (subject_id, at), both in grouped.items():
        of_venue = (AuditSubject.VENUE, at) in new and table is not HostVenue
        if of_venue or (parts.subject, subject_id) in new:
            continue
        if table is OpeningHours:
            changes = _hours(session, subject_id, both)
        else:
            gone = _told(parts, venues, (before for before, now in both))
            came = _told(parts, venues, (now for before, now in both))
            same = [each for each in gone if each in came]
            pair = [[each for each in some if each not in same] for some in (gone, came)]
            changes = {parts.field: pair} if any(pair) else {}
        if not changes:
            continue
        if table is HostVenue:
            yield Line(parts.subject, AuditDeed.CHANGED, at or 0, None, subject_id, None, changes)
            continue
        partnership_id, name = venues.venues[at or 0]
        if table is ActivityTime:
            name = venues.activities[subject_id][1]
        yield Line(parts.subject, AuditDeed.CHANGED, partnership_id, at, subject_id, name, changes)


def _told(parts: WatchedParts, venues: _Venues, rows: Iterable[Values | None]) -> list[list[Any]]:
    told = ([venues.told(name, row[name]) for name in parts.told] for row in rows if row)
    return sorted(told, key=str)


def _hours(session: Session, venue_id: int, both: list[Pair]) -> dict[str, list[Any]]:
    """Return the week before and after, from the first date on which it is another."""

    def part(values: Values) -> tuple[dt.date, int, int, int]:
        return (values["valid_from"], values["weekday"], values["opens"], values["closes"])

    stored = select(
        OpeningHours.valid_from, OpeningHours.weekday, OpeningHours.opens, OpeningHours.closes
    ).where(OpeningHours.venue_id == venue_id)
    after = {(row[0], row[1], row[2], row[3]) for row in session.execute(stored)}
    before = after - {part(now) for _before, now in both if now}
    before |= {part(gone) for gone, _now in both if gone}
    since = min(part(each)[0] for pair in both for each in pair if each)
    weeks = [_in_force(some, since) for some in (before, after)]
    if weeks[0] == weeks[1]:
        return {}
    return {"hours": weeks, "valid_from": [None, since.isoformat()]}


def _in_force(rows: set[tuple[dt.date, int, int, int]], on: dt.date) -> list[list[int]]:
    dates = [row[0] for row in rows if row[0] <= on]
    return sorted([*row[1:]] for row in rows if dates and row[0] == max(dates) and row[1] >= 0)
