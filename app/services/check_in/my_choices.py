"""What a visit takes part in, and its roles."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.services.check_in.my_visit import NotOffered, visit_to_change
from app.services.visits import phone_visit
from app.services.visits.phone_visit import hold_role, join_activity, mine


def join(
    db: Database,
    typed: str,
    ticket: str | None,
    activity_id: int,
    *,
    first_answer: bool,
    press_key: str | None = None,
    now: dt.datetime,
) -> None:
    """Take part in one of today's activities. Raises NotOffered.

    `first_answer` is whether this answers the question on the page right after *Jeg er her*. If
    so, `changed` is not set, although the visit has been just here until now.
    """
    with visit_to_change(db, typed, ticket, press_key, now) as (session, target, visit):
        if activity_id not in {activity.id for activity in target.activities}:
            raise NotOffered
        if mine(session, visit).just_here and not first_answer:
            visit.changed = True
        join_activity(session, visit, activity_id)


def leave(
    db: Database,
    typed: str,
    ticket: str | None,
    activity_id: int,
    *,
    press_key: str | None = None,
    now: dt.datetime,
) -> None:
    """Leave an activity, and give up the roles in it."""
    with (
        visit_to_change(db, typed, ticket, press_key, now) as (session, _target, visit),
        _noting_the_change(session, visit),
    ):
        phone_visit.leave_activity(session, visit, activity_id)


def take_role(
    db: Database,
    typed: str,
    ticket: str | None,
    role_id: int,
    *,
    first_answer: bool,
    press_key: str | None = None,
    now: dt.datetime,
) -> None:
    """Take a role. `first_answer` is as in `join`. Raises NotOffered.

    The role belongs to the code's activity if the visit takes part in it, else to the visit's only
    activity, else to no activity.
    """
    with visit_to_change(db, typed, ticket, press_key, now) as (session, target, visit):
        if role_id not in {role.id for role in target.roles}:
            raise NotOffered
        if mine(session, visit).just_here and not first_answer:
            visit.changed = True
        hold_role(session, visit, role_id, target.activity)


def drop_role(
    db: Database,
    typed: str,
    ticket: str | None,
    role_id: int,
    *,
    press_key: str | None = None,
    now: dt.datetime,
) -> None:
    """Give up a role."""
    with (
        visit_to_change(db, typed, ticket, press_key, now) as (session, _target, visit),
        _noting_the_change(session, visit),
    ):
        phone_visit.drop_role(session, visit, role_id)


@contextlib.contextmanager
def _noting_the_change(session: Session, visit: models.Visit) -> Iterator[None]:
    """Mark the visit as changed if it took part before and is just here afterwards."""
    took_part = not mine(session, visit).just_here
    yield
    if took_part and mine(session, visit).just_here:
        visit.changed = True
