"""Read a file as the pages do, without a database."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import openpyxl

from app.domain.imports.account import Account, account
from app.domain.imports.file_plan import FilePlan, file_plan
from app.domain.imports.rows import SkipReason
from app.services.core.spreadsheet import read_file
from tests.support.source import ROOT

TODAY = dt.date(2026, 11, 22)
CASES = ROOT / "tests/imports/cases"
WORKBOOKS = ROOT / "tests/imports/workbooks"
CENTRES = ROOT / "tests/data/community-centres-daily.csv"
CAFE = {1: "Caféen"}

Days = list[tuple[int | str, str, int | None]]


@dataclass(frozen=True)
class Understood:
    plan: FilePlan
    account: Account

    @property
    def days(self) -> Days:
        days = [(day.venue, day.date.isoformat(), day.number) for day in self.account.days]
        return sorted(days, key=lambda day: (str(day[0]), day[1]))

    @property
    def here(self) -> dict[str, int | None]:
        """The days of the only venue: month and day."""
        assert {venue for venue, _date, _number in self.days} <= {1}
        return {date: number for _venue, date, number in self.days}

    @property
    def left(self) -> Counter[SkipReason]:
        return Counter(entry.why for entry in self.account.left if entry.why)


def understood(
    content: bytes | str,
    name: str = "tal.csv",
    choices: Mapping[str, str] | None = None,
    venues: Mapping[int, str] = CAFE,
) -> Understood:
    content = content.encode() if isinstance(content, str) else content
    plan = file_plan(read_file(content, name), choices or {}, file_name=name, venues=venues)
    found = account(plan, choices or {}, {}, TODAY)
    assert found.whole.visits == found.taken.visits + found.left_out.visits
    assert found.taken.visits == sum(day.number or 0 for day in found.days)
    return Understood(plan, found)


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for line in lines:
            sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
