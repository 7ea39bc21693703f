"""Small-number protection: from a month's exact counts to what may be shown of them.

Visits and participations are shown as they are. Every other number says something about the
people behind it, and is shown only where it is 0 or at least the partnership's threshold. The
rules, the reasoning and the attacker they hold against are in docs/counting.md; the test
enumerates every month that a small house can have and finds no small number in what is shown.

Earlier counts are taken in and taken back long after a month has been shown. So the visits that
were counted here are protected as if nothing had been taken in, and earlier counts are added to
what that shows. They are a number of visits, exact as visits are, and say nothing of what anybody
did. So whoever has the outputs from before and after learns how many they were, and nothing else.

Whatever is shown is a function of the month alone, and quarters and years are sums of what the
months show. So no output can be subtracted from another: there is one set of numbers.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.domain.reports.disclosure_lists import parts_of, sources_of, unknown_parts
from app.domain.reports.figures import ActivityTotal, Figures
from app.domain.reports.interval import Interval
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
    """What may be shown of a month.

    `counts` are the month's exact counts; `times_held` maps an activity to days; `roles` are all
    roles of the partnership, so that a hidden list is as long as any other; `parts` are check-ins
    by the part of the day, None while they are ahead of the month's closed days. `offered` is how
    many of the roles one could choose there, all of them where it is None. Of a month that is
    not `settled` only the totals are shown: two outputs of it could be subtracted.
    """
    earlier = _earlier(counts)
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
        return _with_earlier(told, earlier)

    part = counts.get(Cell(Measure.TOOK_PART), 0)
    several = counts.get(Cell(Measure.SEVERAL_ROLES), 0)
    by_role = dict.fromkeys(role_ids, 0)
    for cell, number in counts.items():
        if cell.measure is Measure.ROLE and cell.role_id is not None:
            by_role[cell.role_id] += number
    roles_shown = shield(by_role, threshold, overlap=several, most=part)
    # Who takes part without an activity has a role, so this pair tells how many roles there are at
    # least. That is too much where there is only one role to choose.
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
    return _with_earlier(figures, earlier)


def _earlier(counts: Mapping[Cell, int]) -> int:
    """The visits from earlier counts. Nobody said what they did, so all of them were just here."""
    imported = counts.get(Cell(Measure.SOURCE, source=Source.IMPORT), 0)
    # A host can take some of a day's visits away within the week, and just here goes first.
    return min(imported, counts.get(Cell(Measure.JUST_HERE), 0))


def _without(earlier: int, counts: Mapping[Cell, int]) -> dict[Cell, int]:
    """The counts with so many fewer of the source import."""
    cell = Cell(Measure.SOURCE, source=Source.IMPORT)
    return {**counts, cell: counts.get(cell, 0) - earlier}


def _with_earlier(figures: Figures, earlier: int) -> Figures:
    """What the visits counted here show, with the earlier counts added as they are."""
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
    """A month of which nothing else is told: so few visits would pin the small numbers."""
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
    """Just here and took part: together they are the visits, so a small one hides the other.

    At least `busiest` visits took part, since so many did in one activity alone. Where that
    leaves a small number nothing else to be, it is not told apart from its neighbour.
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
    """Roles within activities: shown from the threshold on, where the role itself is shown.

    Below it they are not told from 0, so that nobody learns that there is a small one.
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
