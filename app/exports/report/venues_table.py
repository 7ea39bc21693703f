"""The tables of venues, kinds of activity, and sources."""

from __future__ import annotations

from dataclasses import replace

from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.exports.report.parts import parts_table, rows_chart
from app.exports.report.table import Head, Row, Table, about, period_heads
from app.exports.words import KINDS, SOURCES, number, venue_name
from app.translator import Translator


def venues_table(overview: Overview, _: Translator) -> Table | None:
    """Return the main numbers per venue, if the report has several."""
    if not overview.by_venue:
        return None
    words = _("Besøg pr. sted")
    chart = rows_chart(
        "places",
        words,
        [
            (
                venue_name(part, _),
                None if part.uncounted else part.figures.visits,
            )
            for part in overview.by_venue
            if part.existed  # The table says so of the others.
        ],
        overview.report,
        _,
    )
    if chart.words:  # The heading above it says the rest.
        chart = replace(chart, words=_("De %(n)s største", n=number(len(chart.bars), _)))
    parts = [(venue_name(part, _), part) for part in overview.by_venue]
    table = parts_table("places", words, _("Sted"), parts, chart, _, own=True)
    # A page's overview has the largest ones only.
    return replace(table, left_out=len(overview.report.venues) - len(parts))


def kinds_table(overview: Overview, _: Translator) -> Table | None:
    """Return participations by kind of activity, if there are several kinds."""
    kinds = overview.report.kinds
    if len(kinds) < 2:
        return None
    return Table(
        "kinds",
        _("Slags aktivitet"),
        (
            Head(_("Slags"), is_number=False),
            Head(_("Aktiviteter"), number=Number.KIND, aside=True),
            replace(about(Number.TIMES_HELD, _), aside=True),
            Head(BY_NUMBER[Number.PARTICIPATIONS].term(_.language), number=Number.KIND),
        ),
        tuple(
            Row(
                _(KINDS[row.kind]),
                (row.activities, row.times_held, row.participations),
                within=row.kind is None,
            )
            for row in kinds
        ),
    )


def sources_table(overview: Overview, _: Translator) -> Table | None:
    """Return visits by source."""
    report = overview.report
    used = [source for source, visits in report.figures.sources.items() if visits]
    if not used:
        return None
    return Table(
        "sources",
        BY_NUMBER[Number.SOURCE].term(_.language),
        (
            Head(BY_NUMBER[Number.SOURCE].term(_.language), is_number=False, number=Number.SOURCE),
            *period_heads(overview, _),
        ),
        tuple(
            Row(
                _(SOURCES[source]),
                tuple(column.figures.sources.get(source, 0) for column in overview.columns),
            )
            for source in used
        ),
    )
