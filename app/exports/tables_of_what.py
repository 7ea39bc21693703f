"""The tables of where and what: places, activities, kinds, roles, sources."""

from __future__ import annotations

from dataclasses import replace

from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.interval import NONE, Interval
from app.domain.reports.overview import Overview
from app.domain.reports.period import PeriodKind
from app.domain.reports.report import Report
from app.domain.reports.report_lines import ActivityLine
from app.exports.table import (
    Cell,
    Head,
    Row,
    Table,
    about,
    parts_table,
    period_heads,
    rows_chart,
    says_nothing,
)
from app.exports.words import KINDS, SOURCES, period_name, place_name, say, shown

LONGEST_CHART = 15


def places_table(overview: Overview, language: str) -> Table | None:
    """The places of a report of several."""
    if not overview.by_place:
        return None
    words = ("Besøg pr. sted", "Visits per place")
    chart = rows_chart(
        "places",
        words,
        [
            (
                place_name(part, language),
                None if part.uncounted else Interval.of(part.figures.visits),
            )
            for part in overview.by_place
        ],
        overview.report,
        language,
    )
    parts = [(place_name(part, language), part) for part in overview.by_place]
    return parts_table("places", words, ("Sted", "Place"), parts, chart, language, own=True)


def activities_table(overview: Overview, language: str) -> Table | None:
    """Participations per activity, with the roles within."""
    report = overview.report
    if not report.activities:
        return None
    several = len(report.places) > 1
    others = overview.columns[1:]
    rows: list[Row] = []
    for line in report.activities:
        cells: list[Cell] = [line.place] if several else []
        cells += [say(language, KINDS[line.activity.kind]), line.times_held, line.participations]
        cells += [_participations(other, line) for other in others]
        archived = say(language, ("arkiveret", "archived")) if line.activity.archived_on else ""
        cause = say(language, KINDS[None]) if line.activity.is_cause else ""
        note = ", ".join(part for part in (cause, archived) if part)
        within = tuple(
            (role.role.label(language), shown(role.number, language)) for role in line.roles
        )
        rows.append(Row(line.activity.name, tuple(cells), note=note, own=True, details=within))
    heads = [Head(say(language, ("Aktivitet", "Activity")), is_number=False)]
    if several:
        heads.append(Head(say(language, ("Sted", "Place")), is_number=False, aside=True))
    heads += [
        Head(say(language, ("Slags", "Kind")), is_number=False, aside=True),
        replace(about(Number.TIMES_HELD, language), aside=True),
        about(Number.PARTICIPATIONS, language),
        *(Head(period_name(one.period, language), number=Number.PARTICIPATIONS) for one in others),
    ]
    busiest = sorted(report.activities, key=lambda line: -line.participations)[:LONGEST_CHART]
    words = ("Deltagelser pr. aktivitet", "Participations per activity")
    chart = rows_chart(
        "activities",
        words,
        [(line.activity.name, Interval.of(line.participations)) for line in busiest],
        report,
        language,
    )
    note = say(
        language,
        (
            "Ét besøg kan være med i flere aktiviteter. Læg dem ikke sammen.",
            "One visit can take part in several activities. Do not add them up.",
        ),
    )
    return Table(
        "activities",
        say(language, ("Aktiviteter", "Activities")),
        tuple(heads),
        tuple(rows),
        chart,
        (note,),
        number=Number.PARTICIPATIONS,
        chart_words=say(language, words),
    )


def roles_within_table(overview: Overview, language: str) -> Table | None:
    """The roles within activities, one on each line: for a sheet that one can filter."""
    report = overview.report
    several = len(report.places) > 1
    rows = tuple(
        Row(
            line.activity.name,
            (*((line.place,) if several else ()), role.role.label(language), role.number),
            own=True,
        )
        for line in report.activities
        for role in line.roles
    )
    if not rows:
        return None
    place = (Head(say(language, ("Sted", "Place")), is_number=False),) if several else ()
    return Table(
        "roles-within",
        say(language, ("Roller i aktiviteter", "Roles in activities")),
        (
            Head(say(language, ("Aktivitet", "Activity")), is_number=False),
            *place,
            Head(say(language, ("Rolle", "Role")), is_number=False),
            about(Number.ROLE_IN_ACTIVITY, language),
        ),
        rows,
    )


