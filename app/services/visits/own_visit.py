"""The visit of a phone's ticket, with its activities and roles, in one statement."""

from __future__ import annotations

from sqlalchemy import Connection, Select, bindparam, select

from app import models
from app.domain.visits.code_target import CodeTarget
from app.domain.visits.my_visit import MyVisit
from app.domain.visits.ticket import key_of, visit_id


def own_visit(
    connection: Connection, target: CodeTarget, day_key: bytes | None, ticket: str | None
) -> MyVisit | None:
    """Return the ticket's visit today as its visitor sees it, or None."""
    key = key_of(ticket, target.date)
    if key is None or day_key is None:
        return None
    asked = {"id": visit_id(day_key, target.venue_id, key)}
    # Each activity with each role: a visit has few of either.
    rows = connection.execute(WITH_CHOICES, asked).all()
    if not rows:
        return None
    first = rows[0]
    return MyVisit(
        size=first.size,
        wants_company=first.wants_company,
        has_idea=first.has_idea,
        held=first.held,
        activities=frozenset(row.takes_part_in for row in rows if row.takes_part_in is not None),
        roles={row.role_id: row.role_within for row in rows if row.role_id is not None},
    )


def _with_choices() -> Select[tuple[int, bool, bool, bool, int, int, int | None]]:
    visit, participation, role = (
        table.__table__ for table in (models.Visit, models.Participation, models.VisitRole)
    )
    return (
        select(
            visit.c.size,
            visit.c.wants_company,
            visit.c.has_idea,
            visit.c.held,
            participation.c.activity_id.label("takes_part_in"),
            role.c.role_id,
            role.c.activity_id.label("role_within"),
        )
        .select_from(visit)
        .outerjoin(participation, participation.c.visit_id == visit.c.id)
        .outerjoin(role, role.c.visit_id == visit.c.id)
        .where(visit.c.id == bindparam("id"))
    )


WITH_CHOICES = _with_choices()  # Built once: building a statement costs more than running it.
