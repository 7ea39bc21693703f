"""What is stored: the exact tables and columns, reviewed in tests/schema.txt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Date, DateTime, Text, Time, create_engine, inspect, text

from tests.support.source import ROOT, differences
from tests.support.tables import OF_A_VISIT

NEVER_ON_A_VISIT = ("addr", "ip", "agent", "language", "lang", "name", "note", "text", "created")


@pytest.fixture
def tables(database_url: str) -> Iterator[Any]:
    engine = create_engine(database_url)
    found = inspect(engine)
    yield {table: found.get_columns(table) for table in found.get_table_names()}
    engine.dispose()


def test_it_stores_exactly_what_was_reviewed(tables: Any) -> None:
    stored = [
        f"{table}.{column['name']} {column['type']}"
        for table, columns in tables.items()
        for column in columns
    ]
    assert not (wrong := differences(ROOT / "tests" / "schema.txt", stored)), wrong


@pytest.mark.parametrize("table", OF_A_VISIT)
def test_it_keeps_nothing_of_a_visit_that_is_finer_than_a_date(tables: Any, table: str) -> None:
    for column in tables[table]:
        kind = column["type"]
        assert isinstance(kind, Date) or not isinstance(kind, (DateTime, Time)), column
        assert not isinstance(kind, Text), f"{table}.{column['name']} can hold free text"
        words = column["name"].split("_")
        assert not set(words) & set(NEVER_ON_A_VISIT), column


@pytest.mark.parametrize("table", OF_A_VISIT)
def test_it_keeps_no_order_of_arrival(database_url: str, table: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        made = connection.scalar(
            text("SELECT sql FROM sqlite_master WHERE name = :table"), {"table": table}
        )
    engine.dispose()
    assert "WITHOUT ROWID" in made
    assert "AUTOINCREMENT" not in made
