"""People from before sign in in one step, and the way back leaves no key."""

from __future__ import annotations

from sqlalchemy import inspect, text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0031_logbook_of_a_partnership", "0032_second_factor"


def test_people_from_before_have_none(blank: Database, blank_url: str, fill_at: Climb) -> None:
    fill_at(OLD)
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        assert set(connection.execute(text("SELECT totp_secret FROM person")).scalars()) == {None}
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        found = inspect(connection)
        assert "totp_secret" not in {one["name"] for one in found.get_columns("person")}
        assert not {"recovery_code", "half_sign_in"} & set(found.get_table_names())
