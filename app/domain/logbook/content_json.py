"""The JSON in which a logbook is stored when it is handed in.

It contains everything needed to show the logbook later, including names and definitions, so
later changes to venues, activities, counts or definitions do not alter it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from app.domain.base.text import without_unseen
from app.domain.days.day_note import Note, Way
from app.domain.logbook.content import (
    Content,
    HandIn,
    LogbookActivity,
    LogbookLine,
    LogbookRoleLine,
    Numbers,
)
from app.domain.logbook.logbook import Mix, Prompt, ReflectionText, read_period
from app.domain.reports.definitions import Definition, Number
from app.domain.reports.interval import NONE, Interval
from app.domain.venues.activity import ActivityKind

FORMAT = 1
Json = dict[str, Any]
LINES = ("visits", "days_counted", "just_here", "took_part", "changed", "several_roles")


def as_json(content: Content) -> Json:
    """Return the content as a dict that can be serialised to JSON."""
    return {
        "format": FORMAT,
        "venue": content.venue,
        "partnership": content.partnership,
        "quarter": str(content.period),
        "reflections": [_reflection_out(reflection) for reflection in content.reflections],
        "numbers": _numbers_out(content.numbers),
        "definitions": [asdict(definition) for definition in content.definitions],
        "handed_in": _hand_in_out(content.handed_in) if content.handed_in else None,
        "notes": [_note_out(note) for note in content.notes],
    }


def content_of(values: Json) -> Content:
    """Read the output of `as_json`.

    Strips invisible characters, which old logbooks may still contain.
    """
    values = _seen(values)
    handed_in = values["handed_in"]
    return Content(
        venue=values["venue"],
        partnership=values["partnership"],
        period=read_period(values["quarter"]),
        reflections=tuple(_reflection_in(one) for one in values["reflections"]),
        numbers=_numbers_in(values["numbers"]),
        definitions=tuple(_definition_in(one) for one in values["definitions"]),
        handed_in=_hand_in_in(handed_in) if handed_in else None,
        notes=tuple(_note_in(one) for one in values.get("notes", ())),
    )


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return without_unseen(value)
    if isinstance(value, list):
        return [_seen(one) for one in value]
    return {name: _seen(one) for name, one in value.items()} if isinstance(value, dict) else value


def _reflection_out(reflection: ReflectionText) -> Json:
    return {
        "prompt": reflection.prompt,
        "text": reflection.text,
        "step": reflection.step,
        "version": reflection.version,
        "by": reflection.by,
        "at": reflection.at.isoformat() if reflection.at else None,
    }


def _reflection_in(values: Json) -> ReflectionText:
    return ReflectionText(
        prompt=Prompt(values["prompt"]),
        text=values["text"],
        step=Mix(values["step"]) if values["step"] else None,
        version=values["version"],
        by=values["by"],
        at=dt.datetime.fromisoformat(values["at"]) if values["at"] else None,
    )


def _note_out(note: Note) -> Json:
    return {"date": note.date.isoformat(), "text": note.text, "way": note.way}


def _note_in(values: Json) -> Note:
    return Note(
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
            LogbookActivity(
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


def _role_out(role: LogbookRoleLine) -> Json:
    return {"verb": role.verb, "verb_en": role.verb_en, "visits": _line_out(role.visits)}


def _role_in(values: Json) -> LogbookRoleLine:
    return LogbookRoleLine(values["verb"], values["verb_en"], _line_in(values["visits"]))


def _line_out(line: LogbookLine) -> list[list[int] | None]:
    """Return [low, high] for each month (None if there is no number), then for the whole."""
    return [[shown.low, shown.high] if shown else None for shown in (*line.months, line.whole)]


def _line_in(values: list[list[int] | None]) -> LogbookLine:
    *months, whole = (Interval(*ends) if ends else None for ends in values)
    return LogbookLine(tuple(months), whole or NONE)