def _participations(report: Report, line: ActivityLine) -> Cell:
    found = report.figures.activities.get(line.activity.id)
    return found.participations if found else 0


def kinds_table(overview: Overview, language: str) -> Table | None:
    """Participations by kind of activity."""
    kinds = overview.report.kinds
    if len(kinds) < 2:
        return None
    return Table(
        "kinds",
        say(language, ("Slags aktivitet", "Kinds of activity")),
        (
            Head(say(language, ("Slags", "Kind")), is_number=False),
            Head(say(language, ("Aktiviteter", "Activities")), number=Number.KIND, aside=True),
            replace(about(Number.TIMES_HELD, language), aside=True),
            Head(BY_NUMBER[Number.PARTICIPATIONS].term(language), number=Number.KIND),
        ),
        tuple(
            Row(
                say(language, KINDS[row.kind]),
                (row.activities, row.times_held, row.participations),
                within=row.kind is None,
            )
            for row in kinds
        ),
    )


def roles_table(overview: Overview, language: str) -> Table | None:
    """Visits per role."""
    report = overview.report
    if not report.roles or report.empty or says_nothing(report.figures):
        return None
    words = ("Roller", "Roles")
    notes: tuple[str, ...] = ()
    if report.figures.roles_hidden:
        if report.period.kind is PeriodKind.MONTH and len(report.places) == 1:
            return Table(
                "roles",
                say(language, words),
                (),
                (),
                notes=(
                    say(
                        language,
                        (
                            "Rollerne vises ikke i denne måned. Ellers kan små tal regnes ud.",
                            "Roles are not shown this month, or small numbers could be found.",
                        ),
                    ),
                ),
            )
        hidden = report.figures.roles_hidden
        notes = (
            say(
                language,
                (
                    f"I {hidden} af månederne vises rollerne ikke, så ingen kan regne små tal ud. "
                    "Derfor står her det mindste og det største, tallet kan være.",
                    f"In {hidden} of the months roles are not shown, so that nobody can work out "
                    "small numbers. So the least and the most that each can be stand here.",
                ),
            ),
        )
    rows = tuple(
        Row(
            row.role.label(language),
            tuple(column.figures.roles.get(row.role.id, NONE) for column in overview.columns),
            Number.ROLE,
            own=True,
        )
        for row in report.roles
    )
    per_role = ("Besøg pr. rolle", "Visits per role")
    bars = [(row.role.label(language), row.number) for row in report.roles]
    return Table(
        "roles",
        say(language, words),
        (
            Head(say(language, ("Rolle", "Role")), is_number=False, number=Number.ROLE),
            *period_heads(overview, language),
        ),
        rows,
        rows_chart("roles", per_role, bars, report, language),
        notes,
        number=Number.ROLE,
        chart_words=say(language, per_role),
    )


def sources_table(overview: Overview, language: str) -> Table | None:
    """How the visits were counted."""
    report = overview.report
    used = [source for source, value in report.figures.sources.items() if value.high]
    if not used or says_nothing(report.figures):
        return None
    return Table(
        "sources",
        BY_NUMBER[Number.SOURCE].term(language),
        (
            Head(BY_NUMBER[Number.SOURCE].term(language), is_number=False, number=Number.SOURCE),
            *period_heads(overview, language),
        ),
        tuple(
            Row(
                say(language, SOURCES[source]),
                tuple(column.figures.sources.get(source, NONE) for column in overview.columns),
            )
            for source in used
        ),
    )
