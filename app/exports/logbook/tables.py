"""The logbook's numbers as the sheets of a workbook: one table for each kind of thing."""

from __future__ import annotations

from decimal import Decimal

from app.domain.base.interval import Interval
from app.domain.logbook.content import Content, LogbookLine, LogbookRoleLine
from app.domain.reports.definitions import Number
from app.exports.charts.chart import Chart
from app.exports.logbook.charts import activities_chart, months_chart
from app.exports.logbook.numbers import number_in_words, place_lines, roles_note_of
from app.exports.report.table import Cell, Head, Row, Table
from app.exports.words import KINDS, month_name, say

EMPTY = (
    "En tom celle betyder: Tallet vises ikke. Det er lille eller kunne pege på nogen.",
    "An empty cell means: The number is not shown. It is small or could point to somebody.",
)


def logbook_tables(content: Content, language: str) -> tuple[Table, ...]:
    """Return the tables of numbers. Those that would be empty are left out."""
    made = (
        _months(content, language),
        _venues(content, language),
        _activities(content, language),
        _roles(content, language),
        _roles_in_activities(content, language),
    )
    return tuple(table for table in made if table.rows)


def _months(content: Content, language: str) -> Table:
    lines = place_lines(content, language)
    drawn = _if_drawn(content, months_chart(content, language))
    rows = [
        Row(
            f"{month_name(month.number, language)} {month.year}",
            tuple(_cell(line.months[at], content, language) for _, line, _ in lines),
        )
        for at, month in enumerate(content.period.months)
    ]
    if len(rows) > 1 and drawn is None:
        whole = tuple(_cell(line.whole, content, language) for _, line, _ in lines)
        rows.append(Row(say(language, ("i alt", "in all")), whole))
    notes: tuple[str, ...] = ()
    if drawn:
        # A row of sums would be a bar of the chart.
        sums = "; ".join(
            f"{name} {_text(line.whole, content, language)}" for name, line, _ in lines
        )
        notes = (f"{say(language, ('I alt', 'In all'))}: {sums}.",)
    if content.numbers.hides_some:
        # A dash in a column of numbers would be text, so the cells stay empty.
        notes += (say(language, EMPTY),)
    heads = (say(language, ("Måned", "Month")), *(name for name, _, _ in lines))
    return Table(
        "months",
        say(language, ("Måneder", "Months")),
        tuple(Head(text, is_number=at > 0) for at, text in enumerate(heads)),
        tuple(rows),
        chart=drawn,
        notes=notes,
        number=Number.VISITS,
    )


def _venues(content: Content, language: str) -> Table:
    return Table(
        "places",
        say(language, ("Steder", "Places")),
        (
            Head(say(language, ("Sted", "Place")), is_number=False),
            *_line_heads(content, language),
            Head(say(language, ("Dage talt", "Days counted"))),
        ),
        tuple(
            Row(one.name, (*_line(one.visits, content, language), one.days_counted.whole))
            for one in content.numbers.venues
        ),
        number=Number.VISITS,
    )


def _activities(content: Content, language: str) -> Table:
    months = _month_heads(content, language)
    heads = (
        Head(say(language, ("Aktivitet", "Activity")), is_number=False),
        Head(say(language, ("Slags", "Kind")), is_number=False),
        Head(say(language, ("Deltagelser", "Participations")), number=Number.PARTICIPATIONS),
        Head(say(language, ("Gange holdt", "Times held"))),
        *months,
    )
    return Table(
        "activities",
        say(language, ("Aktiviteter", "Activities")),
        heads,
        tuple(
            Row(
                one.name,
                (
                    say(language, KINDS[one.kind]),
                    one.participations.whole,
                    one.times_held.whole,
                    *(one.participations.months if months else ()),
                ),
            )
            for one in content.numbers.activities
        ),
        chart=_if_drawn(content, activities_chart(content, language)),
        number=Number.PARTICIPATIONS,
    )


def _roles(content: Content, language: str) -> Table:
    note = roles_note_of(content, language)
    return Table(
        "roles",
        say(language, ("Roller", "Roles")),
        (Head(say(language, ("Rolle", "Role")), is_number=False), *_line_heads(content, language)),
        tuple(
            Row(role.label(language), _line(role.visits, content, language))
            for role in content.numbers.roles
        ),
        notes=(note,) if note else (),
    )


def _roles_in_activities(content: Content, language: str) -> Table:
    def row(activity: str, role: LogbookRoleLine) -> Row:
        return Row(activity, (role.label(language), *_line(role.visits, content, language)))

    return Table(
        "roles-within",
        say(language, ("Roller i aktiviteter", "Roles in activities")),
        (
            Head(say(language, ("Aktivitet", "Activity")), is_number=False),
            Head(say(language, ("Rolle", "Role")), is_number=False),
            *_line_heads(content, language),
        ),
        tuple(row(one.name, role) for one in content.numbers.activities for role in one.roles),
    )


def _month_heads(content: Content, language: str) -> tuple[Head, ...]:
    """Return a heading for each month; none for a single one, whose number is the whole's."""
    months = content.period.months
    return tuple(Head(month_name(each.number, language)) for each in months if len(months) > 1)


def _line_heads(content: Content, language: str) -> tuple[Head, ...]:
    whole = Head(say(language, ("Besøg i alt", "Visits in all")))
    return (whole, *_month_heads(content, language))


def _line(line: LogbookLine, content: Content, language: str) -> tuple[Cell, ...]:
    months = line.months if len(line.months) > 1 else ()
    return tuple(_cell(value, content, language) for value in (line.whole, *months))


def _cell(value: Interval | Decimal | None, content: Content, language: str) -> Cell:
    """Return a number for a spreadsheet: words if it is a range, as an old logbook told it."""
    if value is None or isinstance(value, Decimal) or value.exact is not None:
        return value
    return _text(value, content, language)


def _text(value: Interval | Decimal | None, content: Content, language: str) -> str:
    return "" if value is None else number_in_words(value, content.numbers, language)


def _if_drawn(content: Content, chart: Chart | None) -> Chart | None:
    return chart if content.numbers.threshold is None else None
