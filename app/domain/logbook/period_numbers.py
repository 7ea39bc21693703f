"""Builds the numbers of a logbook from the reports of its months and of the whole period."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.base.interval import NONE, Interval
from app.domain.logbook.content import (
    LogbookActivity,
    LogbookLine,
    LogbookRoleLine,
    LogbookVenue,
    Numbers,
)
from app.domain.reports.figures import ActivityTotal, Figures
from app.domain.reports.report import Report
from app.domain.reports.report_lines import ActivityLine, RoleLine
from app.domain.visits.source import Source

Reads = Callable[[Report], Interval | None]
NOT_HELD = ActivityTotal(0, 0)


def numbers_of(
    months: list[Report],
    whole: Report,
    by_venue: Sequence[tuple[str, list[Report], Report]] = (),
) -> Numbers:
    """Return the numbers of a quarter or a month, with a row for each row of its report.

    `by_venue` are the name and reports of each venue, for a whole partnership.

    A month in which no day is over yet has no numbers. A month in which nobody counted has only
    the numbers of days: not counted is not the same as zero visits. A month with nothing but
    earlier counts has only visits.
    """

    def line(reads: Reads, has: Callable[[Report], bool]) -> LogbookLine:
        cells = tuple(reads(month) if has(month) else None for month in months)
        return LogbookLine(cells, reads(whole) or NONE)

    def days(reads: Callable[[Report], int]) -> LogbookLine:
        return line(lambda r: Interval.of(reads(r)), _has_begun)

    def counted(reads: Callable[[Figures], int], has: Callable[[Report], bool]) -> LogbookLine:
        return line(lambda r: Interval.of(reads(r.figures)), has)

    def settled(reads: Reads) -> LogbookLine | None:
        return line(reads, _has_visits) if reads(whole) else None

    def role(row: RoleLine, reads: Reads) -> LogbookRoleLine:
        return LogbookRoleLine(row.role.verb, row.role.verb_en, line(reads, _has_visits))

    def activity(row: ActivityLine) -> LogbookActivity:
        id_ = row.activity.id
        return LogbookActivity(
            name=row.activity.name,
            kind=row.activity.kind,
            is_cause=row.activity.is_cause,
            participations=counted(lambda f: _held(f, id_).participations, _is_counted_here),
            times_held=counted(lambda f: _held(f, id_).times_held, _is_counted_here),
            roles=tuple(role(within, _role_in(id_, within.role.id)) for within in row.roles),
        )

    return Numbers(
        visits=counted(lambda f: f.visits, _has_visits),
        imported=counted(_imported, _has_visits) if _imported(whole.figures) else None,
        days_counted=days(lambda r: r.coverage.counted),
        opening_days=None
        if whole.coverage.opening_days is None
        else days(lambda r: r.coverage.opening_days or 0),
        just_here=counted(lambda f: f.just_here, _is_counted_here),
        took_part=counted(lambda f: f.took_part, _is_counted_here),
        changed=counted(lambda f: f.changed, _is_counted_here),
        several_roles=settled(lambda r: r.settled.several_roles),
        company=settled(lambda r: r.settled.company),
        activities=() if by_venue else tuple(activity(row) for row in whole.activities),
        venues=tuple(_venue(*each) for each in by_venue),
        roles=tuple(role(row, _role(row.role.id)) for row in whole.roles),
        roles_shown=whole.roles_shown,
        settles_on=whole.settles_on,
    )


def _venue(name: str, months: list[Report], whole: Report) -> LogbookVenue:
    def line(reads: Callable[[Report], int], has: Callable[[Report], bool]) -> LogbookLine:
        cells = tuple(Interval.of(reads(month)) if has(month) else None for month in months)
        return LogbookLine(cells, Interval.of(reads(whole)))

    return LogbookVenue(
        name,
        line(lambda r: r.figures.visits, _has_visits),
        line(lambda r: r.coverage.counted, _has_begun),
    )


def _has_begun(month: Report) -> bool:
    return month.begun


def _has_visits(month: Report) -> bool:
    return _has_begun(month) and not month.uncounted


def _is_counted_here(month: Report) -> bool:
    return _has_visits(month) and not month.figures.only_imported


def _imported(figures: Figures) -> int:
    return figures.sources.get(Source.IMPORT, 0)


def _held(figures: Figures, activity_id: int) -> ActivityTotal:
    return figures.activities.get(activity_id, NOT_HELD)


def _role(role_id: int) -> Reads:
    return lambda report: report.settled.roles.get(role_id)


def _role_in(activity_id: int, role_id: int) -> Reads:
    return lambda report: report.settled.within.get((activity_id, role_id))
