"""How one sheet is read: what is proposed, with what a person has chosen on top of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.domain.base.worksheet import Worksheet
from app.domain.imports.chosen_shape import chosen_shape
from app.domain.imports.column_words import TOTALS
from app.domain.imports.columns import COUNTED, ColumnKind, ColumnProfile, profiles_of
from app.domain.imports.count_columns import CountPlan, count_columns
from app.domain.imports.dates import Order, WrittenDate, order_of, read_date
from app.domain.imports.grains import Grain
from app.domain.imports.other_dates import next_table, without_spans
from app.domain.imports.rows import SkipReason
from app.domain.imports.sections import Section, section_above
from app.domain.imports.shapes import HEAD_WITHIN, Shape, shape_of

ADD, EACH = "add", "each"
"""Answers to what several columns are. The third answer is the index of one column."""


@dataclass(frozen=True)
class ColumnPlan:
    """A column, what it is taken for, and why its numbers are left out if they are."""

    profile: ColumnProfile
    kind: ColumnKind
    why: SkipReason | None = None

    @property
    def venue(self) -> str:
        """The venue that the heading names."""
        profile = self.profile
        return (profile.group or profile.heading) if self.kind is ColumnKind.OWN else ""


@dataclass(frozen=True)
class SheetPlan:
    """How a sheet is read. `index` is its place in the file.

    `above` are the rows that a chosen heading has taken from the rows below it, and `heads` how
    many rows from the first on it can be chosen from. `unsure_dates` are examples to ask the order
    with; they block if `must_order`. `asked` are the columns whose meaning is asked, `counts` the
    answer. `persons` counts each name as a visit.
    """

    index: int
    sheet: Worksheet
    is_on: bool
    with_hidden: bool
    with_hidden_columns: bool
    shape: Shape
    section: Section
    columns: tuple[ColumnPlan, ...]
    order: Order
    above: range = range(0)
    heads: int = 0
    unsure_dates: tuple[WrittenDate, ...] = ()
    must_order: bool = False
    needs_year: bool = False
    asked: tuple[int, ...] = ()
    counts: str = ""
    persons: bool = False
    commas_asked: bool = False
    commas: str = ""

    def of_kind(self, kind: ColumnKind) -> int | None:
        return self.firsts.get(kind)

    @cached_property
    def firsts(self) -> dict[ColumnKind, int]:
        """The first column of each kind."""
        return {c.kind: c.profile.index for c in reversed(self.columns)}

    @cached_property
    def counted(self) -> tuple[ColumnPlan, ...]:
        return tuple(column for column in self.columns if column.kind in COUNTED)

    @cached_property
    def unused(self) -> tuple[int, ...]:
        return tuple(c.profile.index for c in self.columns if c.kind is ColumnKind.UNUSED)

    @cached_property
    def read(self) -> tuple[ColumnPlan, ...]:
        """The columns whose cells become entries."""
        if self.shape.refused:
            return self.columns
        silent = set(ColumnKind) - {*COUNTED, ColumnKind.UNUSED, ColumnKind.NAME}
        return tuple(column for column in self.columns if column.kind not in silent)

    @property
    def asks_year(self) -> bool:
        """Whether the year is a question: dates, days, weeks or months are without one."""
        bare = self.shape.unit is not Grain.DATE or self.shape.across not in (
            None,
            Grain.DATE,
        )
        return not self.shape.refused and (self.needs_year or bare)

    @property
    def head(self) -> str:
        """The row of the heading as a choice, counted from 1. 0 if there is none."""
        return str(self.shape.head + 1)

    @property
    def is_names(self) -> bool:
        return self.of_kind(ColumnKind.NAME) is not None


def sheet_plan(
    index: int,
    sheet: Worksheet,
    choices: Mapping[str, str],
    *,
    hints: Sequence[str] = (),
    known: Collection[str] = (),
) -> SheetPlan:
    """Plan a sheet. `choices` are a person's, by key (`1-on`, `1-c2`, `1-order` ...)."""

    def chosen(key: str, proposed: str = "") -> str:
        return choices.get(f"{index}-{key}", proposed)

    proposed = shape_of(sheet)
    shape = without_spans(sheet, chosen_shape(sheet, proposed, index, choices))
    profiles = profiles_of(sheet, shape, known)
    with_columns = chosen("hidden-columns") == "1"
    hidden = frozenset() if with_columns else sheet.hidden_columns
    other = next_table(sheet, shape)
    beyond = {p.index for p in profiles if other is not None and p.index > other}
    judged = [p for p in profiles if p.index not in hidden | beyond]
    counted = _counts(sheet, shape, judged, known)
    counts = chosen("counts")
    plans = []
    for profile in profiles:
        kind = profile.kind or counted.kinds.get(profile.index, ColumnKind.UNUSED)
        why = counted.why.get(profile.index) if kind is ColumnKind.UNUSED else None
        if profile.index in counted.asked and counts:
            kind, why = _answered(profile.index, counts)
        if profile.index in hidden and kind in (*COUNTED, ColumnKind.NAME, ColumnKind.UNUSED):
            kind, why = ColumnKind.UNUSED, SkipReason.HIDDEN_COLUMN
        elif profile.index in beyond and kind in (*COUNTED, ColumnKind.NAME, ColumnKind.UNUSED):
            kind, why = ColumnKind.UNUSED, SkipReason.OTHER_DATES
        said = chosen(f"c{profile.index}")
        if said in set(ColumnKind):
            kind, why = ColumnKind(said), None
        if kind not in COUNTED:
            why = why or SkipReason.NOT_USED
        plans.append(ColumnPlan(profile, kind, why))
    section = section_above(sheet, shape.top, hints)
    if (year := chosen("year")).isdecimal():
        section = replace(section, year=int(year[:4]))
    written = _written(sheet, shape)
    order, told = order_of(written)
    must = not told and any(date.sign == "/" for date in written)
    order = Order(said) if (said := chosen("order")) in set(Order) else order
    names = any(plan.kind is ColumnKind.NAME for plan in plans)
    is_counted = any(plan.kind in COUNTED for plan in plans)
    return SheetPlan(
        index=index,
        sheet=sheet,
        is_on=chosen("on", "0" if sheet.hidden else "1") == "1",
        with_hidden=chosen("hidden") == "1",
        with_hidden_columns=with_columns,
        shape=shape,
        above=range(proposed.head + 1, shape.top if shape.stamps else shape.head + 1),
        heads=max(min(len(sheet.rows), HEAD_WITHIN), shape.head + 1),
        section=section,
        columns=tuple(plans),
        order=order,
        unsure_dates=() if told else _examples(written),
        must_order=must and not chosen("order"),
        needs_year=bool(written) and any(date.year is None for date in written),
        asked=counted.asked,
        counts=counts,
        persons=names and not is_counted and shape.date is not None,
        commas_asked=any(p.profile.commas.unsure for p in plans if p.kind in COUNTED),
        commas=chosen("commas"),
    )


