"""A venue's units, and whether they have settled. Every function takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.days.units import unit_of

Lengths = list[tuple[Month, int]]


def lengths_of(session: Session, venue_id: int) -> Lengths:
    """Return how long the venue's units are, in months, from which month on; oldest first."""
    return lengths_of_all(session, [venue_id])[venue_id]


def lengths_of_all(session: Session, venue_ids: Iterable[int]) -> dict[int, Lengths]:
    """Return `lengths_of` each venue by its id, in one query."""
    lengths: dict[int, Lengths] = {venue_id: [] for venue_id in venue_ids}
    for venue_id, since, months in session.execute(_lengths(), {"ids": list(lengths)}):
        lengths[venue_id].append((Month.of(since), months))
    return lengths


@cache
def _lengths() -> Select[int, dt.date, int]:
    """Return the question. Building it takes longer than asking it."""
    length = models.SettlingUnitLength
    return (
        select(length.venue_id, length.since, length.months)
        .where(length.venue_id.in_(bindparam("ids", expanding=True)))
        .order_by(length.since)
    )


def is_settled(session: Session, venue_id: int, date: dt.date) -> bool:
    """Return whether the date's unit has settled. Lock the venue's row first."""
    unit = unit_of(Month.of(date), lengths_of(session, venue_id))
    return session.get(models.SettledUnit, (venue_id, unit.start.first)) is not None
