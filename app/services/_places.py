"""Steps that read a venue and what it offers. They take the session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.base.languages import Spoken, spoken
from app.domain.base.opening_hours import OpeningHistory, Span, WeekHours
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.role import RoleOption
from app.models import Activity as ActivityTable
from app.models import (
    ActivityDay,
    ActivityTime,
    Base,
    Partnership,
    PartnershipLanguage,
    Venue,
    VenueLanguageOff,
    VenueRole,
)
from app.models import OpeningHours as HoursTable
from app.models import Role as RoleTable

LARGEST_ID = 2**31 - 1

Row = TypeVar("Row", bound=Base)


def found(session: Session, table: type[Row], row_id: int, *, lock: bool = False) -> Row:
    """The row with that id, locked until the block ends if asked for. Raises NotFound."""
    # A number that no column holds is an error to the database, and only a missing row to us.
    row = session.get(table, row_id, with_for_update=lock) if row_id <= LARGEST_ID else None
    if row is None:
        raise NotFound
    return row


def allowed_venue(
    session: Session, viewer: Viewer, act: Act, venue_id: int, *, lock: bool = False
) -> Venue:
    """The venue, if the viewer may do this there.

    Raises NotFound for a missing venue and for somebody else's alike.
    """
    venue = found(session, Venue, venue_id, lock=lock)
    if not viewer.may(act, venue.partnership_id, venue.id):
        raise NotFound
    return venue


def allowed_venues(
    session: Session, viewer: Viewer, act: Act, venue_ids: Iterable[int]
) -> list[Venue]:
    """`allowed_venue` of each, in one question. Raises NotFound where any of them is not."""
    wanted = set(venue_ids)
    askable = [venue_id for venue_id in wanted if venue_id <= LARGEST_ID]
    rows = list(session.scalars(select(Venue).where(Venue.id.in_(askable))))
    if len(rows) < len(wanted) or not all(
        viewer.may(act, row.partnership_id, row.id) for row in rows
    ):
        raise NotFound
    return rows


def standing_venue(
    session: Session, viewer: Viewer, act: Act, venue_id: int, *, lock: bool = False
) -> Venue:
    """`allowed_venue` where days go on: of an archived one it raises NotFound too."""
    venue = allowed_venue(session, viewer, act, venue_id, lock=lock)
    if venue.archived_on is not None:
        raise NotFound
    return venue


def counting_venue(session: Session, viewer: Viewer, venue_id: int) -> Venue:
    """The venue, if the viewer may count there today."""
    return standing_venue(session, viewer, Act.COUNT_TODAY, venue_id)


def allowed_partnership(
    session: Session, viewer: Viewer, act: Act, partnership_id: int, *, lock: bool = False
) -> Partnership:
    """The partnership, if the viewer may do this there. Raises NotFound as `allowed_venue`."""
    partnership = found(session, Partnership, partnership_id, lock=lock)
    if not viewer.may(act, partnership.id):
        raise NotFound
    return partnership


def activities_of(session: Session, venue_id: int) -> list[ScheduledActivity]:
    """All activities that the venue has ever had, archived ones too."""
    return activities_of_all(session, [venue_id])[venue_id]


def activities_of_all(
    session: Session, venue_ids: Sequence[int]
) -> dict[int, list[ScheduledActivity]]:
    """`activities_of` each of the venues, in as many questions as for one."""
    times: dict[int, dict[int, Span]] = {}
    for time in session.scalars(
        select(ActivityTime).join(ActivityTable).where(ActivityTable.venue_id.in_(venue_ids))
    ):
        times.setdefault(time.activity_id, {})[time.weekday] = Span(time.starts, time.ends)
    said: dict[int, dict[dt.date, bool]] = {}
    for day in session.scalars(
        select(ActivityDay).join(ActivityTable).where(ActivityTable.venue_id.in_(venue_ids))
    ):
        said.setdefault(day.activity_id, {})[day.service_date] = day.runs
    every: dict[int, list[ScheduledActivity]] = {venue_id: [] for venue_id in venue_ids}
    for row in session.scalars(
        select(ActivityTable)
        .where(ActivityTable.venue_id.in_(venue_ids))
        .order_by(ActivityTable.id)
    ):
        every[row.venue_id].append(
            ScheduledActivity(
                id=row.id,
                name=row.name,
                kind=ActivityKind(row.kind),
                is_cause=row.is_cause,
                on_date=row.on_date,
                times=times.get(row.id, {}),
                archived_on=row.archived_on,
                said=said.get(row.id, {}),
                sign=row.sign,
            )
        )
    return every


def opening_hours_of(session: Session, venue_id: int) -> OpeningHistory:
    """Every set of opening hours that the venue has had."""
    return opening_hours_of_all(session, [venue_id])[venue_id]


def opening_hours_of_all(session: Session, venue_ids: Sequence[int]) -> dict[int, OpeningHistory]:
    """`opening_hours_of` each of the venues, in one question."""
    sets: dict[int, dict[dt.date, dict[int, Span]]] = {venue_id: {} for venue_id in venue_ids}
    for row in session.scalars(select(HoursTable).where(HoursTable.venue_id.in_(venue_ids))):
        spans = sets[row.venue_id].setdefault(row.valid_from, {})
        if row.weekday >= 0:
            spans[row.weekday] = Span(row.opens, row.closes)
    return {
        venue_id: OpeningHistory(
            tuple(WeekHours(date, spans) for date, spans in sorted(own.items()))
        )
        for venue_id, own in sets.items()
    }


def all_roles_of(session: Session, partnership_id: int) -> tuple[RoleOption, ...]:
    """Every role that the partnership has ever had, in its order."""
    return tuple(
        RoleOption(id=row.id, verb=row.verb, verb_en=row.verb_en, sign=row.sign)
        for row in session.scalars(
            select(RoleTable)
            .where(RoleTable.partnership_id == partnership_id)
            .order_by(RoleTable.position, RoleTable.id)
        )
    )


def roles_of(session: Session, venue_id: int) -> tuple[RoleOption, ...]:
    """The roles that are offered at the venue today, in the partnership's order."""
    return _roles(
        session,
        select(RoleTable)
        .join(VenueRole)
        .where(VenueRole.venue_id == venue_id, RoleTable.archived_on.is_(None)),
    )


def roles_with(session: Session, role_ids: Collection[int]) -> tuple[RoleOption, ...]:
    """These roles, offered or not, in the partnership's order."""
    return _roles(session, select(RoleTable).where(RoleTable.id.in_(role_ids)))


def _roles(session: Session, which: Select[RoleTable]) -> tuple[RoleOption, ...]:
    return tuple(
        RoleOption(id=row.id, verb=row.verb, verb_en=row.verb_en, sign=row.sign)
        for row in session.scalars(which.order_by(RoleTable.position, RoleTable.id))
    )


def languages_of(session: Session, venue: Venue) -> Spoken:
    """The languages of the venue's door."""
    off = select(VenueLanguageOff.language).where(VenueLanguageOff.venue_id == venue.id)
    approved = select(PartnershipLanguage.language).where(
        PartnershipLanguage.partnership_id == venue.partnership_id
    )
    return spoken(session.scalars(off).all(), session.scalars(approved).all())