def _counts(
    sheet: Worksheet, shape: Shape, profiles: Sequence[ColumnProfile], known: Collection[str]
) -> CountPlan:
    numbers = [p for p in profiles if p.kind is None]
    if shape.stamps:
        return CountPlan(
            {p.index: ColumnKind.UNUSED for p in numbers},
            {p.index: SkipReason.SUM for p in numbers if TOTALS.fullmatch(p.words)},
        )
    return count_columns(numbers, sheet.rows[shape.head + 1 :], known)


def _answered(index: int, answer: str) -> tuple[ColumnKind, SkipReason | None]:
    if answer == ADD:
        return ColumnKind.ADDED, None
    if answer == EACH:
        return ColumnKind.OWN, None
    if answer == str(index):
        return ColumnKind.COUNT, None
    return ColumnKind.UNUSED, SkipReason.NOT_USED


def _written(sheet: Worksheet, shape: Shape) -> list[WrittenDate]:
    """Every date of the sheet, as written."""
    if shape.across is Grain.DATE:
        return [stamp for stamp in shape.stamps.values() if isinstance(stamp, WrittenDate)]
    if shape.date is None or shape.unit is not Grain.DATE:
        return []
    at = shape.date
    cells = {row[at] for row in sheet.rows[shape.head + 1 :] if at < len(row)}
    return [date for cell in cells if (date := read_date(cell))]


def _examples(dates: Sequence[WrittenDate]) -> tuple[WrittenDate, ...]:
    swappable = [date for date in dates if date.sign and date.year and date.day != date.month]
    swappable.sort(key=lambda date: (date.year, date.month, date.day))
    return tuple(swappable[:2])
