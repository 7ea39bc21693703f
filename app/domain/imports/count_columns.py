"""Decide what several columns of numbers are together, so that nothing is counted twice or lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from app.domain.base.worksheet import Cell
from app.domain.imports.column_words import HOURS, NUMBERS, OF_THESE, PARTS, TOTALS
from app.domain.imports.columns import COUNTED, ColumnKind, ColumnProfile, is_venue_name
from app.domain.imports.figures import read_figure
from app.domain.imports.rows import SkipReason


@dataclass(frozen=True)
class CountPlan:
    """The kind of each count column, and why the others are left out.

    `asked` are the columns of a question that only a person can answer: add up, one each, or one
    of them. They are left out until then.
    """

    kinds: dict[int, ColumnKind]
    why: dict[int, SkipReason] = field(default_factory=dict)
    asked: tuple[int, ...] = ()


def count_columns(
    columns: Sequence[ColumnProfile], rows: Sequence[Sequence[Cell]], known: Collection[str]
) -> CountPlan:
    """Judge the columns of numbers (those without a kind) of a sheet with a row for each day."""
    if len(columns) < 2:
        return CountPlan(
            {c.index: ColumnKind.OWN if _is_named(c, known) else ColumnKind.COUNT for c in columns}
        )
    if len({column.group for column in columns}) > 1:
        return _grouped(columns, rows, known)
    if plan := _with_total(columns, rows):
        return plan
    if any(TOTALS.fullmatch(column.words) for column in columns):
        return _asked(columns)  # It does not add up: somebody must say which is right.
    named = [c for c in columns if _is_named(c, known)]
    counts = [c for c in columns if _says_count(c) and c not in named]
    parts = [c for c in columns if _is_part(c) and c not in named]
    if named and not counts and not parts:
        return CountPlan({column.index: ColumnKind.OWN for column in columns})
    if all(column.is_marks for column in columns) and len(columns) > 2 and not named:
        return CountPlan(
            {column.index: ColumnKind.ADDED for column in columns}
        )  # Persons, as columns.
    others = [c for c in columns if c not in counts and c not in parts]
    if counts and others and not named:
        # A column that says it is visits is chosen before those that say nothing of the kind.
        kept = count_columns([*{c.index: c for c in (*counts, *parts)}.values()], rows, known)
        unused = {c.index: SkipReason.NOT_USED for c in others}
        return CountPlan(
            kept.kinds | dict.fromkeys(unused, ColumnKind.UNUSED), kept.why | unused, kept.asked
        )
    if len(parts) == len(columns):
        return CountPlan({column.index: ColumnKind.ADDED for column in columns})
    return _asked(columns)


def _grouped(
    columns: Sequence[ColumnProfile], rows: Sequence[Sequence[Cell]], known: Collection[str]
) -> CountPlan:
    """The plan under two headings: each group is judged alone, and is a venue if it is named so."""
    groups: dict[str, list[ColumnProfile]] = {}
    for column in columns:
        groups.setdefault(column.group, []).append(replace(column, group=""))
    plans = [count_columns(group, rows, ()) for group in groups.values()]
    kinds = {i: kind for plan in plans for i, kind in plan.kinds.items()}
    why = {i: reason for plan in plans for i, reason in plan.why.items()}
    taken = [c for c in columns if kinds[c.index] in COUNTED]
    asked = tuple(i for plan in plans for i in plan.asked)
    if asked or not all(_is_named(replace(c, heading=""), known) for c in taken):
        unsure = _asked([c for c in columns if c.index in asked or c in taken])
        return CountPlan(kinds | unsure.kinds, why | unsure.why, unsure.asked)
    return CountPlan(kinds | {c.index: ColumnKind.OWN for c in taken}, why)


def _asked(columns: Sequence[ColumnProfile]) -> CountPlan:
    indexes = tuple(column.index for column in columns)
    return CountPlan(
        dict.fromkeys(indexes, ColumnKind.UNUSED),
        dict.fromkeys(indexes, SkipReason.UNANSWERED),
        indexes,
    )


def _with_total(
    columns: Sequence[ColumnProfile], rows: Sequence[Sequence[Cell]]
) -> CountPlan | None:
    """The plan if a column is the sum of others, or says that it holds them."""
    tables = {c.index: [_number(row, c) for row in rows] for c in columns}
    for total in sorted(columns, key=lambda c: not TOTALS.search(c.words)):
        others = [c for c in columns if c is not total]
        subsets = [others, [c for c in others if _is_part(c)]]
        for parts in subsets:
            fewest = 1 if TOTALS.search(total.words) else 4
            indexes = [c.index for c in parts]
            if len(parts) >= 2 and _adds_up(tables, total.index, indexes, fewest):
                return _total(columns, total, parts)
    whole = [c for c in columns if not OF_THESE.search(c.words)]
    if len(whole) == 1 and len(columns) > 1:
        return _total(columns, whole[0], [c for c in columns if c is not whole[0]])
    return None


def _total(
    columns: Sequence[ColumnProfile], total: ColumnProfile, parts: Sequence[ColumnProfile]
) -> CountPlan:
    why = {
        c.index: SkipReason.IN_TOTAL if c in parts else SkipReason.NOT_USED
        for c in columns
        if c is not total
    }
    return CountPlan({total.index: ColumnKind.COUNT} | dict.fromkeys(why, ColumnKind.UNUSED), why)


def _adds_up(
    tables: dict[int, list[int | None]], total: int, parts: Sequence[int], fewest: int
) -> bool:
    """Whether the total is the others' sum in every row, and there are rows enough to tell."""
    rows = 0
    for at, said in enumerate(tables[total]):
        numbers = [tables[part][at] for part in parts]
        if said is None and all(number is None for number in numbers):
            continue
        if said is None or said != sum(number or 0 for number in numbers):
            return False
        rows += said > 0 and sum(bool(number) for number in numbers) >= 1
    return rows >= fewest


def _number(row: Sequence[Cell], column: ColumnProfile) -> int | None:
    cell = row[column.index] if column.index < len(row) else None
    figure = read_figure(cell, column.commas)
    return figure.number if figure else None


def _is_named(column: ColumnProfile, known: Collection[str]) -> bool:
    return any(
        name.casefold() in known or is_venue_name(name)
        for name in (column.group, column.heading)
        if name
    )


def _says_count(column: ColumnProfile) -> bool:
    return any(
        NUMBERS.fullmatch(part) for part in re.findall(r"[^\W\d_]+|hvor mange", column.words)
    ) or column.words.startswith(("hvor mange", "how many"))


def _is_part(column: ColumnProfile) -> bool:
    words = column.words
    if HOURS.fullmatch(words):
        return True
    return any(PARTS.fullmatch(part) for part in (words, *re.findall(r"[^\W\d_]+", words)))
