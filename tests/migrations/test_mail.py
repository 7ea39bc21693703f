"""What mail needs comes as empty tables, and goes with them."""

from __future__ import annotations

from sqlalchemy import inspect

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations import rows
from tests.support.migrations.climbing import Climb

OLD, NEW = "0033_second_factor_reset", "0034_mail"
TABLES = {"mail", "mailed_link"}


def test_an_installation_from_before_has_no_mail(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(OLD)
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        assert {name: n for name, n in rows.counts(connection).items() if name in TABLES} == {
            "mail": 0,
            "mailed_link": 0,
        }
    with blank.engine.begin() as connection:
        rows.fill(connection)
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        assert not TABLES & set(inspect(connection).get_table_names())
