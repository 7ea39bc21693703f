"""Small-number protection: turns a month's exact counts into the figures that may be shown.

Visits and participations are always exact. Every other number reveals something about the people
counted, so it is exact only if it is 0 or at least the partnership's threshold. The rules, the
reasons for them and the attacker they protect against are described in docs/counting.md.
tests/reports/test_disclosure.py enumerates every month that a small venue can have and checks that
no small number can be worked out from what is shown.

Earlier counts can be imported or removed long after a month has been shown. So the visits counted
here are protected as if nothing had been imported, and the earlier counts are then added. These
are only a number of visits and do not say what anybody did. Comparing the output before and after
an import therefore reveals the number of imported visits, and nothing else.

The result depends on that month alone, and quarters and years are sums of the months as shown.
So subtracting one output from another reveals nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.domain.reports.disclosure_lists import parts_of, sources_of, unknown_parts
from app.domain.reports.figures import ActivityTotal, Figures
from app.domain.base.interval import Interval
from app.domain.reports.suppression import alone, shield
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source


def protect(
    counts: Mapping[Cell, int],
    times_held: Mapping[int, int],
    threshold: int,
    roles: Iterable[int],
    parts: Mapping[PartOfDay, int] | None = MappingProxyType({}),
    *,
    offered: int | None = None,
    settled: bool = True,
) -> Figures:
    """Return what may be shown of a month.

    `counts` are the month's exact counts. `times_held` maps an activity id to a number of days.
    `roles` are the ids of all the partnership's roles, so that a hidden list has the same length
    as any other. `parts` are visits by part of the day, or None until all the month's days have
    been closed. `offered` is the number of roles that visitors could choose, or None for all.

    If the month is not `settled`, only the totals are shown: its counts can still change, and
    the difference between two outputs could reveal a small number.
    """
    earlier = _imported(counts)
    here = counts.get(Cell(Measure.VISITS), 0) - earlier
    by_activity = {
        cell.activity_id: number
        for cell, number in counts.items()
        if cell.measure is Measure.ACTIVITY and cell.activity_id is not None and number
    }
    activities = {a: ActivityTotal(n, times_held.get(a, 0)) for a, n in by_activity.items()}
    role_ids = sorted({*roles, *(c.role_id for c in counts if c.role_id is not None)})
    held = counts.get(Cell(Measure.HELD), 0)
    few = 0 < here < 2 * threshold
    if few or (here and not settled):
        totals = _only_totals(here, activities, role_ids, held)
        told = dataclasses.replace(totals, few_visits=int(few), unsettled=int(not settled))
        return _with_imported(told, earlier)

    part = counts.get(Cell(Measure.TOOK_PART), 0)
    several = counts.get(Cell(Measure.SEVERAL_ROLES), 0)
    by_role = dict.fromkeys(role_ids, 0)
    for cell, number in counts.items():
        if cell.measure is Measure.ROLE and cell.role_id is not None:
            by_role[cell.role_id] += number
    roles_shown = shield(by_role, threshold, overlap=several, most=part)
    # Anybody who took part without an activity had a role, so this pair gives a lower bound on
    # the visits with a role. With only one role to choose, that would reveal too much about it.
    choices = len(role_ids) if offered is None else offered
    if choices < 2 and (roles_shown is None or 0 < part < threshold):
        just_here = took_part = Interval(0, here)
    else:
        busiest = max(by_activity.values(), default=0)
        just_here, took_part = _presence(here, busiest, part, threshold)
    if just_here.exact is None:
        roles_shown = None
    unknown = Interval(0, took_part.high)
    sources = sources_of(_without(earlier, counts), here, threshold)
    shown = roles_shown or dict.fromkeys(role_ids, unknown)
    figures = Figures(
        visits=here,
        just_here=just_here,
        took_part=took_part,
        changed=alone(counts.get(Cell(Measure.CHANGED), 0), threshold),
        several_roles=alone(several, threshold) if roles_shown else unknown,
        activities=activities,
        roles=shown,
        roles_within=_within(counts, by_activity, shown, threshold),
        sources=sources,
        parts=parts_of(parts, here, sources, threshold),
        company=alone(counts.get(Cell(Measure.COMPANY), 0), threshold),
        held=held,
        roles_hidden=0 if roles_shown else 1,
    )
    return _with_imported(figures, earlier)


def _imported(counts: Mapping[Cell, int]) -> int:
    """Return the number of imported visits. They have no activity or role: all are just here."""
    imported = counts.get(Cell(Measure.SOURCE, source=Source.IMPORT), 0)
    # For a week, a host can remove visits from a day. Just here visits are removed first.
    return min(imported, counts.get(Cell(Measure.JUST_HERE), 0))


def _without(earlier: int, counts: Mapping[Cell, int]) -> dict[Cell, int]:
    """Return the counts with `earlier` subtracted from the import source."""
    cell = Cell(Measure.SOURCE, source=Source.IMPORT)
    return {**counts, cell: counts.get(cell, 0) - earlier}


def _with_imported(figures: Figures, earlier: int) -> Figures:
    """Add the imported visits, exact, to the figures for the visits counted here."""
    taken = Interval.of(earlier)
    return dataclasses.replace(
        figures,
        visits=figures.visits + earlier,
        just_here=figures.just_here + taken,
        sources={**figures.sources, Source.IMPORT: figures.sources[Source.IMPORT] + taken},
    )


def _only_totals(
    visits: int,
    activities: dict[int, ActivityTotal],
    role_ids: list[int],
    held: int,
) -> Figures:
    """Return figures with every number hidden except visits, held visits and activity totals."""
    unknown = Interval(0, visits)
    return Figures(
        visits=visits,
        just_here=unknown,
        took_part=unknown,
        changed=unknown,
        several_roles=unknown,
        activities=activities,
        roles=dict.fromkeys(role_ids, unknown),
        roles_within={
            (a, r): Interval(0, total.participations)
            for a, total in activities.items()
            for r in role_ids
        },
        sources=dict.fromkeys(Source, unknown),
        parts=unknown_parts(visits),
        company=unknown,
        held=held,
        roles_hidden=1,
    )


def _presence(
    visits: int, busiest: int, took_part: int, threshold: int
) -> tuple[Interval, Interval]:
    """Return what is shown of just here and took part.

    They add up to the visits, so if one is small, the other must be a range too. At least
    `busiest` visits took part, since that many took part in one activity. If that leaves only one
    possible value for a small number, the range is widened to include the next value.
    """
    small = threshold - 1
    just_here = visits - took_part
    if just_here <= visits - busiest == 1:
        return Interval(0, small), Interval(visits - small, visits)
    if 0 < just_here < threshold:
        return Interval(1, small), Interval(visits - small, visits - 1)
    if took_part <= threshold and busiest == small:
        return Interval(visits - threshold, visits - small), Interval(small, threshold)
    if 0 < took_part < threshold:
        return Interval(visits - small, visits - 1), Interval(1, small)
    return Interval.of(just_here), Interval.of(took_part)


def _within(
    counts: Mapping[Cell, int],
    by_activity: dict[int, int],
    shown_roles: dict[int, Interval],
    threshold: int,
) -> dict[tuple[int, int], Interval]:
    """Return the roles within each activity, by (activity id, role id).

    A number is exact if it is at least the threshold and the role's own number is exact. Below
    the threshold the range starts at 0, so as not to reveal that there is a small number.
    """
    within = {}
    for activity_id, participations in by_activity.items():
        for role_id, shown in shown_roles.items():
            number = counts.get(Cell(Measure.ROLE, activity_id, role_id), 0)
            most = min(participations, shown.high)
            if shown.exact is None:
                within[activity_id, role_id] = Interval(0, most)
            elif number >= threshold:
                within[activity_id, role_id] = Interval.of(number)
            else:
                within[activity_id, role_id] = Interval(0, min(threshold - 1, most))
    return within
