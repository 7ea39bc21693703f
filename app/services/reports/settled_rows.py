"""What the units of some venues tell of roles and company. Takes an open session."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.interval import Interval
from app.domain.base.months import Month, Quarter
from app.domain.days.settling import Settled, Untold
from app.services.core.columns import columns
from app.services.core.settled_units import lengths_of_all


class SettledRows:
    """The units of venues that have settled, from the quarter of one date to another date."""

    def __init__(
        self, session: Session, venue_ids: Sequence[int], first: dt.date, last: dt.date
    ) -> None:
        self.lengths = lengths_of_all(session, venue_ids)
        self._units = _settled(session, venue_ids, Quarter.of(first).first, last)

    def settled(self, venue_id: int, start: Month) -> Settled | None:
        """Return what the unit that begins there tells, or None if it has not settled."""
        return self._units.get((venue_id, start))


def _settled(
    session: Session, venue_ids: Sequence[int], first: dt.date, last: dt.date
) -> dict[tuple[int, Month], Settled]:
    units, roles, within = models.SettledUnit, models.SettledRole, models.SettledActivityRole
    told: dict[tuple[int, dt.date], dict[int, Interval]] = defaultdict(dict)
    for role in columns(
        session,
        select(roles.venue_id, roles.first, roles.role_id, roles.low, roles.high).where(
            roles.venue_id.in_(venue_ids), roles.first.between(first, last)
        ),
    ):
        told[role.venue_id, role.first][role.role_id] = Interval(role.low, role.high)
    exact: dict[tuple[int, dt.date], dict[tuple[int, int], Interval]] = defaultdict(dict)
    for cell in columns(
        session,
        select(
            within.venue_id, within.first, within.activity_id, within.role_id, within.number
        ).where(within.venue_id.in_(venue_ids), within.first.between(first, last)),
    ):
        key = (cell.activity_id, cell.role_id)
        exact[cell.venue_id, cell.first][key] = Interval.of(cell.number)
    return {
        (row.venue_id, Month.of(row.first)): Settled(
            roles=told[row.venue_id, row.first],
            within=exact[row.venue_id, row.first],
            several_roles=_interval(row.several_low, row.several_high),
            company=_interval(row.company_low, row.company_high),
            untold=Untold(row.untold) if row.untold else None,
        )
        for row in columns(
            session,
            select(
                units.venue_id,
                units.first,
                units.untold,
                units.several_low,
                units.several_high,
                units.company_low,
                units.company_high,
            ).where(units.venue_id.in_(venue_ids), units.first.between(first, last)),
        )
    }


def _interval(low: int | None, high: int | None) -> Interval | None:
    return None if low is None else Interval(low, high)
