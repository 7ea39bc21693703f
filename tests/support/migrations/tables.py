"""Tables as they are at a revision."""

from __future__ import annotations

from sqlalchemy import Connection, MetaData, Table


def table(connection: Connection, name: str) -> Table:
    return Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
