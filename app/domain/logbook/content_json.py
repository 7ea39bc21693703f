"""The JSON in which a logbook is stored when it is handed in.

It contains everything needed to show the logbook later, including names and definitions, so
later changes to venues, activities, counts or definitions do not alter it.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.domain.days.day_note import Note
from app.domain.logbook.content import Content, HandIn, LogbookLine, LogbookRoleLine, Numbers
from app.domain.logbook.logbook import ReflectionText

FORMAT = 1
Json = dict[str, Any]
Line = list[list[Any] | None]
LINES = ("visits", "days_counted", "just_here", "took_part", "changed")
NOT_ALWAYS = ("opening_days", "several_roles", "company", "imported")


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


def _reflection_out(reflection: ReflectionText) -> Json:
    return {
        "prompt": reflection.prompt,
        "text": reflection.text,
        "step": reflection.step,
        "version": reflection.version,
        "by": reflection.by,
        "at": reflection.at.isoformat() if reflection.at else None,
    }


def _note_out(note: Note) -> Json:
    return {"date": note.date.isoformat(), "text": note.text, "way": note.way}


def _hand_in_out(handed_in: HandIn) -> Json:
    return {
        "version": handed_in.version,
        "by": handed_in.by,
        "at": handed_in.at.isoformat(),
        "why": handed_in.why,
    }


def _numbers_out(numbers: Numbers) -> Json:
    return {
        **{name: _line_out(getattr(numbers, name)) for name in LINES},
        **{name: _line_or_none(getattr(numbers, name)) for name in NOT_ALWAYS},
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
        "venues": [
            {
                "name": one.name,
                "visits": _line_out(one.visits),
                "days_counted": _line_out(one.days_counted),
            }
            for one in numbers.venues
        ],
        "threshold": numbers.threshold,
        "roles_shown": numbers.roles_shown,
        "settles_on": numbers.settles_on.isoformat() if numbers.settles_on else None,
    }


def _role_out(role: LogbookRoleLine) -> Json:
    return {"verb": role.verb, "verb_en": role.verb_en, "visits": _line_out(role.visits)}


def _line_or_none(line: LogbookLine | None) -> Line | None:
    return _line_out(line) if line else None


def _line_out(line: LogbookLine) -> Line:
    """Return [low, high] for each month (None if there is no number), then for the whole."""
    return [[shown.low, shown.high] if shown else None for shown in (*line.months, line.whole)]
