"""Reports released by the demo partnerships, so that the demo reader has some to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.db import Database
from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import ONE_DAY
from app.domain.people.access import Act, Viewer
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.services.demo.building import Built
from app.services.demo.trail import as_of
from app.services.reports import releases
from app.services.reports.exported import record_report

SETTLED = 14 * ONE_DAY
"""How long after its last day a period is released. It can no longer be corrected by then."""

BY_THEMSELVES = ("HEJREN", "TASKE")
"""Codes of the venues whose latest month is released too."""


def write_released(
    db: Database,
    coordinator: Viewer,
    reader: Viewer,
    plans: Iterable[Built],
    *,
    now: dt.datetime,
) -> None:
    """Release each partnership's latest settled quarter, and the latest month of two venues.

    The reader fetches each of them as a file a day later.
    """
    settled = (now - SETTLED).date()
    quarter = Period.quarter(Quarter.of(settled).previous)
    month = Period.month(Month.of(settled).previous)
    reports = [
        (Selection(partnership_id=partnership_id), quarter)
        for partnership_id in coordinator.partnerships(Act.HAND_IN)
    ]
    reports += [
        (Selection(frozenset({built.venue_id})), month)
        for built in plans
        if built.plan.code in BY_THEMSELVES
    ]
    for selection, period in reports:
        at = min(now, dt.datetime.combine(period.last + SETTLED, dt.time(10), tzinfo=dt.UTC))
        with as_of(db, at):
            releases.release(db, coordinator, selection, period, now=at)
        with as_of(db, min(now, at + ONE_DAY)):
            record_report(db, reader, Act.READ_RELEASED, selection, period, "pdf")
