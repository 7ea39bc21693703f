"""Reports as JSON with stable English keys. A number not told exactly is null, with limits."""

from __future__ import annotations

import json
from typing import Any

from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.reports.report_lines import ReportLine
from app.exports.report.caveats import caveats_json
from app.exports.report.columns import rows_of_days
from app.exports.words import plain

FORMAT = "her-i-dag/report/2"


def report_json(overview: Overview) -> bytes:
    """Return all reports of the overview as UTF-8; equal reports give equal bytes."""
    parts = (
        ("whole", (overview.report,)),
        ("year_so_far", (overview.year,)),
        ("a_year_before", (overview.before,)),
        ("month", overview.months),
        ("place", overview.by_venue),
    )
    content = {
        "format": FORMAT,
        "small_number": max(
            (line.number.under or 0 for one in overview.all for line in one.lines()), default=0
        )
        or None,
        "reports": [
            {"part": part, **as_json(report)}
            for part, reports in parts
            for report in reports
            if report
        ],
        "reach": caveats_json(overview),
        "definitions": [
            {
                "what": item.number,
                "da": {"term": item.term_da, "text": item.text_da},
                "en": {"term": item.term_en, "text": item.text_en},
            }
            for item in overview.meanings
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def as_json(report: Report) -> dict[str, Any]:
    """Return one report as plain JSON values."""
    until = report.corrected_until
    return {
        "period": {
            "kind": report.period.kind,
            "name": report.period.iso,
            "first": report.period.first.isoformat(),
            "last": report.period.last.isoformat(),
            "complete": report.complete,
            "corrected_until": until.isoformat() if until else None,
        },
        "name": report.name,
        "places": [{"id": venue.id, "name": venue.name} for venue in report.venues],
        "coverage": {
            "days_counted": report.coverage.counted,
            "opening_days": report.coverage.opening_days,
        },
        "roles": {
            "shown": report.roles_shown,
            "settle_on": report.settles_on.isoformat() if report.settles_on else None,
        },
        "cells": [_cell(line) for line in report.lines()],
        "days": [
            {"date": day.date.isoformat(), "state": day.state, "visits": day.visits}
            for day in rows_of_days(report)
        ],
    }


def _cell(line: ReportLine) -> dict[str, Any]:
    return {
        "what": line.what,
        "activity": {"id": line.activity.id, "name": line.activity.name} if line.activity else None,
        "role": {"id": line.role.id, "verb": line.role.verb} if line.role else None,
        "source": line.source,
        "weekday": line.weekday,
        "part_of_day": line.part,
        "kind": line.kind,
        "place": line.venue or None,
        "number": line.number.exact,
        "low": line.number.low,
        "high": line.number.high,
        "shown": plain(line.number, "en"),
        "times_held": line.times_held,
    }
