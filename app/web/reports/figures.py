"""How templates write the figures of a report."""

from __future__ import annotations

from markupsafe import Markup

from app.domain.reports.interval import Interval
from app.domain.reports.period import Period
from app.exports.charts.chart import Chart
from app.exports.charts.svg import svg
from app.exports.words import period_name
from app.web.platform.language import language
from app.web.platform.templating import thousands
from app.web.reports import bp


@bp.app_template_filter("svg")
def chart_svg(chart: Chart) -> Markup:
    """A chart as it stands on a page; a wide one twice, of which a phone shows the other."""
    drawn = svg(chart) + (svg(chart, slim=True) if chart.wide else "")
    return Markup(drawn)  # noqa: S704  every word in it is escaped by `svg`


@bp.app_template_filter("shown")
def shown(value: Interval) -> str:
    """A number as a page shows it: 1.234, or 1–4."""
    return (
        thousands(value.low)
        if value.exact is not None
        else f"{thousands(value.low)}–{thousands(value.high)}"
    )


@bp.app_template_filter("cell")
def cell(value: object) -> str:
    """What stands in a cell of a table; a dash for what is not known."""
    if isinstance(value, Interval):
        return shown(value)
    if isinstance(value, int):
        return thousands(value)
    return "–" if value is None else str(value)


@bp.app_template_filter("period")
def period_words(value: Period) -> str:
    """The period in words."""
    return period_name(value, language())
