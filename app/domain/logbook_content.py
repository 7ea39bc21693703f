"""What a logbook says: its texts, and its numbers month by month, as they are shown.

The same values whether they are read from the counts today or from what was handed in. As JSON
they hold all that is needed to show the logbook later, whatever has been renamed, archived or
counted since, and whatever the definitions say by then.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from app.domain.activities import ActivityKind
from app.domain.day_note import DayNote, Way
from app.domain.definitions import Definition, Number
from app.domain.disclosure import NONE, Shown
from app.domain.logbook import Mix, Prompt, Reflection
from app.domain.service_day import Quarter

FORMAT = 1

Json = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One number through the quarter: its months (None: still to come), and what they sum to."""

    months: tuple[Shown | None, ...]
    quarter: Shown


@dataclass(frozen=True)
class RoleLine:
    """Visits that held a role."""

    verb: str
    verb_en: str
    visits: Line

    def label(self, language: str) -> str:
        """The verb in the reader's language, or in Danish where nobody has translated it."""
        return (language != "da" and self.verb_en) or self.verb


@dataclass(frozen=True)
class ActivityLines:
    """An activity: participations, days on which it was held, and the roles within it."""

    name: str
    kind: ActivityKind
    is_cause: bool
    participations: Line
    times_held: Line
    roles: tuple[RoleLine, ...] = ()


@dataclass(frozen=True)
class Numbers:
    """A quarter's numbers. `threshold` is the smallest number of an attribute that is shown.

    `opening_days` is None where the venue has told no opening hours, `company` where nobody wished
    for any.
    """

    visits: Line
    days_counted: Line
    opening_days: Line | None
    just_here: Line
    took_part: Line
    changed: Line
    several_roles: Line
    company: Line | None
    activities: tuple[ActivityLines, ...]
    roles: tuple[RoleLine, ...]
    threshold: int


@dataclass(frozen=True)
class HandIn:
    """Who handed the logbook in, and when. `version` grows with each correction; `why` says what
    was corrected.
    """

    version: int
    by: str
    at: dt.datetime
    why: str = ""


@dataclass(frozen=True)
class Changes:
    """What differs between two versions: the prompts, and the numbers with their old and new."""

    prompts: tuple[Prompt, ...]
    visits: tuple[Shown, Shown] | None
    days_counted: tuple[Shown, Shown] | None
    other_numbers: bool


@dataclass(frozen=True)
class Content:
    """All that a logbook says; `handed_in` is None while it can still change."""

    venue: str
    partnership: str
    quarter: Quarter
    reflections: tuple[Reflection, ...]
    numbers: Numbers
    definitions: tuple[Definition, ...]
    handed_in: HandIn | None = None
    notes: tuple[DayNote, ...] = ()

    @property
    def meanings(self) -> tuple[Definition, ...]:
        """The definitions of the numbers that it has."""
        numbers = self.numbers
        absent = {Number.SOURCE, Number.KIND, Number.WEEKDAY, Number.TIME_OF_DAY, Number.HELD}
        if not numbers.activities:
            absent |= {Number.PARTICIPATIONS, Number.TIMES_HELD}
        if not any(activity.roles for activity in numbers.activities):
            absent.add(Number.ROLE_IN_ACTIVITY)
        if not numbers.roles:
            absent.add(Number.ROLE)
        if numbers.opening_days is None:
            absent.add(Number.OPENING_DAYS)
        return tuple(one for one in self.definitions if one.number not in absent)

    def as_json(self) -> Json:
        """As plain JSON values."""
        return {
            "format": FORMAT,
            "venue": self.venue,
            "partnership": self.partnership,
            "quarter": str(self.quarter),
            "reflections": [_reflection_out(reflection) for reflection in self.reflections],
            "numbers": _numbers_out(self.numbers),
            "definitions": [asdict(definition) for definition in self.definitions],
            "handed_in": _hand_in_out(self.handed_in) if self.handed_in else None,
            "notes": [_note_out(note) for note in self.notes],
        }

    @classmethod
    def from_json(cls, values: Json) -> Content:
        """Read what `as_json` has written."""
        handed_in = values["handed_in"]
        return cls(
            venue=values["venue"],
            partnership=values["partnership"],
            quarter=Quarter.parse(values["quarter"]),
            reflections=tuple(_reflection_in(one) for one in values["reflections"]),
            numbers=_numbers_in(values["numbers"]),
            definitions=tuple(_definition_in(one) for one in values["definitions"]),
            handed_in=_hand_in_in(handed_in) if handed_in else None,
            notes=tuple(_note_in(one) for one in values.get("notes", ())),
        )


