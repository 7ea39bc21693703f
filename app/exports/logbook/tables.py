"""The logbook's numbers as the sheets of a workbook: one table for each kind of thing."""

from __future__ import annotations

from decimal import Decimal

from app.domain.base.interval import Interval
from app.domain.base.marked import N_
from app.domain.logbook.content import Content, LogbookLine, LogbookRoleLine
from app.domain.reports.definitions import Number
from app.exports.charts.chart import Chart
from app.exports.logbook.charts import activities_chart, months_chart
from app.exports.logbook.numbers import number_in_words, place_lines, roles_note_of
from app.exports.report.table import Cell, Head, Row, Table
from app.exports.words import KINDS
from app.translator import Translator, month_name

EMPTY = N_("En tom celle betyder: Tallet vises ikke. Det er lille eller kunne pege på nogen.")


def logbook_tables(content: Content, _: Translator) -> tuple[Table, ...]:
    """Return the tables of numbers. Those that would be empty are left out."""
    made = (
        _months(content, _),
        _venues(content, _),
        _activities(content, _),
        _roles(content, _),
        _roles_in_activities(content, _),
    )
    return tuple(table for table in made if table.rows)


def _months(content: Content, _: Translator) -> Table:
    lines = place_lines(content, _)
    drawn = _if_drawn(content, months_chart(content, _))
    rows = [
        Row(
            f"{month_name(month.number, _)} {month.year}",
            tuple(_cell(line.months[at], content, _) for _name, line, _within in lines),
        )
        for at, month in enumerate(content.period.months)
    ]
    if len(rows) > 1 and drawn is None:
        whole = tuple(_cell(line.whole, content, _) for _name, line, _within in lines)
        rows.append(Row(_.pgettext("file", "i alt"), whole))
    notes: tuple[str, ...] = ()
    if drawn:
        # A row of sums would be a bar of the chart.
        sums = "; ".join(f"{name} {_text(line.whole, content, _)}" for name, line, _within in lines)
        notes = (_("I alt: %(sums)s.", sums=sums),)
    if content.numbers.hides_some:
        # A dash in a column of numbers would be text, so the cells stay empty.
        notes += (_(EMPTY),)
    heads = (_("Måned"), *(name for name, _line, _within in lines))
    return Table(
        "months",
        _("Måneder"),
        tuple(Head(text, is_number=at > 0) for at, text in enumerate(heads)),
        tuple(rows),
        chart=drawn,
        notes=notes,
        number=Number.VISITS,
    )


def _venues(content: Content, _: Translator) -> Table:
    return Table(
        "places",
        _("Steder"),
        (
            Head(_("Sted"), is_number=False),
            *_line_heads(content, _),
            Head(_("Dage talt")),
        ),
        tuple(
            Row(one.name, (*_line(one.visits, content, _), one.days_counted.whole))
            for one in content.numbers.venues
        ),
        number=Number.VISITS,
    )


def _activities(content: Content, _: Translator) -> Table:
    months = _month_heads(content, _)
    heads = (
        Head(_("Aktivitet"), is_number=False),
        Head(_("Slags"), is_number=False),
        Head(_("Deltagelser"), number=Number.PARTICIPATIONS),
        Head(_("Gange holdt")),
        *months,
    )
    return Table(
        "activities",
        _("Aktiviteter"),
        heads,
        tuple(
            Row(
                one.name,
                (
                    _(KINDS[one.kind]),
                    one.participations.whole,
                    one.times_held.whole,
                    *(one.participations.months if months else ()),
                ),
            )
            for one in content.numbers.activities
        ),
        chart=_if_drawn(content, activities_chart(content, _)),
        number=Number.PARTICIPATIONS,
    )


def _roles(content: Content, _: Translator) -> Table:
    note = roles_note_of(content, _)
    return Table(
        "roles",
        _("Roller"),
        (Head(_("Rolle"), is_number=False), *_line_heads(content, _)),
        tuple(
            Row(role.label(_.language), _line(role.visits, content, _))
            for role in content.numbers.roles
        ),
        notes=(note,) if note else (),
    )


def _roles_in_activities(content: Content, _: Translator) -> Table:
    def row(activity: str, role: LogbookRoleLine) -> Row:
        return Row(activity, (role.label(_.language), *_line(role.visits, content, _)))

    return Table(
        "roles-within",
        _("Roller i aktiviteter"),
        (
            Head(_("Aktivitet"), is_number=False),
            Head(_("Rolle"), is_number=False),
            *_line_heads(content, _),
        ),
        tuple(row(one.name, role) for one in content.numbers.activities for role in one.roles),
    )


def _month_heads(content: Content, _: Translator) -> tuple[Head, ...]:
    """Return a heading for each month; none for a single one, whose number is the whole's."""
    months = content.period.months
    return tuple(Head(month_name(each.number, _)) for each in months if len(months) > 1)


def _line_heads(content: Content, _: Translator) -> tuple[Head, ...]:
    whole = Head(_("Besøg i alt"))
    return (whole, *_month_heads(content, _))


def _line(line: LogbookLine, content: Content, _: Translator) -> tuple[Cell, ...]:
    months = line.months if len(line.months) > 1 else ()
    return tuple(_cell(value, content, _) for value in (line.whole, *months))


def _cell(value: Interval | Decimal | None, content: Content, _: Translator) -> Cell:
    """Return a number for a spreadsheet: words if it is a range, as an old logbook told it."""
    if value is None or isinstance(value, Decimal) or value.exact is not None:
        return value
    return _text(value, content, _)


def _text(value: Interval | Decimal | None, content: Content, _: Translator) -> str:
    return "" if value is None else number_in_words(value, content.numbers, _)


def _if_drawn(content: Content, chart: Chart | None) -> Chart | None:
    return chart if content.numbers.threshold is None else None
