"""The sentence on roles that are not told."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from app.domain.base.months import Month
from app.domain.reports.figures import settled_total
from app.domain.reports.overview import Overview
from app.domain.reports.roles_shown import RolesShown
from app.exports.report.csv_file import report_csv
from app.exports.report.roles_note import roles_note
from app.exports.report.tables import tables
from app.translator import DANISH, translator
from tests.support.reports import report

NINTH, NOVEMBER = dt.date(2027, 1, 9), Month(2026, 11)


@pytest.mark.parametrize(
    ("shown", "on", "danish", "english"),
    [
        (RolesShown.ALL, None, None, None),
        (
            RolesShown.FEW_VISITS,
            None,
            "For få besøg til at vise roller.",
            "Too few visits to show roles.",
        ),
        (
            RolesShown.WAITING,
            NINTH,
            "Roller gøres op den 9. januar 2027.",
            "Roles are settled on 9 January 2027.",
        ),
        (
            RolesShown.LONGER,
            NINTH,
            "Roller gøres op for hele kvartalet den 9. januar 2027. Se 4. kvartal 2026.",
            "Roles are settled for the whole quarter on 9 January 2027. See Q4 2026.",
        ),
        (
            RolesShown.LONGER,
            None,
            "Roller gøres op for hele kvartalet. Se 4. kvartal 2026.",
            "Roles are settled for the whole quarter. See Q4 2026.",
        ),
    ],
)
def test_it_says_why_roles_are_not_told(
    shown: RolesShown, on: dt.date | None, danish: str | None, english: str | None
) -> None:
    told = [roles_note(shown, on, NOVEMBER, translator(language)) for language in ("da", "en")]
    assert told == [danish, english]


def test_every_output_of_a_report_has_the_same_sentence() -> None:
    told = settled_total([], longer=1)
    overview = Overview(dataclasses.replace(report(), settled=told, roles=()))
    [roles] = [table for table in tables(overview, DANISH) if table.key == "roles"]
    assert roles.notes == ("Roller gøres op for hele kvartalet. Se 4. kvartal 2026.",)
    assert str(roles.see) == "2026-k4"
    assert roles.notes[0] in report_csv(overview).decode("utf-8-sig")


def test_a_sum_of_which_a_part_is_missing_says_at_least_and_when_the_rest_comes() -> None:
    note = roles_note(RolesShown.PARTLY, NINTH, NOVEMBER, DANISH)
    assert note is not None
    assert note.endswith("Derfor står der mindst. Resten gøres op den 9. januar 2027.")
