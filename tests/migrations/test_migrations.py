"""Every migration goes up, down and up again with rows in place, and the models match the head."""

from __future__ import annotations

import re
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.db import Database
from app.migrating import MIGRATIONS, downgrade, upgrade
from app.models import Base
from tests.support.migrations import rows
from tests.support.migrations.climbing import Climb
from tests.support.migrations.scripts import SCRIPTS

REVISIONS = list(reversed(list(SCRIPTS.walk_revisions())))


def test_it_has_one_head() -> None:
    assert len(SCRIPTS.get_heads()) == 1


def test_it_names_each_migration_by_number_and_slug() -> None:
    files = sorted(path.stem for path in (MIGRATIONS / "versions").glob("*.py"))
    assert files == [script.revision for script in REVISIONS]
    for number, name in enumerate(files, start=1):
        assert re.fullmatch(rf"{number:04d}_[a-z0-9_]+", name)


def test_it_ends_where_the_models_are(blank: Database, blank_url: str) -> None:
    upgrade(blank_url)
    with blank.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_it_may_be_run_again(blank: Database, blank_url: str) -> None:
    upgrade(blank_url)
    with blank.engine.begin() as connection:
        rows.fill(connection)
        before = rows.counts(connection)
    upgrade(blank_url)
    with blank.engine.connect() as connection:
        assert rows.counts(connection) == before


@pytest.mark.parametrize("script", REVISIONS, ids=lambda script: script.revision)
def test_it_goes_up_down_and_up_with_rows(
    blank: Database, blank_url: str, climb: Climb, script: Any
) -> None:
    below = script.down_revision or "base"
    if script.down_revision:
        climb(below)
    old = filled(blank)
    upgrade(blank_url, script.revision)
    assert kept(blank, old)
    new = filled(blank)
    downgrade(blank_url, below)
    # A table that the step drops comes back empty.
    old = {table: number if table in new else 0 for table, number in old.items()}
    assert kept(blank, old)
    assert set(counted(blank)) == set(old)
    upgrade(blank_url, script.revision)
    assert kept(blank, old)
    assert set(counted(blank)) == set(new)


def filled(database: Database) -> dict[str, int]:
    with database.engine.begin() as connection:
        rows.fill(connection)
    return counted(database)


def counted(database: Database) -> dict[str, int]:
    with database.engine.connect() as connection:
        return rows.counts(connection)


def kept(database: Database, before: dict[str, int]) -> bool:
    """Whether the tables that still exist have kept all their rows."""
    now = counted(database)
    return all(now[table] == number for table, number in before.items() if table in now)
