"""Names older than the rule on invisible characters lose those characters, in every table."""

from __future__ import annotations

import importlib.util
from typing import Any

from sqlalchemy import Connection, MetaData, Table, insert, select, update
from sqlalchemy.util._collections import FacadeDict

from app.db import Database
from app.domain.base.text import NO_CHARACTERS, UNSEEN, without_unseen
from app.migrating import MIGRATIONS, downgrade, upgrade
from tests.support.migrations import rows
from tests.support.migrations.climbing import Climb

BELOW, REVISION = "0013_newest_form", "0014_names_without_unseen_signs"
OLD = "Café\u202e Nord\u200b  i\u00ad byen"
NEW = "Café Nord i byen"
KEPT = "👩\u200d🍳 می\u200cروم"


def tables(connection: Connection) -> FacadeDict[str, Table]:
    found = MetaData()
    found.reflect(connection)
    return found.tables


def put(connection: Connection, table: str, **values: int | str) -> None:
    """Add a row like the first, except for these values."""
    rows_of = Table(table, MetaData(), autoload_with=connection, resolve_fks=False)
    first = dict(connection.execute(select(rows_of).limit(1)).mappings().one())
    connection.execute(insert(rows_of).values(first | values))


def old_rows(connection: Connection) -> None:
    rows.fill(connection)
    for table in ("partnership", "organisation", "venue", "activity"):
        put(connection, table, id=2, name=OLD)
        put(connection, table, id=3, name=KEPT)
    put(connection, "person", id=2, email="to@example.dk", name=OLD)
    for number, verb in enumerate(("laver mad", "laver\u200b mad", "laver mad\u200e", "\u2066"), 2):
        put(connection, "role", id=number, verb=verb, verb_en=OLD)
    put(connection, "logbook_comment", id=2, text="Første\u2066 linje\n\nAnden linje")
    put(connection, "reflection", prompt="y", text="Første\u2066 linje\n\nAnden linje")
    put(connection, "day_note", id=2, text="Vi bagte\u200b.")
    put(connection, "day_note", id=3, text="Vi bagte\u2060.")
    put(connection, "day_note", id=4, text="Vi sang.")


def column(connection: Connection, table: str, name: str) -> list[Any]:
    found = Table(table, MetaData(), autoload_with=connection, resolve_fks=False)
    return list(connection.scalars(select(found.c[name]).order_by(*found.primary_key.columns)))


def test_it_leaves_names_that_can_be_seen(blank: Database, blank_url: str, climb: Climb) -> None:
    climb(BELOW)
    with blank.engine.begin() as connection:
        old_rows(connection)
    upgrade(blank_url, REVISION)
    with blank.engine.connect() as connection:
        for table in ("partnership", "organisation", "venue", "activity"):
            assert column(connection, table, "name") == ["x", NEW, KEPT], table
        assert column(connection, "person", "name") == ["x", NEW]
        verbs = ["x", "laver mad", "laver mad 2", "laver mad 3", "?"]
        assert column(connection, "role", "verb") == verbs
        assert column(connection, "role", "verb_en")[1:] == [NEW] * 4
        said = ["x", "Første linje\n\nAnden linje"]
        assert column(connection, "logbook_comment", "text") == said
        assert column(connection, "reflection", "text") == said
        assert column(connection, "day_note", "text") == ["x", "Vi bagte.", "Vi sang."]
    downgrade(blank_url, BELOW)
    upgrade(blank_url, REVISION)


def test_it_leaves_out_what_the_rule_leaves_out() -> None:
    path = MIGRATIONS / "versions" / f"{REVISION}.py"
    spec = importlib.util.spec_from_file_location("unseen", path)
    assert spec is not None and spec.loader is not None
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    # NO_CHARACTERS joined the rule later; if stored, they are left out of files.
    assert {chr(number) for number in migration.UNSEEN} == UNSEEN - NO_CHARACTERS
    text = "".join(each for each in map(chr, range(0x11000)) if each not in NO_CHARACTERS)
    assert migration._seen(text) == without_unseen(text)


def test_it_forgets_no_column_of_words_that_people_have_typed(
    blank: Database, blank_url: str, climb: Climb
) -> None:
    climb(BELOW)
    typed = {"name", "text", "verb", "verb_en"}
    with blank.engine.begin() as connection:
        rows.fill(connection)
        found = [c for table in tables(connection).values() for c in table.columns]
        words = [c for c in found if c.name in typed]
        assert len(words) > 9
        for each in words:
            connection.execute(update(each.table).values({each.name: "Nord\u202e"}))
    upgrade(blank_url, REVISION)
    with blank.engine.connect() as connection:
        for each in words:
            assert column(connection, each.table.name, each.name) == ["Nord"], each
