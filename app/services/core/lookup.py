"""What a viewer may touch. Every function takes an open session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.people.access import Act, NotFound, Viewer

LARGEST_ID = 2**31 - 1


Row = TypeVar("Row", bound=models.Base)


def found(session: Session, table: type[Row], row_id: int, *, lock: bool = False) -> Row:
    """The row with that id, locked until the block ends if asked for. Raises NotFound."""
    # A number that no column holds is an error to the database, and only a missing row to us.
    row = session.get(table, row_id, with_for_update=lock) if row_id <= LARGEST_ID else None
    if row is None:
        raise NotFound
    return row


def allowed_venue(
    session: Session, viewer: Viewer, act: Act, venue_id: int, *, lock: bool = False
) -> models.Venue:
    """The venue, if the viewer may do this there.

    Raises NotFound for a missing venue and for somebody else's alike.
    """
    venue = found(session, models.Venue, venue_id, lock=lock)
    if not viewer.may(act, venue.partnership_id, venue.id):
        raise NotFound
    return venue


def allowed_venues(
    session: Session, viewer: Viewer, act: Act, venue_ids: Iterable[int]
) -> list[models.Venue]:
    """`allowed_venue` of each, in one question. Raises NotFound where any of them is not."""
    wanted = set(venue_ids)
    askable = [venue_id for venue_id in wanted if venue_id <= LARGEST_ID]
    rows = list(session.scalars(select(models.Venue).where(models.Venue.id.in_(askable))))
    if len(rows) < len(wanted) or not all(
        viewer.may(act, row.partnership_id, row.id) for row in rows
    ):
        raise NotFound
    return rows


def active_venue(
    session: Session, viewer: Viewer, act: Act, venue_id: int, *, lock: bool = False
) -> models.Venue:
    """`allowed_venue` where days go on: of an archived one it raises NotFound too."""
    venue = allowed_venue(session, viewer, act, venue_id, lock=lock)
    if venue.archived_on is not None:
        raise NotFound
    return venue


def counting_venue(session: Session, viewer: Viewer, venue_id: int) -> models.Venue:
    """The venue, if the viewer may count there today."""
    return active_venue(session, viewer, Act.COUNT_TODAY, venue_id)


def allowed_partnership(
    session: Session, viewer: Viewer, act: Act, partnership_id: int, *, lock: bool = False
) -> models.Partnership:
    """The partnership, if the viewer may do this there. Raises NotFound as `allowed_venue`."""
    partnership = found(session, models.Partnership, partnership_id, lock=lock)
    if not viewer.may(act, partnership.id):
        raise NotFound
    return partnership
