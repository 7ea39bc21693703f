"""The roles of a partnership, and which of them each venue offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.languages import TO_BE_READ
from app.domain.base.service_day import service_date
from app.domain.base.text import same_name
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.set_up import NameTaken
from app.services.core.lookup import acts, allowed_partnership, allowed_venue, found
from app.services.venues.offered_roles import touch_where_offered
from app.services.venues.partnerships import PartnershipRole, partnership_role
from app.services.visits.day_row import touch


def role(db: Database, viewer: Viewer, role_id: int) -> PartnershipRole:
    """Return one role. Raises NotFound."""
    with db.reading() as session:
        row = _allowed(session, viewer, role_id)
        return partnership_role(row)


def add_role(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    *,
    verb: str,
    verb_en: str = "",
    sign: str = "",
    verbs: Mapping[str, str] | None = None,
    venue_id: int | None = None,
    now: dt.datetime,
) -> int:
    """Add a role after the others and return its id. Raises NotFound, NameTaken.

    The venue offers it at once; other venues don't until it is chosen there.
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
            verbs=_written(verbs),
            position=(last or 0) + 1,
        )
        session.add(row)
        session.flush()
        if venue_id is not None:
            _offer_at(session, viewer, row, venue_id, now)
        return row.id


def _offer_at(
    session: Session, viewer: Viewer, row: models.Role, venue_id: int, now: dt.datetime
) -> None:
    venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
    if venue.partnership_id != row.partnership_id:
        raise NotFound
    since = service_date(now, venue.day_limit)
    session.add(models.VenueRole(venue_id=venue.id, role_id=row.id, since=since))
    session.flush()
    touch(session, venue.id, now)


def change_role(
    db: Database,
    viewer: Viewer,
    role_id: int,
    *,
    verb: str,
    verb_en: str,
    sign: str = "",
    verbs: Mapping[str, str] | None = None,
    now: dt.datetime,
) -> None:
    """Change a role's verb and pictogram; its counts are kept.

    `verbs` are its words in further languages; an empty one is removed, and languages that are not
    in it are left as they are. Raises NotFound, NameTaken.
    """
    with db.writing() as session:
        row = _locked(session, viewer, role_id)
        _must_be_free(session, row.partnership_id, verb, besides=row.id)
        row.verb, row.verb_en, row.sign = verb, verb_en, sign or None
        row.verbs = _written(row.verbs, verbs)
        touch_where_offered(session, row, now)


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
        touch_where_offered(session, row, now)


def archive_role(db: Database, viewer: Viewer, role_id: int, *, now: dt.datetime) -> None:
    """Stop offering a role at every venue; its counts are kept. Raises NotFound."""
    with db.writing() as session:
        row = _locked(session, viewer, role_id)
        row.archived_on = row.archived_on or service_date(now)
        touch_where_offered(session, row, now)


def restore_role(db: Database, viewer: Viewer, role_id: int, *, now: dt.datetime) -> None:
    """Restore an archived role at the venues that offered it. Raises NotFound."""
    with db.writing() as session:
        row = _locked(session, viewer, role_id)
        today = service_date(now)
        if row.archived_on is not None and row.archived_on < today:
            chosen = select(models.VenueRole).where(models.VenueRole.role_id == row.id)
            for each in session.scalars(chosen):
                each.since = today
        row.archived_on = None
        touch_where_offered(session, row, now)


def _allowed(session: Session, viewer: Viewer, role_id: int) -> models.Role:
    row = found(session, models.Role, role_id)
    if not viewer.may(Act.SET_UP, row.partnership_id):
        raise NotFound
    acts(session, viewer)
    return row


def _locked(session: Session, viewer: Viewer, role_id: int) -> models.Role:
    row = _allowed(session, viewer, role_id)
    allowed_partnership(session, viewer, Act.SET_UP, row.partnership_id, lock=True)
    return row


def _written(*verbs: Mapping[str, str] | None) -> dict[str, str] | None:
    """Put the words together, later ones before earlier ones, without those that are empty."""
    together = {language: verb for some in verbs for language, verb in (some or {}).items()}
    return {code: together[code] for code in TO_BE_READ if together.get(code)} or None


def _must_be_free(
    session: Session, partnership_id: int, verb: str, *, besides: int | None = None
) -> None:
    taken = session.scalars(select(models.Role).where(models.Role.partnership_id == partnership_id))
    if any(same_name(row.verb, verb) for row in taken if row.id != besides):
        raise NameTaken
