"""Sessions lose the hash of an address, and PostgreSQL its statistics about the running day."""

from __future__ import annotations

import json
import secrets

import pytest
from sqlalchemy import insert, select, update

from app.db import Database
from app.migrating import downgrade, upgrade
from app.services.days.closing import EMPTIED, scrub
from tests.support.bytes_on_disk import analyse, columns_known, flush, folder_of, found_in
from tests.support.migrations import rows
from tests.support.migrations.climbing import Climb
from tests.support.migrations.tables import table

BELOW, REVISION = "0023_settling", "0024_no_trace_in_sessions"


def test_it_removes_the_hash_and_leaves_the_session(
    blank: Database,
    blank_url: str,
    climb: Climb,
    database_kind: str,
    request: pytest.FixtureRequest,
) -> None:
    climb(BELOW)
    # As Flask-Login wrote it: SHA-512 as hex.
    trace = secrets.token_hex(64)
    with blank.engine.begin() as connection:
        rows.fill(connection)
        data = json.dumps({"_user_id": "1", "_fresh": True, "_id": trace, "_flashes": []})
        connection.execute(update(table(connection, "sign_in")).values(data=data))
    if database_kind == "postgresql":
        analyse(blank)
    flush(database_kind, request)
    folder = folder_of(blank)
    assert found_in(folder, {trace.encode()})

    upgrade(blank_url, REVISION)
    with blank.engine.connect() as connection:
        [kept] = connection.execute(select(table(connection, "sign_in"))).mappings()
    assert (kept["person_id"], kept["data"]) == (1, "{}")
    scrub(blank)  # As every start does.
    flush(database_kind, request)
    assert not found_in(folder, {trace.encode()}, skip=("data/pg_wal/",))
    downgrade(blank_url, BELOW)
    with blank.engine.connect() as connection:
        assert connection.execute(select(table(connection, "sign_in"))).mappings().one() == kept


@pytest.mark.database("postgresql")
def test_it_forgets_what_postgresql_knew_of_the_visits(
    blank: Database, blank_url: str, climb: Climb, request: pytest.FixtureRequest
) -> None:
    climb(BELOW)
    ids = [secrets.token_hex(16) for _ in range(60)]
    with blank.engine.begin() as connection:
        rows.fill(connection)
        visit = table(connection, "visit")
        one = dict(connection.execute(select(visit)).mappings().one())
        connection.execute(insert(visit), [one | {"id": each} for each in ids])
    analyse(blank)
    assert {("visit", "id"), ("tap", "mac"), ("day_key", "key")} <= columns_known(blank, *EMPTIED)

    upgrade(blank_url, REVISION)
    assert columns_known(blank, *EMPTIED) == set()
    analyse(blank)
    assert columns_known(blank, *EMPTIED) == set()
    assert columns_known(blank, "sign_in")  # Others are still known.
    with blank.engine.begin() as connection:
        connection.execute(table(connection, "visit").delete())
    scrub(blank)
    flush("postgresql", request)
    secrets_ = {each.encode() for each in ids}
    assert not found_in(folder_of(blank), secrets_, skip=("data/pg_wal/",))

    downgrade(blank_url, BELOW)
    with blank.engine.begin() as connection:
        connection.execute(insert(table(connection, "visit")), [one | {"id": ids[0]}])
    analyse(blank)
    assert ("visit", "id") in columns_known(blank, *EMPTIED)
