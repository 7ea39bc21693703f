"""The tables of a report: made once, for the page, the workbook and the PDF alike.

A chart stands with the table whose numbers it shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.counting import DayState
from app.domain.definitions import BY_NUMBER, Number
from app.domain.disclosure import NONE, Figures, Shown
from app.domain.period import PeriodKind
from app.domain.report import ActivityLine, Overview, Report
from app.exports.charts import Bar, Chart
from app.exports.reach import TITLE, closed_rows, reach_notes
from app.exports.words import (
    KINDS,
    MONTHS,
    SOURCES,
    STATES,
    WEEKDAYS,
    Pair,
    date_name,
    month_name,
    number,
    period_name,
    place_name,
    say,
    shown,
    title,
)

Cell = Shown | int | dt.date | str | None
LONGEST_CHART = 15
CHARTS = frozenset({"days", "months", "places", "activities", "roles", "weekdays"})


@dataclass(frozen=True)
class Head:
    """A column's heading, and the number it is about."""

    text: str
    is_number: bool = True
    number: Number | None = None


@dataclass(frozen=True)
class Row:
    """A row: its name, its cells, and the number it is about. `within` belongs to the row above.

    `own` says that the name is the partnership's own words. `details` are further names and
    numbers, such as the roles within an activity.
    """

    name: str
    cells: tuple[Cell, ...]
    number: Number | None = None
    within: bool = False
    own: bool = False
    note: str = ""
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with its heading, its chart and its notes. `folded` is long and stands closed."""

    key: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    chart: Chart | None = None
    notes: tuple[str, ...] = ()
    folded: bool = False


def tables(overview: Overview, language: str) -> tuple[Table, ...]:
    """Every table that has something to say, in the order of the page."""
    makers = (
        *(_summary, _days, _months, _places, _activities, _kinds, _roles, _weekdays, _sources),
        _reach,
    )
    made = (maker(overview, language) for maker in makers)
    return tuple(table for table in made if table is not None)


def charts(overview: Overview, language: str) -> tuple[Chart, ...]:
    """The charts of the tables."""
    return tuple(table.chart for table in tables(overview, language) if table.chart)


def _summary(overview: Overview, language: str) -> Table | None:
    report = overview.report
    if report.empty and not report.coverage.counted:
        return None

    def row(what: Number, reads: Callable[[Report], Cell], *, within: bool = False) -> Row:
        cells = tuple(reads(column) for column in overview.columns)
        return Row(BY_NUMBER[what].term(language), cells, what, within=within)

    rows = [row(Number.VISITS, lambda r: r.figures.visits)]
    if not says_nothing(report.figures):
        rows += [
            row(Number.JUST_HERE, lambda r: r.figures.just_here, within=True),
            row(Number.TOOK_PART, lambda r: r.figures.took_part, within=True),
            row(Number.CHANGED, lambda r: r.figures.changed, within=True),
            row(Number.SEVERAL_ROLES, lambda r: r.figures.several_roles, within=True),
        ]
        if report.figures.company.low:
            rows.append(row(Number.COMPANY, lambda r: r.figures.company, within=True))
    if any(column.figures.held for column in overview.columns):
        rows.append(row(Number.HELD, lambda r: r.figures.held))
    rows.append(row(Number.DAYS_COUNTED, lambda r: r.coverage.counted))
    if any(column.coverage.opening_days is not None for column in overview.columns):
        rows.append(row(Number.OPENING_DAYS, lambda r: r.coverage.opening_days))
    hidden = any(column.figures.all_hidden for column in overview.columns)
    notes = (_few_visits(report, language),) if hidden else ()
    return Table(
        "summary",
        say(language, ("Kort fortalt", "In short")),
        (
            Head(say(language, ("Tal", "Number")), is_number=False),
            *_period_heads(overview, language),
        ),
        tuple(rows),
        notes=notes,
    )


def says_nothing(figures: Figures) -> bool:
    """Whether nothing but visits and participations is told of any of its months."""
    return figures.just_here == figures.took_part == Shown(0, figures.visits)


def _few_visits(report: Report, language: str) -> str:
    low = 2 * report.threshold
    return say(
        language,
        (
            f"En måned med færre end {low} besøg viser kun besøg og deltagelser.",
            f"A month with fewer than {low} visits shows visits and participations only.",
        ),
    )


def _period_heads(overview: Overview, language: str) -> tuple[Head, ...]:
    return tuple(Head(period_name(column.period, language)) for column in overview.columns)


def _days(overview: Overview, language: str) -> Table | None:
    report = overview.report
    days = [day for day in report.days if day.state is not None]
    if not days or not report.coverage.counted:
        return None
    visits = BY_NUMBER[Number.VISITS].term(language)
    per_day = say(language, ("Besøg pr. dag", "Visits per day"))
    month = period_name(report.period, language)
    bars = tuple(
        Bar(
            label=str(day.date.day),
            number=Shown.of(day.visits) if day.visits is not None else None,
            text=number(day.visits or 0, language),
            below=say(language, WEEKDAYS[day.date.weekday()])[0].upper(),
            why=say(language, STATES[day.state])
            if day.state in (DayState.NOT_COUNTED, DayState.CLOSED)
            else "",
            missing=day.state is DayState.NOT_COUNTED,
            minor=day.date.day != 1 and day.date.day % 5 != 0,
        )
        for day in report.days
    )
    best = max(days, key=lambda day: day.visits or 0)
    most = number(best.visits or 0, language)
    when = date_name(best.date, language)
    description = say(
        language,
        (
            f"En søjle for hver dag i {month}. Flest besøg: {most}, den {when}. "
            "Tallene står også i tabellen.",
            f"One bar for each day of {month}. Most visits: {most}, on {when}. "
            "The table has the numbers too.",
        ),
    )
    return Table(
        "days",
        per_day,
        (
            Head(say(language, ("Dag", "Day")), is_number=False),
            Head(say(language, ("Ugedag", "Weekday")), is_number=False),
            Head(say(language, ("Dagen er", "The day is")), is_number=False),
            Head(visits, number=Number.VISITS),
        ),
        tuple(
            Row(
                date_name(day.date, language),
                (
                    say(language, WEEKDAYS[day.date.weekday()]),
                    say(language, STATES[day.state]) if day.state else "",
                    day.visits,
                ),
            )
            for day in days
        ),
        chart=Chart("days", "columns", f"{per_day}: {title(report, language)}", description, bars),
        folded=True,
    )


PART_NUMBERS: tuple[tuple[Number, Callable[[Report], Cell]], ...] = (
    (Number.VISITS, lambda report: report.figures.visits),
    (Number.JUST_HERE, lambda report: report.figures.just_here),
    (Number.TOOK_PART, lambda report: report.figures.took_part),
    (Number.CHANGED, lambda report: report.figures.changed),
    (Number.SEVERAL_ROLES, lambda report: report.figures.several_roles),
    (Number.DAYS_COUNTED, lambda report: report.coverage.counted),
    (Number.OPENING_DAYS, lambda report: report.coverage.opening_days),
)


def _parts(
    key: str,
    words: Pair,
    name: Pair,
    parts: list[tuple[str, Report]],
    chart: Chart,
    language: str,
    *,
    own: bool,
) -> Table:
    return Table(
        key,
        say(language, words),
        (
            Head(say(language, name), is_number=False),
            *(Head(BY_NUMBER[what].term(language), number=what) for what, _ in PART_NUMBERS),
        ),
        tuple(
            Row(called, tuple(reads(part) for _, reads in PART_NUMBERS), own=own)
            for called, part in parts
        ),
        chart=chart,
    )


def _months(overview: Overview, language: str) -> Table | None:
    # A month that has not begun has no day that is over, and no number.
    begun = [
        month
        for month in overview.months
        if month.coverage.counted or month.coverage.opening_days or month.complete
    ]
    if not begun or not overview.report.coverage.counted:
        return None
    words = ("Besøg pr. måned", "Visits per month")
    bars = tuple(
        Bar(
            label=say(language, MONTHS[month.period.end.number - 1])[:3],
            number=Shown.of(month.figures.visits) if month.coverage.counted else None,
            text=number(month.figures.visits, language),
            why="" if month.coverage.counted else say(language, STATES[DayState.NOT_COUNTED]),
            missing=True,
        )
        for month in begun
    )
    description = say(
        language,
        (
            "En søjle for hver måned. Tallene står også i tabellen.",
            "One bar for each month. The table has the numbers too.",
        ),
    )
    chart = Chart(
        "months",
        "columns",
        f"{say(language, words)}: {title(overview.report, language)}",
        description,
        bars,
    )
    parts = [(month_name(month.period.end.number, language), month) for month in begun]
    return _parts("months", words, ("Måned", "Month"), parts, chart, language, own=False)


def _places(overview: Overview, language: str) -> Table | None:
    if not overview.by_place:
        return None
    words = ("Besøg pr. sted", "Visits per place")
    chart = _rows_chart(
        "places",
        words,
        [(place_name(part, language), Shown.of(part.figures.visits)) for part in overview.by_place],
        overview.report,
        language,
    )
    parts = [(place_name(part, language), part) for part in overview.by_place]
    return _parts("places", words, ("Sted", "Place"), parts, chart, language, own=True)


def _activities(overview: Overview, language: str) -> Table | None:
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
        heads.append(Head(say(language, ("Sted", "Place")), is_number=False))
    heads += [
        Head(say(language, ("Slags", "Kind")), is_number=False),
        _about(Number.TIMES_HELD, language),
        _about(Number.PARTICIPATIONS, language),
        *(Head(period_name(other.period, language)) for other in others),
    ]
    busiest = sorted(report.activities, key=lambda line: -line.participations)[:LONGEST_CHART]
    words = ("Deltagelser pr. aktivitet", "Participations per activity")
    chart = _rows_chart(
        "activities",
        words,
        [(line.activity.name, Shown.of(line.participations)) for line in busiest],
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
    activities = say(language, ("Aktiviteter", "Activities"))
    return Table("activities", activities, tuple(heads), tuple(rows), chart, (note,))


def _participations(report: Report, line: ActivityLine) -> Cell:
    found = report.figures.activities.get(line.activity.id)
    return found.participations if found else 0


def _about(what: Number, language: str) -> Head:
    return Head(BY_NUMBER[what].term(language), number=what)


def _kinds(overview: Overview, language: str) -> Table | None:
    kinds = overview.report.kinds
    if len(kinds) < 2:
        return None
    return Table(
        "kinds",
        say(language, ("Slags aktivitet", "Kinds of activity")),
        (
            Head(say(language, ("Slags", "Kind")), is_number=False),
            Head(say(language, ("Aktiviteter", "Activities"))),
            _about(Number.TIMES_HELD, language),
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


def _roles(overview: Overview, language: str) -> Table | None:
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
                    f"I {hidden} af månederne vises rollerne ikke. Derfor er tallene brede.",
                    f"In {hidden} of the months roles are not shown, so the numbers are wide.",
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
    bars = [(row.role.label(language), row.number) for row in report.roles]
    return Table(
        "roles",
        say(language, words),
        (
            Head(say(language, ("Rolle", "Role")), is_number=False, number=Number.ROLE),
            *_period_heads(overview, language),
        ),
        rows,
        _rows_chart("roles", ("Besøg pr. rolle", "Visits per role"), bars, report, language),
        notes,
    )


def _weekdays(overview: Overview, language: str) -> Table | None:
    report = overview.report
    if not report.weekdays or report.empty:
        return None
    words = ("Besøg efter ugedag", "Visits by weekday")
    bars = tuple(
        Bar(
            label=say(language, WEEKDAYS[row.weekday])[:3],
            number=Shown.of(row.visits),
            text=number(row.visits, language),
        )
        for row in report.weekdays
    )
    description = say(
        language,
        (
            "En søjle for hver ugedag, hvor der er talt. Tallene står også i tabellen.",
            "One bar for each weekday that was counted. The table has the numbers too.",
        ),
    )
    chart_title = f"{say(language, words)}: {title(report, language)}"
    return Table(
        "weekdays",
        say(language, words),
        (
            Head(say(language, ("Ugedag", "Weekday")), is_number=False),
            Head(BY_NUMBER[Number.VISITS].term(language), number=Number.WEEKDAY),
            _about(Number.DAYS_COUNTED, language),
        ),
        tuple(
            Row(say(language, WEEKDAYS[row.weekday]), (row.visits, row.days_counted))
            for row in report.weekdays
        ),
        Chart("weekdays", "columns", chart_title, description, bars),
    )


def _sources(overview: Overview, language: str) -> Table | None:
    report = overview.report
    used = [source for source, value in report.figures.sources.items() if value.high]
    if not used or says_nothing(report.figures):
        return None
    return Table(
        "sources",
        BY_NUMBER[Number.SOURCE].term(language),
        (
            Head(BY_NUMBER[Number.SOURCE].term(language), is_number=False, number=Number.SOURCE),
            *_period_heads(overview, language),
        ),
        tuple(
            Row(
                say(language, SOURCES[source]),
                tuple(column.figures.sources.get(source, NONE) for column in overview.columns),
            )
            for source in used
        ),
    )


def _reach(overview: Overview, language: str) -> Table | None:
    notes = reach_notes(overview, language)
    heads = (
        Head(say(language, ("Hvad", "What")), is_number=False),
        Head(say(language, ("Dage", "Days"))),
    )
    rows = tuple(Row(what, (days,)) for what, days in closed_rows(overview, language))
    if not rows and not notes:
        return None
    return Table("how-far", say(language, TITLE), heads, rows, notes=notes)


def _rows_chart(
    key: str, words: Pair, named: list[tuple[str, Shown]], report: Report, language: str
) -> Chart:
    description = say(
        language,
        (
            "En vandret søjle for hver. Tallene står også i tabellen.",
            "One bar for each. The table has the numbers too.",
        ),
    )
    return Chart(
        key,
        "rows",
        f"{say(language, words)}: {title(report, language)}",
        description,
        tuple(Bar(name, value, shown(value, language)) for name, value in named),
    )
