"""The roles of a partnership, and which of them each venue offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.text import same_name
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.set_up import NameTaken
from app.services.core.lookup import allowed_partnership, allowed_venue, found
from app.services.venues.partnerships import PartnershipRole
from app.services.visits.day_row import touch


def role(db: Database, viewer: Viewer, role_id: int) -> PartnershipRole:
    """Return one role. Raises NotFound."""
    with db.reading() as session:
        row = _allowed(session, viewer, role_id)
        return PartnershipRole(
            row.id, row.partnership_id, row.verb, row.verb_en, row.sign, row.archived_on
        )


def add_role(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    *,
    verb: str,
    verb_en: str = "",
    sign: str = "",
) -> int:
    """Add a role after the others and return its id. Raises NotFound, NameTaken.

    No venue offers it until it is chosen there.
    """
    with db.writing() as session:
        allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
        _must_be_free(session, partnership_id, verb)
        last = session.scalar(
            select(func.max(models.Role.position)).where(
                models.Role.partnership_id == partnership_id
            )
        )
        row = models.Role(
            partnership_id=partnership_id,
            verb=verb,
            verb_en=verb_en,
            sign=sign or None,
            position=(last or 0) + 1,
        )
        session.add(row)
        session.flush()
        return row.id


def change_role(
    db: Database,
    viewer: Viewer,
    role_id: int,
    *,
    verb: str,
    verb_en: str,
    sign: str = "",
    now: dt.datetime,
) -> None:
    """Change a role's verb and pictogram; its counts are kept.

    Raises NotFound, NameTaken.
    """
    with db.writing() as session:
        row = _locked(session, viewer, role_id)
        _must_be_free(session, row.partnership_id, verb, besides=row.id)
        row.verb, row.verb_en, row.sign = verb, verb_en, sign or None
        _touch_where_offered(session, row, now)


def move_role(db: Database, viewer: Viewer, role_id: int, *, up: bool, now: dt.datetime) -> None:
    """Move a role one position up or down, unless it is at that end. Raises NotFound."""
    with db.writing() as session:
        row = _locked(session, viewer, role_id)
        roles = list(
            session.scalars(
                select(models.Role)
                .where(
                    models.Role.partnership_id == row.partnership_id,
                    models.Role.archived_on.is_(None),
                )
                .order_by(models.Role.position, models.Role.id)
            )
        )
        if row not in roles:
            return
        at = roles.index(row)
        other = at - 1 if up else at + 1
        if not 0 <= other < len(roles):
            return
        roles[at], roles[other] = roles[other], roles[at]
        for position, each in enumerate(roles, start=1):
            each.position = position
        _touch_where_offered(session, row, now)


def archive_role(db: Database, viewer: Viewer, role_id: int, *, now: dt.datetime) -> None:
    """Stop offering a role at every venue; its counts are kept. Raises NotFound."""
    with db.writing() as session:
        row = _locked(session, viewer, role_id)
        row.archived_on = row.archived_on or service_date(now)
        _touch_where_offered(session, row, now)


def restore_role(db: Database, viewer: Viewer, role_id: int, *, now: dt.datetime) -> None:
    """Restore an archived role at the venues that offered it. Raises NotFound."""
    with db.writing() as session:
        row = _locked(session, viewer, role_id)
        today = service_date(now)
        if row.archived_on is not None and row.archived_on < today:
            chosen = select(models.VenueRole).where(models.VenueRole.role_id == row.id)
            for each in session.scalars(chosen):
                _keep(session, each, row.archived_on)
                each.since = today
        row.archived_on = None
        _touch_where_offered(session, row, now)


def offer_roles(
    db: Database, viewer: Viewer, venue_id: int, role_ids: Set[int], *, now: dt.datetime
) -> None:
    """Set which roles the venue offers. The choices for archived roles are left as they are.

    Raises NotFound, also for a role that is archived or belongs to another partnership.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        ours = set(
            session.scalars(
                select(models.Role.id).where(
                    models.Role.partnership_id == venue.partnership_id,
                    models.Role.archived_on.is_(None),
                )
            )
        )
        if not role_ids <= ours:
            raise NotFound
        of_ours = (models.VenueRole.venue_id == venue.id, models.VenueRole.role_id.in_(ours))
        offered = {
            row.role_id: row for row in session.scalars(select(models.VenueRole).where(*of_ours))
        }
        today = service_date(now, venue.day_limit)
        for role_id in sorted(offered.keys() - role_ids):
            _keep(session, offered[role_id], today)
            session.delete(offered[role_id])
        for role_id in sorted(role_ids - offered.keys()):
            session.add(_offered_again(session, venue.id, role_id, today))
        session.flush()
        touch(session, venue.id, now)


def _keep(session: Session, row: models.VenueRole, until: dt.date) -> None:
    """Record the period in which a role was offered, as reports show the roles of that time."""
    if row.since is None or row.since < until:
        session.add(
            models.VenueRoleBefore(
                venue_id=row.venue_id, role_id=row.role_id, since=row.since, until=until
            )
        )


def _offered_again(
    session: Session, venue_id: int, role_id: int, today: dt.date
) -> models.VenueRole:
    """Return a row for a role that is offered from today.

    If it was removed earlier today, that is undone, and the row keeps its earlier start.
    """
    let_go = session.get(models.VenueRoleBefore, (venue_id, role_id, today))
    if let_go is None:
        return models.VenueRole(venue_id=venue_id, role_id=role_id, since=today)
    session.delete(let_go)
    return models.VenueRole(venue_id=venue_id, role_id=role_id, since=let_go.since)


def _allowed(session: Session, viewer: Viewer, role_id: int) -> models.Role:
    row = found(session, models.Role, role_id)
    if not viewer.may(Act.SET_UP, row.partnership_id):
        raise NotFound
    return row


def _locked(session: Session, viewer: Viewer, role_id: int) -> models.Role:
    row = _allowed(session, viewer, role_id)
    allowed_partnership(session, viewer, Act.SET_UP, row.partnership_id, lock=True)
    return row


def _must_be_free(
    session: Session, partnership_id: int, verb: str, *, besides: int | None = None
) -> None:
    taken = session.scalars(select(models.Role).where(models.Role.partnership_id == partnership_id))
    if any(same_name(row.verb, verb) for row in taken if row.id != besides):
        raise NameTaken


def _touch_where_offered(session: Session, row: models.Role, now: dt.datetime) -> None:
    session.flush()
    for venue_id in session.scalars(
        select(models.VenueRole.venue_id)
        .where(models.VenueRole.role_id == row.id)
        .order_by(models.VenueRole.venue_id)
    ).all():
        touch(session, venue_id, now)
