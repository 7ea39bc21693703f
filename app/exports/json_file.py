"""JSON with stable English keys. A hidden number is null, and says its range."""

from __future__ import annotations

import json

from app.domain.report import Report
from app.domain.service_day import Month
from app.exports.columns import rows_of_days, rows_of_meanings

FORMAT = "her-i-dag/report/1"


def month_json(report: Report) -> bytes:
    """The whole report, UTF-8, the same bytes for the same report."""
    content = {
        "format": FORMAT,
        "period": {
            "kind": "month" if isinstance(report.period, Month) else "quarter",
            "name": str(report.period),
            "first": report.period.first.isoformat(),
            "last": report.period.last.isoformat(),
            "complete": report.complete,
        },
        "venue": {"id": report.venue_id, "name": report.venue_name},
        "coverage": {
            "days_counted": report.coverage.counted,
            "opening_days": report.coverage.opening_days,
        },
        "small_number": report.threshold,
        "cells": [
            {
                "what": line.what,
                "activity": {"id": line.activity.id, "name": line.activity.name}
                if line.activity
                else None,
                "role": {"id": line.role.id, "verb": line.role.verb} if line.role else None,
                "source": line.source,
                "number": line.number.exact,
                "shown": line.number.text,
                "times_held": line.times_held,
            }
            for line in report.lines()
        ],
        "days": [
            {"date": day.date.isoformat(), "state": day.state, "visits": day.visits}
            for day in rows_of_days(report)
        ],
        "definitions": [
            {
                "what": item.number,
                "da": {"term": item.term_da, "text": item.text_da},
                "en": {"term": item.term_en, "text": item.text_en},
            }
            for item in rows_of_meanings()
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
