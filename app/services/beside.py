"""What stands beside a report: what was corrected, what the codes caught, what counting took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.access import Act, Viewer
from app.domain.burden import Burden
from app.domain.day_state import WhyClosed
from app.domain.head_check import Caught
from app.domain.period import Period
from app.domain.selection import Selection
from app.models import Day, Venue
from app.services._places import allowed_venue
from app.services.corrections import Corrected, corrections_of_days
from app.services.head_checks import caught_in
from app.services.host_time import burden_in


@dataclass(frozen=True)
class Beside:
    """Nothing of it is in the numbers; all of it says how far they reach."""

    why_closed: Mapping[dt.date, WhyClosed]
    corrections: tuple[Corrected, ...]
    caught: Caught | None
    burden: Burden | None


def beside(db: Database, viewer: Viewer, places: Selection, period: Period) -> Beside | None:
    """What stands beside a venue's numbers of a period; None for several venues together.

    Raises NotFound.
    """
    if len(places.venue_ids) != 1:
        return None
    first, last = period.start.first, period.end.last
    with db.reading() as session:
        venue = allowed_venue(session, viewer, Act.SEE_REPORTS, next(iter(places.venue_ids)))
        return Beside(
            why_closed=_why_closed(session, venue, first, last),
            corrections=corrections_of_days(session, venue.id, first, last),
            caught=caught_in(session, venue, first, last),
            burden=burden_in(session, venue, first, last),
        )


def _why_closed(
    session: Session, venue: Venue, first: dt.date, last: dt.date
) -> dict[dt.date, WhyClosed]:
    rows = session.execute(
        select(Day.service_date, Day.reason)
        .where(
            Day.venue_id == venue.id,
            Day.service_date.between(first, last),
            Day.reason.in_(list(WhyClosed)),
        )
        .order_by(Day.service_date)
    )
    return {date: WhyClosed(reason) for date, reason in rows if reason}
