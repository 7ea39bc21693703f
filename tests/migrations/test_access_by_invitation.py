"""Unopened links expire, archived accounts lose their e-mail, and the rest stays."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, func, insert, select

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb
from tests.support.migrations.tables import table

BELOW, REVISION = "0019_sessions_and_keys_end", "0020_access_by_invitation"
TODAY = dt.date(2026, 11, 22)


def put(connection: Connection, name: str, **values: object) -> None:
    """Add a row like the first, except for these values."""
    of = table(connection, name)
    first = dict(connection.execute(select(of).limit(1)).mappings().one())
    connection.execute(insert(of).values(first | values))


def column(connection: Connection, name: str, wanted: str) -> list[Any]:
    of = table(connection, name)
    return list(connection.scalars(select(of.c[wanted]).order_by(of.c.id)))


def test_it_ends_links_and_frees_e_mails(blank: Database, blank_url: str, fill_at: Climb) -> None:
    fill_at(BELOW)
    with blank.engine.begin() as connection:
        put(connection, "person", id=2, email="to@example.dk", archived_on=TODAY)
        put(connection, "person", id=3, email="tre@example.dk", failed_sign_ins=40)
        put(connection, "device", id=2, token_hash="y", last_used_on=TODAY)
        put(connection, "device", id=3, token_hash="z", last_used_on=None)
    upgrade(blank_url, REVISION)
    with blank.engine.begin() as connection:
        assert column(connection, "person", "email") == ["x", None, "tre@example.dk"]
        ended = [end is not None for end in column(connection, "device", "link_ends_at")]
        assert ended == [True, False, True]
        put(connection, "person", id=4, email="to@example.dk")
        put(connection, "invitation", id=2, token_hash="y", made_by=None, person_id=4)
    downgrade(blank_url, BELOW)
    with blank.engine.connect() as connection:
        emails = ["x", "archived-2", "tre@example.dk", "to@example.dk"]
        assert column(connection, "person", "email") == emails
        assert column(connection, "person", "failed_sign_ins") == [0] * 4
        assert connection.scalar(select(func.count()).select_from(table(connection, "device"))) == 3
        assert column(connection, "invitation", "id") == [1]
    upgrade(blank_url, REVISION)
