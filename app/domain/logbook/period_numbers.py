"""Builds the numbers of a logbook from the reports of its months and of the whole period."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.base.interval import NONE, Interval
from app.domain.logbook.content import LogbookActivity, LogbookLine, LogbookRoleLine, Numbers
from app.domain.reports.figures import ActivityTotal
from app.domain.reports.report import Report
from app.domain.reports.report_lines import ActivityLine

Reads = Callable[[Report], Interval]
NOT_HELD = ActivityTotal(0, 0)


def numbers_of(months: list[Report], whole: Report) -> Numbers:
    """Return the numbers of a quarter or a month, with a row for each row of its report.

    A month in which no day is over yet has no numbers. A month in which nobody counted has only
    the numbers of days: not counted is not the same as zero visits.
    """

    def days(reads: Reads) -> LogbookLine:
        return LogbookLine(
            tuple(reads(month) if _has_begun(month) else None for month in months), reads(whole)
        )

    def line(reads: Reads) -> LogbookLine:
        told = days(reads)
        cells = zip(months, told.months, strict=True)
        return LogbookLine(tuple(None if month.uncounted else n for month, n in cells), told.whole)

    def activity(row: ActivityLine) -> LogbookActivity:
        id_ = row.activity.id
        return LogbookActivity(
            name=row.activity.name,
            kind=row.activity.kind,
            is_cause=row.activity.is_cause,
            participations=line(lambda r: Interval.of(_held(r, id_).participations)),
            times_held=line(lambda r: Interval.of(_held(r, id_).times_held)),
            roles=tuple(
                LogbookRoleLine(
                    within.role.verb, within.role.verb_en, line(_role_in(id_, within.role.id))
                )
                for within in row.roles
                # One month below the threshold makes the sum a range. There would be many of
                # these rows, and they would say little.
                if whole.figures.roles_within[id_, within.role.id].exact is not None
            ),
        )

    return Numbers(
        visits=line(lambda r: Interval.of(r.figures.visits)),
        days_counted=days(lambda r: Interval.of(r.coverage.counted)),
        opening_days=(
            None
            if whole.coverage.opening_days is None
            else days(lambda r: Interval.of(r.coverage.opening_days or 0))
        ),
        just_here=line(lambda r: r.figures.just_here),
        took_part=line(lambda r: r.figures.took_part),
        changed=line(lambda r: r.figures.changed),
        several_roles=line(lambda r: r.figures.several_roles),
        company=line(lambda r: r.figures.company) if whole.figures.company.low else None,
        activities=tuple(activity(row) for row in whole.activities),
        roles=tuple(
            LogbookRoleLine(row.role.verb, row.role.verb_en, line(_role(row.role.id)))
            for row in whole.roles
        ),
        threshold=whole.threshold,
    )


def _has_begun(month: Report) -> bool:
    return any(day.state is not None for day in month.days)


def _held(report: Report, activity_id: int) -> ActivityTotal:
    return report.figures.activities.get(activity_id, NOT_HELD)


def _role(role_id: int) -> Reads:
    return lambda report: report.figures.roles.get(role_id, NONE)


def _role_in(activity_id: int, role_id: int) -> Reads:
    return lambda report: report.figures.roles_within.get((activity_id, role_id), NONE)
