"""Read a handed-in logbook back from its stored JSON."""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.domain.base.interval import NONE, Interval
from app.domain.base.text import without_unseen
from app.domain.days.day_note import Note, Way
from app.domain.logbook.content import (
    Content,
    HandIn,
    LogbookActivity,
    LogbookLine,
    LogbookRoleLine,
    LogbookVenue,
    Numbers,
)
from app.domain.logbook.content_json import LINES, Json, Line
from app.domain.logbook.logbook import Mix, Prompt, ReflectionText, read_period
from app.domain.reports.definitions import Definition, Number
from app.domain.reports.roles_shown import RolesShown
from app.domain.venues.activity import ActivityKind


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


def _reflection_in(values: Json) -> ReflectionText:
    return ReflectionText(
        prompt=Prompt(values["prompt"]),
        text=values["text"],
        step=Mix(values["step"]) if values["step"] else None,
        version=values["version"],
        by=values["by"],
        at=dt.datetime.fromisoformat(values["at"]) if values["at"] else None,
    )


def _note_in(values: Json) -> Note:
    return Note(
        id=0,
        date=dt.date.fromisoformat(values["date"]),
        text=values["text"],
        way=Way(values["way"]) if values["way"] else None,
    )


def _definition_in(values: Json) -> Definition:
    return Definition(**{**values, "number": Number(values["number"])})


def _hand_in_in(values: Json) -> HandIn:
    return HandIn(
        values["version"],
        values["by"],
        dt.datetime.fromisoformat(values["at"]),
        values.get("why", ""),
    )


def _numbers_in(values: Json) -> Numbers:
    settles_on = values.get("settles_on")
    return Numbers(
        **{name: _line_in(values[name]) for name in LINES},
        opening_days=_line_or_none(values["opening_days"]),
        several_roles=_line_or_none(values["several_roles"]),
        company=_line_or_none(values["company"]),
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
        venues=tuple(
            LogbookVenue(one["name"], _line_in(one["visits"]), _line_in(one["days_counted"]))
            for one in values.get("venues", ())
        ),
        threshold=values["threshold"],
        # Logbooks handed in before numbers were settled have none of these.
        imported=_line_or_none(values.get("imported")),
        roles_shown=RolesShown(values.get("roles_shown", RolesShown.ALL)),
        settles_on=dt.date.fromisoformat(settles_on) if settles_on else None,
    )


def _role_in(values: Json) -> LogbookRoleLine:
    return LogbookRoleLine(values["verb"], values["verb_en"], _line_in(values["visits"]))


def _line_or_none(values: Line | None) -> LogbookLine | None:
    return _line_in(values) if values else None


def _line_in(values: Line) -> LogbookLine:
    *months, whole = (Interval(*ends) if ends else None for ends in values)
    return LogbookLine(tuple(months), whole or NONE)
