"""Fetching rows with access checks. Every function takes an open session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.people.access import Act, Duty, NotFound, Viewer

LARGEST_ID = 2**31 - 1
Row = TypeVar("Row", bound=models.Base)


def acts(session: Session, viewer: Viewer) -> None:
    """Say that what is set up in this session is the viewer's doing, for the trail.

    The lookups below do it. Nobody is signed in on a venue's own phone, which sets nothing up.
    """
    if viewer.known_as is not None or Duty.OPERATOR in viewer.duties.values():
        models.audit_listener.hand_actor(session, viewer.known_as)


def found(session: Session, table: type[Row], row_id: int, *, lock: bool = False) -> Row:
    """Return the row with this id, optionally locked until the block ends. Raises NotFound."""
    # An id too large for the column may make the database raise; here it is just a missing row.
    row = session.get(table, row_id, with_for_update=lock) if row_id <= LARGEST_ID else None
    if row is None:
        raise NotFound
    return row


def allowed_venue(
    session: Session, viewer: Viewer, act: Act, venue_id: int, *, lock: bool = False
) -> models.Venue:
    """Return the venue if the viewer may do `act` there.

    Raises NotFound both if it does not exist and if the viewer has no access, so that the answer
    does not reveal which.
    """
    venue = found(session, models.Venue, venue_id, lock=lock)
    if not viewer.may(act, venue.partnership_id, venue.id):
        raise NotFound
    acts(session, viewer)
    return venue


def allowed_venues(
    session: Session, viewer: Viewer, act: Act, venue_ids: Iterable[int]
) -> list[models.Venue]:
    """Like `allowed_venue` for several venues, in one query and in no particular order.

    Raises NotFound if any of them is missing or not allowed.
    """
    wanted = set(venue_ids)
    askable = [venue_id for venue_id in wanted if venue_id <= LARGEST_ID]
    rows = list(session.scalars(select(models.Venue).where(models.Venue.id.in_(askable))))
    if len(rows) < len(wanted) or not all(
        viewer.may(act, row.partnership_id, row.id) for row in rows
    ):
        raise NotFound
    acts(session, viewer)
    return rows


def active_venue(
    session: Session, viewer: Viewer, act: Act, venue_id: int, *, lock: bool = False
) -> models.Venue:
    """Like `allowed_venue`, but raises NotFound for an archived venue too."""
    venue = allowed_venue(session, viewer, act, venue_id, lock=lock)
    if venue.archived_on is not None:
        raise NotFound
    return venue


def counting_venue(session: Session, viewer: Viewer, venue_id: int) -> models.Venue:
    """Return the venue if the viewer may count there today. Raises NotFound."""
    return active_venue(session, viewer, Act.COUNT_TODAY, venue_id)


def allowed_partnership(
    session: Session, viewer: Viewer, act: Act, partnership_id: int, *, lock: bool = False
) -> models.Partnership:
    """Return the partnership if the viewer may do `act` there. Raises NotFound."""
    partnership = found(session, models.Partnership, partnership_id, lock=lock)
    if not viewer.may(act, partnership.id):
        raise NotFound
    # A session forgets rows that nobody holds, and would read this one again and again.
    session.info["partnership"] = partnership
    acts(session, viewer)
    return partnership