def _reflection_out(reflection: Reflection) -> Json:
    return {
        "prompt": reflection.prompt,
        "text": reflection.text,
        "step": reflection.step,
        "version": reflection.version,
        "by": reflection.by,
        "at": reflection.at.isoformat() if reflection.at else None,
    }


def _reflection_in(values: Json) -> Reflection:
    return Reflection(
        prompt=Prompt(values["prompt"]),
        text=values["text"],
        step=Mix(values["step"]) if values["step"] else None,
        version=values["version"],
        by=values["by"],
        at=dt.datetime.fromisoformat(values["at"]) if values["at"] else None,
    )


def _note_out(note: DayNote) -> Json:
    return {"date": note.date.isoformat(), "text": note.text, "way": note.way}


def _note_in(values: Json) -> DayNote:
    return DayNote(
        id=0,
        date=dt.date.fromisoformat(values["date"]),
        text=values["text"],
        way=Way(values["way"]) if values["way"] else None,
    )


def _definition_in(values: Json) -> Definition:
    return Definition(**{**values, "number": Number(values["number"])})


def _hand_in_out(handed_in: HandIn) -> Json:
    return {
        "version": handed_in.version,
        "by": handed_in.by,
        "at": handed_in.at.isoformat(),
        "why": handed_in.why,
    }


def _hand_in_in(values: Json) -> HandIn:
    return HandIn(
        values["version"],
        values["by"],
        dt.datetime.fromisoformat(values["at"]),
        values.get("why", ""),
    )


def changes(before: Content, after: Content) -> Changes:
    """What the later version says differently."""
    said = {one.prompt: one for one in before.reflections}
    old, new = before.numbers, after.numbers

    def pair(one: Line, other: Line) -> tuple[Shown, Shown] | None:
        return (one.quarter, other.quarter) if one.quarter != other.quarter else None

    visits, days = pair(old.visits, new.visits), pair(old.days_counted, new.days_counted)
    return Changes(
        prompts=tuple(
            one.prompt
            for one in after.reflections
            if not said.get(one.prompt, Reflection(one.prompt)).says(one.text, one.step)
        ),
        visits=visits,
        days_counted=days,
        other_numbers=old != new and visits is None and days is None,
    )


LINES = ("visits", "days_counted", "just_here", "took_part", "changed", "several_roles")


def _numbers_out(numbers: Numbers) -> Json:
    return {
        **{name: _line_out(getattr(numbers, name)) for name in LINES},
        "opening_days": _line_out(numbers.opening_days) if numbers.opening_days else None,
        "company": _line_out(numbers.company) if numbers.company else None,
        "activities": [
            {
                "name": one.name,
                "kind": one.kind,
                "is_cause": one.is_cause,
                "participations": _line_out(one.participations),
                "times_held": _line_out(one.times_held),
                "roles": [_role_out(role) for role in one.roles],
            }
            for one in numbers.activities
        ],
        "roles": [_role_out(role) for role in numbers.roles],
        "threshold": numbers.threshold,
    }


def _numbers_in(values: Json) -> Numbers:
    opening_days, company = values["opening_days"], values["company"]
    return Numbers(
        **{name: _line_in(values[name]) for name in LINES},
        opening_days=_line_in(opening_days) if opening_days else None,
        company=_line_in(company) if company else None,
        activities=tuple(
            ActivityLines(
                name=one["name"],
                kind=ActivityKind(one["kind"]),
                is_cause=one["is_cause"],
                participations=_line_in(one["participations"]),
                times_held=_line_in(one["times_held"]),
                roles=tuple(_role_in(role) for role in one["roles"]),
            )
            for one in values["activities"]
        ),
        roles=tuple(_role_in(role) for role in values["roles"]),
        threshold=values["threshold"],
    )


def _role_out(role: RoleLine) -> Json:
    return {"verb": role.verb, "verb_en": role.verb_en, "visits": _line_out(role.visits)}


def _role_in(values: Json) -> RoleLine:
    return RoleLine(values["verb"], values["verb_en"], _line_in(values["visits"]))


def _line_out(line: Line) -> list[list[int] | None]:
    """The months and then the quarter, each as the ends of its range."""
    return [[shown.low, shown.high] if shown else None for shown in (*line.months, line.quarter)]


def _line_in(values: list[list[int] | None]) -> Line:
    *months, quarter = (Shown(*ends) if ends else None for ends in values)
    return Line(tuple(months), quarter or NONE)
