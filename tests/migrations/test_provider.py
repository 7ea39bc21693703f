"""People from before have tied nothing, and the way back leaves nothing of a provider."""

from __future__ import annotations

from sqlalchemy import inspect, text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0039_passkeys", "0040_sign_in_provider"


def test_people_from_before_have_tied_nothing(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(OLD)
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM tied_subject")).scalar() == 0
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        left = set(inspect(connection).get_table_names())
        assert not {"tied_subject", "provider_sign_in"} & left
