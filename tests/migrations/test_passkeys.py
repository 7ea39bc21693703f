"""People from before have no passkey, and the way back leaves none."""

from __future__ import annotations

from sqlalchemy import inspect, text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0038_session_names", "0039_passkeys"


def test_people_from_before_have_none(blank: Database, blank_url: str, fill_at: Climb) -> None:
    fill_at(OLD)
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM passkey")).scalar() == 0
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        assert not {"passkey", "passkey_challenge"} & set(inspect(connection).get_table_names())
