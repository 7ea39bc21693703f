"""What the preview of an import shows, and what is chosen on it."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import Any

from flask_babel import gettext as _

from app.domain.base.cpr import find_cpr
from app.domain.base.months import Month
from app.domain.base.text import is_writable, tidy
from app.domain.imports.cells import LARGEST
from app.domain.imports.layouts import EARLIEST
from app.domain.imports.rows import ImportedCount, SkipReason
from app.services.imports import preview
from app.web.platform.ids import whole
from app.web.platform.templating import month_name

SKIP = "skip"


def why(reason: SkipReason) -> str:
    """Explain why a row is skipped."""
    return str(
        {
            SkipReason.NO_DATE: _("ingen dato, vi kan læse"),
            SkipReason.NO_YEAR: _("intet årstal"),
            SkipReason.NOT_A_NUMBER: _("ikke et tal"),
            SkipReason.EMPTY: _("tomt, altså ikke talt"),
            SkipReason.SUM: _("en sum"),
            SkipReason.TWICE: _("står to gange"),
            SkipReason.TO_COME: _("er ikke slut endnu"),
            SkipReason.TOO_OLD: _("før år 2000"),
            SkipReason.COUNTED: _("er talt her i forvejen"),
        }[reason]
    )


def months_of(seen: preview.Preview) -> list[tuple[str, str, int, int]]:
    """Return (venue, month, days, visits) for each venue and month in the file."""
    days: Counter[tuple[str, str]] = Counter()
    visits: Counter[tuple[str, str]] = Counter()
    for day in seen.taken:
        key = (day.venue, day.date.isoformat()[:7])
        days[key] += 1
        visits[key] += day.number or 0
    return [
        (venue, month_name(Month.parse(month)), days[venue, month], visits[venue, month])
        for venue, month in sorted(days)
    ]


def days_of(text: str) -> list[ImportedCount] | None:
    """Parse the days that the preview's page sends back; None if they are not valid."""
    try:
        rows: Any = json.loads(text)
        days = [
            ImportedCount(tidy(venue), dt.date.fromisoformat(date), number)
            for venue, date, number in rows
        ]
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    right = all(
        (day.number is None or (type(day.number) is int and 0 <= day.number <= LARGEST))
        and day.date >= EARLIEST
        and is_writable(day.venue)
        and len(day.venue) <= 80
        and not find_cpr(day.venue)
        for day in days
    )
    return days if days and right else None


def chosen_venue(text: str) -> int | None:
    try:
        return whole(text)
    except ValueError:
        return None
