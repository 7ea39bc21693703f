"""Reports as JSON with stable English keys. A number not told exactly is null, with limits."""

from __future__ import annotations

import json
from typing import Any

from app.domain.base.interval import Interval
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.reports.report_lines import ReportLine
from app.exports.report.caveats import caveats_json
from app.exports.report.columns import rows_of_days

FORMAT = "her-i-dag/report/2"
_quoted = json.encoder.encode_basestring
"""What `json.dumps` writes for a text where other letters than ASCII are kept."""


CELLS = '"cells": []'


def report_json(overview: Overview) -> bytes:
    """Return all reports of the overview as UTF-8; equal reports give equal bytes."""
    parts = (
        ("whole", (overview.report,)),
        ("year_so_far", (overview.year,)),
        ("a_year_before", (overview.before,)),
        ("month", overview.months),
        ("place", overview.by_venue),
    )
    head = {
        "format": FORMAT,
        "small_number": max(one.hidden_under for one in overview.all) or None,
    }
    reports = (_in_list(part, report) for part, several in parts for report in several if report)
    tail = {
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
    before, after = _dumped(head)[:-2], _dumped(tail)[1:]
    listed = ",\n".join(reports)
    return f'{before},\n "reports": [\n{listed}\n ],{after}\n'.encode()


def _in_list(part: str, report: Report) -> str:
    """Return a report as it is written in the list of them, which is indented by one.

    Python writes indented JSON a hundred times slower than the other kind, and a large report has
    ten thousands of cells. So those are put in as text.
    """
    content = {"part": part, **_around_cells(report), "cells": [], "days": _days(report)}
    text = "  " + _dumped(content).replace("\n", "\n  ")
    cells = ",\n".join(_cell_text(line) for line in report.lines())
    # What people typed cannot look like this: quotation marks in it are escaped.
    return text.replace(CELLS, f'"cells": [\n{cells}\n   ]' if cells else CELLS, 1)


def _dumped(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def _cell_text(line: ReportLine) -> str:
    """Return a cell as `json.dumps` would write it there."""
    lines = []
    for key, value in _cell(line).items():
        if isinstance(value, dict):
            inner = ",\n".join(f'      "{name}": {_scalar(one)}' for name, one in value.items())
            lines.append(f'     "{key}": {{\n{inner}\n     }}')
        else:
            lines.append(f'     "{key}": {_scalar(value)}')
    return "    {\n" + ",\n".join(lines) + "\n    }"


def _scalar(value: str | int | None) -> str:
    if value is None:
        return "null"
    return _quoted(value) if isinstance(value, str) else str(value)


def _around_cells(report: Report) -> dict[str, Any]:
    until, per_day = report.corrected_until, report.visits_per_day
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
            "visits_per_day": float(per_day) if per_day is not None else None,
            "set_up": report.existed,
        },
        "roles": {
            "shown": report.roles_shown,
            "settle_on": report.settles_on.isoformat() if report.settles_on else None,
        },
    }


def _days(report: Report) -> list[dict[str, Any]]:
    return [
        {"date": day.date.isoformat(), "state": day.state, "visits": day.visits}
        for day in rows_of_days(report)
    ]


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
        "shown": _in_words(line.number),
        "times_held": line.times_held,
    }


def _in_words(number: Interval) -> str:
    """Return how the number is shown, in English in every file, as programs read it."""
    if number.exact is not None:
        return str(number.exact)
    if number.under is not None:
        return f"under {number.under}"
    return f"at least {number.low}" if number.low else "not shown"
