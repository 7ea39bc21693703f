"""Nobody from before gets a report by mail, and the way back leaves no wish."""

from __future__ import annotations

from sqlalchemy import inspect, text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0040_sign_in_provider", "0041_mailed_packages"


def test_nobody_from_before_gets_a_package(blank: Database, blank_url: str, fill_at: Climb) -> None:
    fill_at(OLD)
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        assert set(connection.execute(text("SELECT packages FROM person")).scalars()) == {None}
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        assert not [
            one for one in inspect(connection).get_columns("person") if "packages" in one["name"]
        ]
