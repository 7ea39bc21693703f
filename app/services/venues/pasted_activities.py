"""Activities added from a pasted list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, Viewer
from app.domain.venues.activity import ActivityKind
from app.domain.venues.activity_list import PastedActivity
from app.domain.venues.set_up import NameTaken
from app.services.core.lookup import allowed_venue
from app.services.venues.activities import Plan, check_plan, write_plan
from app.services.venues.make_code import make_code
from app.services.visits.day_row import touch


def add_pasted(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    pasted: Sequence[PastedActivity],
    *,
    now: dt.datetime,
) -> int:
    """Add fixed and single activities with their codes, and return how many were added.

    Names that are already in use are skipped. Raises NotFound, and OutsideDay if any of the times
    is outside the service day; nothing is added then.
    """
    made = 0
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        today = service_date(now, venue.day_limit)
        for one in pasted:
            kind = ActivityKind.SINGLE if one.on_date else ActivityKind.FIXED
            plan = Plan(one.name, kind, one.is_cause, one.on_date, one.times)
            try:
                check_plan(session, venue, plan)
            except NameTaken:
                continue
            row = models.Activity(venue_id=venue.id, created_on=today)
            write_plan(session, row, plan)
            make_code(session, venue.id, row.id, today)
            made += 1
        touch(session, venue.id, now)
    return made
