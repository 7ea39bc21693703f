"""How a whole file is read: its sheets, and which venue each name in it stands for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.domain.base.text import tidy
from app.domain.base.worksheet import Worksheet
from app.domain.imports.columns import ColumnKind, is_venue_name
from app.domain.imports.reading import entries_of
from app.domain.imports.rows import Entry
from app.domain.imports.sections import is_title
from app.domain.imports.sheet_plan import SheetPlan, sheet_plan
from app.domain.imports.venue_names import venue_in_title, venue_named

UNNAMED = re.compile(
    r"(?:ark|sheet|tabelle|table|feuil|worksheet)\s*\d*|tal|data|optælling\w*", re.I
)
NEW_VENUE, NOWHERE = "new", "skip"
LONGEST_NAME = 80
STEP = 5_000
"""How many numbers are read between two reports of the progress."""

Target = int | str | None
"""A venue's id, the name of a new one, "" for numbers to leave out, or None if nobody said."""


@dataclass(frozen=True)
class FileVenue:
    """Which venue a sheet or a name in the file stands for. `key` is the choice's key."""

    key: str
    name: str
    target: Target

    @property
    def value(self) -> str:
        """The target as the value of a choice."""
        if self.target == "":
            return NOWHERE
        if self.target is None:
            return ""
        return NEW_VENUE if isinstance(self.target, str) else str(self.target)


class ReadSheet(NamedTuple):
    """A sheet as it was read with these choices of its own, and what it gave."""

    choices: Mapping[str, str]
    plan: SheetPlan
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class FilePlan:
    """The plans of the sheets, what they give, and the venues. `names` are those in cells."""

    sheets: tuple[SheetPlan, ...]
    entries: tuple[Entry, ...]
    sheet_venues: tuple[FileVenue, ...]
    names: dict[str, FileVenue]

    def target(self, entry: Entry) -> Target:
        """Where an entry is counted."""
        if entry.venue:
            return self.names[entry.venue.casefold()].target
        return self.sheet_venues[entry.sheet].target


def file_plan(
    sheets: Sequence[Worksheet],
    choices: Mapping[str, str],
    *,
    file_name: str = "",
    venues: Mapping[int, str] | None = None,
) -> FilePlan:
    """Understand a file, with a person's `choices` on top. `venues` are the names by id."""
    found = read_sheets(sheets, choices, file_name=file_name, venues=venues or {})
    return with_venues(found, choices, file_name=file_name, venues=venues or {})


def read_sheets(
    sheets: Sequence[Worksheet],
    choices: Mapping[str, str],
    *,
    file_name: str,
    venues: Mapping[int, str],
    before: Sequence[ReadSheet] = (),
    progress: Callable[[int], None] = lambda _row: None,
) -> tuple[ReadSheet, ...]:
    """Each sheet's plan, and what it gives. `progress` is called with the rows read.

    `before` are the sheets as they were read with the same venues. Those that nobody has chosen to
    read otherwise since are not read again.
    """
    known = {tidy(name).casefold() for name in venues.values()}
    hints = _hints(file_name)
    found: list[ReadSheet] = []
    done = 0
    for at, sheet in enumerate(sheets):
        own = {key: said for key, said in choices.items() if _is_of_sheet(key, at)}
        if at < len(before) and before[at].choices == own:
            found.append(before[at])
        else:
            plan = sheet_plan(at, sheet, own, hints=hints, known=known)
            entries = tuple(_entries(plan, done, progress))
            found.append(ReadSheet(own, plan, entries))
        done += len(sheet.rows)
    return tuple(found)


def with_venues(
    read: Sequence[ReadSheet],
    choices: Mapping[str, str],
    *,
    file_name: str,
    venues: Mapping[int, str],
) -> FilePlan:
    """The plan of a file that is read: which venue each sheet and name stands for."""
    plans = tuple(sheet.plan for sheet in read)
    entries = tuple(itertools.chain.from_iterable(sheet.entries for sheet in read))
    hints = _hints(file_name)
    told = {entry.sheet for entry in entries if not entry.why}
    counted = [plan for plan in plans if plan.is_on and plan.index in told]
    named = len(counted) > 1 and all(_is_name(plan.sheet.name) for plan in counted)
    sheet_venues = tuple(
        _sheet_venue(plan, choices, venues, hints, named=named and plan in counted)
        for plan in plans
    )
    return FilePlan(plans, entries, sheet_venues, _names(plans, entries, choices, venues))


def _entries(plan: SheetPlan, done: int, progress: Callable[[int], None]) -> Iterator[Entry]:
    for at, entry in enumerate(entries_of(plan)):
        if at % STEP == 0:
            progress(done + entry.line)
        yield entry


def _is_of_sheet(key: str, at: int) -> bool:
    """Whether the choice is about how this sheet is read, and not about where it is counted."""
    return key.startswith(f"{at}-") and not key.endswith(("-place", "-twice"))


def _hints(file_name: str) -> list[str]:
    return [file_name.rpartition(".")[0] or file_name]


def _names(
    plans: Sequence[SheetPlan],
    entries: Sequence[Entry],
    choices: Mapping[str, str],
    venues: Mapping[int, str],
) -> dict[str, FileVenue]:
    from_cells = {plan.index for plan in plans if plan.of_kind(ColumnKind.VENUE) is not None}
    found: dict[str, FileVenue] = {}
    for entry in entries:
        folded = entry.venue.casefold()
        if not folded or folded in found:
            continue
        plan = plans[entry.sheet]
        asked_for = plan.counts == "each" or any(
            value == ColumnKind.OWN and key.startswith(f"{plan.index}-c")
            for key, value in choices.items()
        )
        is_sure = entry.sheet in from_cells or asked_for or is_venue_name(entry.venue)
        name = entry.venue[:LONGEST_NAME].strip()
        key = f"place-{folded}"
        proposed = venue_named(name, venues) or (name if is_sure else None)
        found[folded] = FileVenue(key, name, _chosen(choices.get(key), name, proposed, venues))
    return found


def _sheet_venue(
    plan: SheetPlan,
    choices: Mapping[str, str],
    venues: Mapping[int, str],
    hints: Sequence[str],
    *,
    named: bool,
) -> FileVenue:
    name = tidy(plan.sheet.name)[:LONGEST_NAME]
    title = Worksheet(f"{plan.sheet.name} {' '.join(hints)}", plan.sheet.rows[: plan.shape.top])
    proposed: Target = venue_named(name, venues) or venue_in_title([title], venues)
    if proposed is None and named:
        proposed = name
    if proposed is None and len(venues) == 1:
        proposed = next(iter(venues))
    key = f"{plan.index}-place"
    return FileVenue(key, name, _chosen(choices.get(key), name, proposed, venues))


def _chosen(said: str | None, name: str, proposed: Target, venues: Mapping[int, str]) -> Target:
    if said == NEW_VENUE:
        return name
    if said == NOWHERE:
        return ""
    if said and said.isdecimal() and int(said) in venues:
        return int(said)
    return proposed


def _is_name(name: str) -> bool:
    """Whether a sheet's name may be a venue's: not `Ark1`, and no month or week."""
    return not UNNAMED.fullmatch(tidy(name)) and not is_title(name)
