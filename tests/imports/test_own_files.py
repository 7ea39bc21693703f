"""The app's own files as earlier counts: days are taken, and sums of months are not days."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.imports.rows import SkipReason
from app.domain.reports.overview import Overview
from app.exports.report.csv_file import days_csv, definitions_csv, report_csv
from app.exports.report.xlsx import report_xlsx
from app.translator import translator
from tests.support.reports import report
from tests.support.understood import understood

SHOP = {1: "Genbrugsbutikken"}
UNTIL_NOVEMBER_2026 = """\
Periode;Sted;Hvad;Aktivitet;Rolle;Antal;Gange holdt
2026-10;Genbrugsbutikken;Besøg;;;60;
2026-10;Genbrugsbutikken;Deltagelser;Strikkecafé;;30;4
2026-10;Genbrugsbutikken;Rolle;;passer kassen;under 5;
2026-10;Genbrugsbutikken;Talt med telefon;;;60;
2026-10;Genbrugsbutikken;Dage talt;;;17;
"""
DAYS = [(1, "2026-11-01", None), (1, "2026-11-02", 7), (1, "2026-11-03", 0)]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_days_are_taken_and_a_day_that_was_not_counted_is_left_alone(language: str) -> None:
    found = understood(days_csv(Overview(report()), translator(language)), venues=SHOP)
    assert found.days == DAYS
    assert not found.left


def test_a_table_of_months_is_read_and_none_of_its_sums_is_a_day() -> None:
    found = understood(UNTIL_NOVEMBER_2026, venues=SHOP)
    assert found.days == []
    assert found.left == {SkipReason.PER_MONTH: 6}


@pytest.mark.parametrize("language", ["da", "en"])
def test_so_is_the_tidy_table_whose_rows_are_spans_of_days(language: str) -> None:
    overview = Overview(report(), before=report(), months=(report(),))
    found = understood(report_csv(overview, translator(language)), venues=SHOP)
    assert found.days == []
    assert set(found.left) == {SkipReason.PER_DAYS}


def test_the_definitions_hold_no_counts() -> None:
    found = understood(definitions_csv(Overview(report())), venues=SHOP)
    assert (found.days, sum(found.left.values())) == ([], 0)


def test_nothing_of_the_workbook_is_counted_twice() -> None:
    found = understood(report_xlsx(Overview(report())), "rapport.xlsx", venues=SHOP)
    dates = [day for _venue, day, number in found.days if number is not None]
    assert len(dates) == len(set(dates))
    assert sum(number or 0 for _venue, _day, number in found.days) in (0, 7)
    assert all(dt.date.fromisoformat(date).month == 11 for date in dates)
