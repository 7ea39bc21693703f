"""A report as JSON: the exact keys and values."""

from __future__ import annotations

import dataclasses
import json

from app.domain.reports.overview import Overview
from app.exports.report.json_file import report_json
from tests.support.reports import report


def test_it_writes_stable_keys_in_english() -> None:
    everything = json.loads(report_json(Overview(report(), before=report())))
    assert everything["format"] == "her-i-dag/report/2"
    assert everything["small_number"] == 5
    assert everything["definitions"][0]["what"] == "visits"
    assert [one["part"] for one in everything["reports"]] == ["whole", "a_year_before"]
    content = everything["reports"][0]
    assert content["period"] == {
        "kind": "month",
        "name": "2026-11",
        "first": "2026-11-01",
        "last": "2026-11-30",
        "complete": True,
        "corrected_until": None,
    }
    assert content["places"] == [{"id": 1, "name": "Genbrugsbutikken"}]
    assert content["coverage"] == {
        "days_counted": 17,
        "opening_days": 21,
        "visits_per_day": 3.5,
        "set_up": True,
    }
    assert content["cells"][5] == {
        "what": "participations",
        "activity": {"id": 1, "name": "Strikkecafé"},
        "role": None,
        "source": None,
        "weekday": None,
        "part_of_day": None,
        "kind": None,
        "place": None,
        "number": 30,
        "low": 30,
        "high": 30,
        "shown": "30",
        "times_held": 4,
    }
    assert content["days"][1:3] == [
        {"date": "2026-11-02", "state": "counted", "visits": 7},
        {"date": "2026-11-03", "state": "zero", "visits": 0},
    ]


def test_it_writes_what_is_not_told_exactly_as_nothing_and_its_limits() -> None:
    [content] = json.loads(report_json(Overview(report())))["reports"]
    [cook, _, till] = [cell for cell in content["cells"] if cell["what"] == "role"]
    told = ("number", "low", "high", "shown")
    assert [cook[name] for name in told] == [10, 10, 10, "10"]
    assert [till[name] for name in told] == [None, 0, 4, "under 5"]
    assert content["roles"] == {"shown": "all", "settle_on": None}


def test_its_cells_are_written_like_the_rest_of_it() -> None:
    name = 'Åse "cells": [] \\ \u2028\x85\x07 🌻'
    line = report().activities[0]
    activity = dataclasses.replace(line.activity, name=name)
    lines = (dataclasses.replace(line, activity=activity),)
    hostile = dataclasses.replace(report(), name=name, activities=lines)
    content = report_json(Overview(hostile, before=report(), months=(hostile, report())))
    plain = json.dumps(json.loads(content), ensure_ascii=False, indent=1) + "\n"
    assert content.decode() == plain
    assert json.loads(content)["reports"][0]["name"] == name
