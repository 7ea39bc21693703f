"""Removing the name, e-mail and password hash of people who no longer have access to anything."""

from __future__ import annotations

import copy
import datetime as dt
import json
import logging
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from app import models
from app.db import Database, StorageUnavailable
from app.domain.base.service_day import service_date
from app.domain.people.membership import FORMER_MEMBER, NAME_KEPT
from app.services.people import provider_ties
from app.services.people.codes import drop_second_factor
from app.services.people.sessions import shut_out

logger = logging.getLogger(__name__)


def remove_former_members(db: Database, *, now: dt.datetime) -> int:
    """Remove everybody without access for NAME_KEPT; returns how many this call removed.

    What they wrote stays, signed FORMER_MEMBER. Safe to run twice, and in several processes.
    """
    with db.reading() as session:
        due = session.scalars(_due(), _times(now)).all()
    removed = 0
    for person_id in due:
        with db.writing() as session:
            removed += _remove(session, person_id, now)
    if removed:
        try:
            db.scrub("person", "handed_in", "pg_statistic")
        except StorageUnavailable:
            logger.warning("The bytes of former members could not be given back yet")
    return removed


def _times(now: dt.datetime) -> dict[str, dt.date | dt.datetime]:
    return {"last": service_date(now) - NAME_KEPT, "ended": now - NAME_KEPT}


@cache
def _due() -> Select[int]:
    """Return those to remove, at `_times`. Building this takes longer than asking it."""
    return select(models.Person.id).where(*_is_due())


def _is_due() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions: no access, and none for some time.

    Somebody who has typed a name on an invitation, and never accepted it, has no date of leaving:
    then it is when the invitation ended.
    """
    has_access = exists().where(models.Membership.person_id == models.Person.id)
    is_invited = exists().where(
        models.Invitation.person_id == models.Person.id,
        models.Invitation.ends_at > bindparam("ended"),
    )
    left = models.Person.archived_on <= bindparam("last")
    never_joined = and_(models.Person.archived_on.is_(None), ~is_invited)
    return models.Person.name != FORMER_MEMBER, ~has_access, or_(left, never_joined)


def _remove(session: Session, person_id: int, now: dt.datetime) -> bool:
    person = session.scalar(
        select(models.Person)
        .where(models.Person.id == person_id, *_is_due())
        .with_for_update(of=models.Person),
        _times(now),
    )
    if person is None:
        return False
    _sign_anew(session, person.name)
    person.name, person.email, person.password_hash = FORMER_MEMBER, None, ""
    person.language, person.last_venue_id = "da", None
    person.archived_on = person.archived_on or service_date(now)
    person.packages = person.packages_since = None
    drop_second_factor(session, person)
    provider_ties.drop(session, person.id)
    shut_out(session, person.id)
    session.execute(delete(models.Mail).where(models.Mail.person_id == person.id))
    return True


def _sign_anew(session: Session, name: str) -> None:
    """Replace the name in the logbooks that were handed in, which hold names and no ids.

    It stays where somebody who has access to that partnership has the same name.
    """
    written = cast(models.HandedIn.content, Text).contains(json.dumps(name), autoescape=True)
    same_name = exists().where(
        models.Membership.partnership_id
        == func.coalesce(models.Logbook.partnership_id, models.Venue.partnership_id),
        models.Membership.person_id == models.Person.id,
        models.Person.name == name,
    )
    for row in session.scalars(
        select(models.HandedIn)
        .join(models.Logbook, models.Logbook.id == models.HandedIn.logbook_id)
        .outerjoin(models.Venue, models.Venue.id == models.Logbook.venue_id)
        .where(written, ~same_name)
    ):
        content: dict[str, Any] = copy.deepcopy(row.content)
        signed = [content["handed_in"], *content["reflections"]]
        for each in signed:
            if each["by"] == name:
                each["by"] = FORMER_MEMBER
        row.content = content
