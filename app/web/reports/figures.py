"""Template filters for a report's figures."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from app.domain.base.interval import Interval
from app.domain.reports.period import Period
from app.exports.charts.chart import Chart
from app.exports.charts.svg import svg
from app.exports.words import decimal, period_name, told
from app.translator import translator
from app.web.platform.language import language
from app.web.platform.templating import thousands
from app.web.reports import bp


@bp.app_template_filter("svg")
def chart_svg(chart: Chart) -> Markup:
    """Return the chart as inline SVG; many also in a version for phones, picked by CSS."""
    drawn = svg(chart) + (svg(chart, slim=True) if chart.has_slim else "")
    return Markup(drawn)  # noqa: S704  `svg` escapes all text


@bp.app_template_filter("shown")
def shown(value: Interval) -> str:
    """Return a number in words: 1.234, under 5, at least 20."""
    return told(value, translator(language()), thousands)


@bp.app_template_filter("cell")
def cell(value: object) -> str:
    """Format a table cell. Unknown values are shown as a dash."""
    if isinstance(value, Interval):
        return shown(value)
    if isinstance(value, int):
        return thousands(value)
    if isinstance(value, Decimal):
        return decimal(value, translator(language()))
    return "–" if value is None else str(value)


@bp.app_template_filter("period")
def period_words(value: Period) -> str:
    return period_name(value, translator(language()))
