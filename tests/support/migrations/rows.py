"""One row in every table, at whatever revision, made from the database's own schema."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select, table, types

NOT_BOTH = {("logbook", "partnership_id")}  # A check allows only one, and `venue_id` is filled.
# Columns where a check allows only certain numbers.
NUMBERS = {"small_number": 5, "opens": 600, "closes": 900, "starts": 600, "ends": 900}
VERSION = "alembic_version"
MOMENT = dt.datetime.fromisoformat("2026-11-22T12:00")


def fill(connection: Connection) -> None:
    """Write a row into every empty table, parents first."""
    for each in _tables(connection):
        if not connection.scalar(select(func.count()).select_from(each)):
            row = {
                c.name: _value(c)
                for c in each.columns
                if (c.foreign_keys or not c.nullable) and (each.name, c.name) not in NOT_BOTH
            }
            connection.execute(insert(each).values(row))


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        name: connection.scalar(select(func.count()).select_from(table(name))) or 0
        for name in inspect(connection).get_table_names()
        if name != VERSION
    }


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [each for each in found.sorted_tables if each.name != VERSION]


def _value(column: Any) -> object:
    kind = column.type
    if isinstance(kind, types.Boolean):
        return False
    if isinstance(kind, types.Integer):
        return NUMBERS.get(column.name, 1)
    if isinstance(kind, types.DateTime):
        return MOMENT
    if isinstance(kind, types.Date):
        return MOMENT.date()
    if isinstance(kind, types.LargeBinary):
        return b"k" * 32
    if isinstance(kind, types.JSON):
        return {}
    return "x"
