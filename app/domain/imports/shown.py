"""Every choice that a person has about a file, with the value that applies now."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.imports.account import Account
from app.domain.imports.file_plan import FilePlan
from app.domain.imports.rows import SkipReason
from app.domain.imports.sheet_plan import SheetPlan

MOST_COLUMNS = 60
"""Columns of a sheet that are shown. Those further right are read as proposed."""
MOST_CLASHES = 200


def shown_choices(plan: FilePlan, account: Account, choices: Mapping[str, str]) -> dict[str, str]:
    """The value of each choice, by its key."""
    shown: dict[str, str] = {}
    twice = {entry.sheet for entry in account.left if entry.why is SkipReason.TWICE}
    for sheet in plan.sheets:
        shown |= {f"{sheet.index}-{key}": value for key, value in _of_sheet(sheet).items()}
        key = f"{sheet.index}-twice"
        if sheet.index in twice or key in choices:
            shown[key] = choices.get(key, "")
        venue = plan.sheet_venues[sheet.index]
        shown[venue.key] = venue.value
    shown |= {venue.key: venue.value for venue in plan.names.values()}
    can_replace = [clash for clash in account.clashes if clash.known.is_imported]
    if can_replace:
        shown["replace"] = choices.get("replace", "0")
    for clash in can_replace[:MOST_CLASHES]:
        shown[clash.key] = "1" if clash.is_replaced else "0"
    return shown


def _of_sheet(sheet: SheetPlan) -> dict[str, str]:
    shown = {"on": "1" if sheet.is_on else "0"}
    if sheet.columns:
        shown["head"] = sheet.head
    if sheet.sheet.hidden_rows:
        shown["hidden"] = "1" if sheet.with_hidden else "0"
    if sheet.sheet.hidden_columns:
        shown["hidden-columns"] = "1" if sheet.with_hidden_columns else "0"
    if sheet.unsure_dates:
        shown["order"] = "" if sheet.must_order else sheet.order.value
    if sheet.asks_year:
        shown["year"] = str(sheet.section.year or "")
    if sheet.commas_asked:
        shown["commas"] = sheet.commas
    if sheet.asked:
        shown["counts"] = sheet.counts
    for column in sheet.columns[:MOST_COLUMNS]:
        shown[f"c{column.profile.index}"] = column.kind.value
    return shown
