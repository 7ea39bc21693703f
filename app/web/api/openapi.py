"""The OpenAPI description of the API."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from app.domain.days.day_state import DayState, WhyClosed
from app.domain.reports.definitions import Number
from app.domain.reports.period import PeriodKind
from app.domain.reports.roles_shown import RolesShown
from app.domain.venues.activity import ActivityKind
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
DATE: Schema = {"type": "string", "format": "date"}
NUMBER: Schema = {"type": "integer"}
YES_OR_NO: Schema = {"type": "boolean"}
PARTS = ["whole", "year_so_far", "a_year_before", "month", "place"]


def described(base_url: str) -> Schema:
    """Return the description, OpenAPI 3.1, for a server at that address."""
    missing = {"404": _problem("There is no such report, or it has not been released.")}
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": TEXT}
        for name in ("places", "period")
    ]
    page = {"name": "page", "in": "query", "schema": {**NUMBER, "minimum": 1}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Her i dag: released counts",
            "version": "1",
            "description": "Visits, never persons. Small numbers of roles read as under a limit.",
        },
        "servers": [{"url": base_url}],
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
        "security": [{"key": []}],
        "paths": {
            "/api/1/released": {
                "get": {
                    "summary": "What was released, the latest period first",
                    "parameters": [page],
                    "responses": _answers(_listed()),
                }
            },
            "/api/1/released/{places}/{period}": {
                "get": {
                    "summary": "One released report",
                    "parameters": in_path,
                    "responses": {**_answers(_report()), **missing},
                }
            },
        },
    }


def _answers(schema: Schema) -> Schema:
    return {
        "200": {
            "description": "OK",
            "headers": {"ETag": {"schema": TEXT}},
            "content": {"application/json": {"schema": schema}},
        },
        "304": {"description": "Not changed since the ETag that was sent."},
        "401": _problem("No key, or one that opens nothing."),
    }


def _problem(description: str) -> Schema:
    schema = _object(error=TEXT)
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _listed() -> Schema:
    item = _object(
        places=TEXT,
        names=_list(TEXT),
        period=TEXT,
        first=DATE,
        last=DATE,
        released_at={"type": "string", "format": "date-time"},
        address=TEXT,
    )
    return _object(total=NUMBER, page=NUMBER, next=_or_null(TEXT), items=_list(item))


def _report() -> Schema:
    words = _object(term=TEXT, text=TEXT)
    reason = {
        **_or_null(_one_of(WhyClosed)),
        "description": "null where it is not stated; released reports never state illness",
    }
    closed = _object(date=DATE, reason=reason)
    caught = _object(days=NUMBER, percent=NUMBER)
    return _object(
        format=TEXT,
        small_number={
            **_or_null(NUMBER),
            "description": "the largest limit that a number is told to be under, or null",
        },
        reports=_list(_part()),
        reach=_list(
            _object(
                place=_object(id=NUMBER, name=TEXT),
                closed_days=_list(closed),
                codes_caught=_or_null(caught),
            )
        ),
        definitions=_list(_object(what=_one_of(Number), da=words, en=words)),
    )


def _part() -> Schema:
    period = _object(
        kind=_one_of(PeriodKind),
        name=TEXT,
        first=DATE,
        last=DATE,
        complete=YES_OR_NO,
        corrected_until=_or_null(DATE),
    )
    cell = _object(
        what=_one_of(Number),
        activity=_or_null(_object(id=NUMBER, name=TEXT)),
        role=_or_null(_object(id=NUMBER, verb=TEXT)),
        source=_or_null(_one_of(Source)),
        weekday=_or_null({**NUMBER, "description": "0 is Monday"}),
        part_of_day=_or_null(_one_of(PartOfDay)),
        kind=_or_null(_one_of(ActivityKind)),
        place=_or_null(TEXT),
        number={**_or_null(NUMBER), "description": "null where it is not told exactly"},
        low={**NUMBER, "description": "the number is at least this"},
        high={**_or_null(NUMBER), "description": "and at most this; null where that is not told"},
        shown={**TEXT, "description": "the number in words: 12, under 5, at least 20"},
        times_held=_or_null(NUMBER),
    )
    per_day = {"type": "number", "description": "to one decimal; null where no day was counted"}
    day = _object(date=DATE, state=_or_null(_one_of(DayState)), visits=_or_null(NUMBER))
    return _object(
        part={**TEXT, "enum": PARTS},
        period=period,
        name=TEXT,
        places=_list(_object(id=NUMBER, name=TEXT)),
        coverage=_object(
            days_counted=NUMBER,
            opening_days=_or_null(NUMBER),
            visits_per_day=_or_null(per_day),
            set_up={**YES_OR_NO, "description": "false in a period before the place was set up"},
        ),
        roles=_object(shown=_one_of(RolesShown), settle_on=_or_null(DATE)),
        cells=_list(cell),
        days=_list(day),
    )


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(words: type[StrEnum]) -> Schema:
    return {**TEXT, "enum": [str(word) for word in words]}
