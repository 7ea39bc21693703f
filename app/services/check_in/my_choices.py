"""What a visit takes part in, and its roles.

Single statements on a connection: next to the press, these are the commonest changes there are.
Only tables of the running day are written, which nothing listens to.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from app.db import Database
from app.domain.visits.code_target import CodeTarget
from app.domain.visits.my_visit import MyVisit
from app.domain.visits.refusals import NoVisit
from app.domain.visits.ticket import key_of, visit_id
from app.services.check_in.my_visit import NotOffered, SentBefore
from app.services.visits import choice_rows
from app.services.visits.code_target import Found, find_code, find_known_code
from app.services.visits.own_visit import own_visit


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
    with _choosing(db, typed, ticket, press_key, now) as chooses:
        if activity_id not in {activity.id for activity in chooses.target.activities}:
            raise NotOffered
        if chooses.visit.just_here and not first_answer:
            choice_rows.mark_changed(chooses.connection, chooses.visit_id)
        choice_rows.join(chooses.connection, chooses.visit_id, activity_id)


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
    with _choosing(db, typed, ticket, press_key, now) as chooses:
        choice_rows.leave(chooses.connection, chooses.visit_id, activity_id)
        _note_the_change(chooses, chooses.visit.without_activity(activity_id))


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
    with _choosing(db, typed, ticket, press_key, now) as chooses:
        target, visit = chooses.target, chooses.visit
        if role_id not in {role.id for role in target.roles}:
            raise NotOffered
        if visit.just_here and not first_answer:
            choice_rows.mark_changed(chooses.connection, chooses.visit_id)
        within = visit.activity_of_role(target.activity.id if target.activity else None)
        choice_rows.take_role(chooses.connection, chooses.visit_id, role_id, within)


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
    with _choosing(db, typed, ticket, press_key, now) as chooses:
        choice_rows.drop_role(chooses.connection, chooses.visit_id, role_id)
        _note_the_change(chooses, chooses.visit.without_role(role_id))


@dataclass(frozen=True)
class _Choosing:
    """A visit that chooses, with its day locked, and what it was before."""

    connection: Connection
    target: CodeTarget
    visit: MyVisit
    visit_id: str


@contextlib.contextmanager
def _choosing(
    db: Database, typed: str, ticket: str | None, press_key: str | None, now: dt.datetime
) -> Iterator[_Choosing]:
    """Lock the day and find the visit. Raises what `my_visit.visit_to_change` does."""
    with db.writing_rows() as connection:
        found = find_known_code(connection, typed, now)
        if found is not None:
            yield _locked(connection, found, ticket, press_key)
            return
    with db.writing() as session:
        found = find_code(session, typed, now)
        yield _locked(session.connection(), found, ticket, press_key)


def _locked(
    connection: Connection, found: Found, ticket: str | None, press_key: str | None
) -> _Choosing:
    target, day_key = found.target, found.day_key
    # Lock before reading, or two taps on one phone could both read and then both write.
    choice_rows.lock_day(connection, target.venue_id, target.date)
    visit = own_visit(connection, target, day_key, ticket)
    key = key_of(ticket, target.date)
    if visit is None or key is None or day_key is None:
        raise NoVisit
    if press_key is not None:
        mac = visit_id(day_key, target.venue_id, f"press:{press_key}")
        if not choice_rows.is_first_press(connection, target.venue_id, target.date, mac):
            raise SentBefore
    return _Choosing(connection, target, visit, visit_id(day_key, target.venue_id, key))


def _note_the_change(chooses: _Choosing, after: MyVisit) -> None:
    """Mark the visit as changed if it took part before and is just here afterwards."""
    if after.just_here and not chooses.visit.just_here:
        choice_rows.mark_changed(chooses.connection, chooses.visit_id)
