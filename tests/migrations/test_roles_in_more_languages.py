"""Roles get words in more languages, and a server of the version before goes on adding them."""

from __future__ import annotations

from sqlalchemy import inspect, text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0027_whole_undo_of_imports", "0028_roles_in_more_languages"


def test_roles_have_no_further_words_at_first(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(OLD)
    upgrade(blank_url, NEW)
    with blank.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO role (id, partnership_id, verb, verb_en, position)"
                " SELECT 99, partnership_id, 'fletter kurve', '', 9 FROM role LIMIT 1"
            )
        )
        assert set(connection.execute(text("SELECT verbs FROM role")).scalars()) == {None}
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        assert "verbs" not in {one["name"] for one in inspect(connection).get_columns("role")}
