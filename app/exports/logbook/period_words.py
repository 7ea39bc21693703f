"""The quarter or month of a logbook in words."""

from __future__ import annotations

from app.domain.base.months import Month
from app.domain.logbook.logbook import LogbookPeriod
from app.domain.reports.period import Period
from app.exports.words import period_name
from app.translator import Translator


def period_in_words(period: LogbookPeriod, _: Translator) -> str:
    """Return the period in words: 4. kvartal 2026, oktober 2026."""
    kind = Period.month(period) if isinstance(period, Month) else Period.quarter(period)
    return period_name(kind, _)
