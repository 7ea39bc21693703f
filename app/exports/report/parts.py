"""Tables and charts for the parts of a report: its months or its venues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.base.interval import Interval
from app.domain.reports.definitions import Number
from app.domain.reports.report import Report
from app.exports.charts.chart import Bar, Chart
from app.exports.report.table import (
    Cell,
    Head,
    Row,
    Table,
    about,
    cell_text,
    counted_here,
    length_of,
    not_counted,
    why_blank,
)
from app.exports.words import number, title
from app.translator import Translator

COUNTED_HERE: tuple[tuple[Number, Callable[[Report], Cell]], ...] = (
    (Number.JUST_HERE, lambda report: counted_here(report, report.figures.just_here)),
    (Number.TOOK_PART, lambda report: counted_here(report, report.figures.took_part)),
    (Number.CHANGED, lambda report: counted_here(report, report.figures.changed)),
)
PART_NUMBERS: tuple[tuple[Number, Callable[[Report], Cell]], ...] = (
    (Number.VISITS, lambda report: report.figures.visits),
    *COUNTED_HERE,
    (Number.SEVERAL_ROLES, lambda report: report.settled.several_roles),
)
PART_DAYS: tuple[tuple[Number, Callable[[Report], Cell]], ...] = (
    (Number.DAYS_COUNTED, lambda report: report.coverage.counted),
    (Number.OPENING_DAYS, lambda report: report.coverage.opening_days),
    (Number.VISITS_PER_DAY, lambda report: report.visits_per_day),
)
ASIDE = frozenset({Number.CHANGED, Number.SEVERAL_ROLES, *(number for number, _ in PART_DAYS)})
"""The columns shown below a part's name on a phone."""
MOST_BARS = 25
"""How many bars of a rows chart fit on a page of paper. More would be cut off there."""


def parts_table(
    key: str,
    words: str,
    name: str,
    parts: list[tuple[str, Report]],
    chart: Chart,
    _: Translator,
    *,
    own: bool,
) -> Table:
    """Return a row for each part with its main numbers, blank if nobody counted there."""

    told = [
        (what, reads)
        for what, reads in PART_NUMBERS
        if what is Number.VISITS or any(reads(part) is not None for _, part in parts)
    ]

    def row(called: str, part: Report) -> Row:
        numbers = tuple(None if part.uncounted else reads(part) for _, reads in told)
        days = tuple(reads(part) for _, reads in PART_DAYS)
        note = why_blank(part, _) if part.uncounted else ""
        return Row(called, numbers + days, own=own, note=note)

    return Table(
        key,
        words,
        (
            Head(name, is_number=False),
            *(replace(about(what, _), aside=what in ASIDE) for what, _reads in (*told, *PART_DAYS)),
        ),
        tuple(row(called, part) for called, part in parts),
        chart=chart,
        number=Number.VISITS,
    )


def rows_chart(
    key: str,
    words: str,
    named: Sequence[tuple[str, Interval | int | None]],
    report: Report,
    _: Translator,
) -> Chart:
    """Return a chart of named numbers; None as a number means that nobody counted.

    Of more than `MOST_BARS` it has the largest, in their order, and says so.
    """
    largest = sorted(range(len(named)), key=lambda at: -_length(named[at][1]))[:MOST_BARS]
    is_cut = len(largest) < len(named)
    full_title = f"{words}: {title(report, _)}"
    if is_cut:
        words = _("%(words)s, de %(n)s største", words=words, n=number(MOST_BARS, _))
    return Chart(
        key,
        "rows",
        f"{words}: {title(report, _)}",
        _("En vandret søjle for hver. Tallene står også i tabellen."),
        tuple(
            Bar(name, None, why=not_counted(_))
            if value is None
            else Bar(name, length_of(value), cell_text(value, _))
            for name, value in (named[at] for at in sorted(largest))
        ),
        words=words if is_cut else "",
        full_title=full_title if is_cut else "",
    )


def _length(value: Interval | int | None) -> int:
    return -1 if value is None else length_of(value)
