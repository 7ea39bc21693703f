"""Devices from before have no letters, and none are left by the way back."""

from __future__ import annotations

from sqlalchemy import inspect, text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0028_roles_in_more_languages", "0029_device_codes"


def test_devices_from_before_have_no_letters(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(OLD)
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        assert set(connection.execute(text("SELECT code_hash FROM device")).scalars()) == {None}
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        assert "code_hash" not in {one["name"] for one in inspect(connection).get_columns("device")}
