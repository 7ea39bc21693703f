"""Making a backup, and what it holds."""

from __future__ import annotations

import base64
import dataclasses
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.db import Database
from app.migrating import upgrade
from app.models import Base, Day, PartOfDayCount, Venue
from app.services.operations.backup import make_backup
from app.services.operations.backup_file import read_header
from app.services.operations.tables import BLANK, LEFT_OUT, carried
from config import Config
from tests.support import postgres
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.day_at_the_shop import a_day_at_the_shop, stored_values
from tests.support.faults.storage import no_room
from tests.support.installation import Installation, rows_in, unpacked
from tests.support.installation import Installation as ConftestInstallation
from tests.support.migrations import rows
from tests.support.visit import Page, Visitor


def contents(db: Database) -> dict[str, list[Any]]:
    """Every row of every table, by the table's name."""
    with db.reading() as session:
        return {
            table.name: [
                {
                    name: BLANK.get(f"{table.name}.{name}", value)
                    for name, value in row._mapping.items()
                }
                for row in session.execute(select(table).order_by(*table.primary_key))
            ]
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture
def other(
    database_kind: str, request: pytest.FixtureRequest, scratch: Path, clock: Clock
) -> Iterator[Installation]:
    """A new installation on the other database, where there is one."""
    if database_kind == "postgresql" or not postgres.available():
        yield request.getfixturevalue("elsewhere")
        return
    server = request.getfixturevalue("postgres_server")
    server.run("CREATE DATABASE other")
    url = server.url("other")
    found = Installation(Config(database_url=url, base_url="http://localhost"), clock)
    yield found
    found.db.close()
    server.run("DROP DATABASE other WITH (FORCE)")


def test_every_carried_table_comes_back_on_the_other_database(
    here: ConftestInstallation, other: Installation, cast: Cast, db: Database, tmp_path: Path
) -> None:
    with db.engine.begin() as connection:
        rows.fill(connection)
        connection.execute(text("UPDATE day SET closed = true"))
        connection.execute(text("UPDATE part_of_day_count SET month = '2026-10-01'"))
    before = contents(db)
    assert all(before.values()), "a table without rows proves nothing"
    here.types("backup", tmp_path / "all.backup")
    other.types("restore", tmp_path / "all.backup")
    after = contents(other.db)
    for table in carried():
        assert after[table.name] == before[table.name], table.name
    assert not any(after[model.__tablename__] for model in LEFT_OUT)
    # New rows are numbered after the old ones.
    number = other.types("add-partnership", "Øens Fællesskab")
    assert int(number) > max(row["id"] for row in before["partnership"])


@pytest.mark.database("sqlite")
def test_it_holds_nothing_of_the_running_day(
    app: Flask, here: ConftestInstallation, cast: Cast, db: Database, clock: Clock, tmp_path: Path
) -> None:
    canaries = a_day_at_the_shop(app, db, cast, clock)
    values = stored_values(db)
    here.types("backup", tmp_path / "day.backup")
    held = unpacked(tmp_path / "day.backup")
    assert b"Genbrugsbutikken" in held
    secrets_ = values | canaries
    secrets_ |= {base64.b64encode(value) for value in values if len(value) in (16, 32)}
    assert not [secret for secret in secrets_ if secret in held]
    # Nor how many phones have come.
    with db.reading() as session:
        assert session.scalars(select(Day.arrivals)).one() > 20
    assert [day["arrivals"] for day in rows_in(tmp_path / "day.backup", "day")] == [0]


@pytest.mark.database("sqlite")
def test_a_day_that_has_ended_is_counted_in_it(
    app: Flask, here: ConftestInstallation, cast: Cast, db: Database, clock: Clock, tmp_path: Path
) -> None:
    phone = Visitor(app)
    phone.press(phone.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-11-23", 9)
    here.types("backup", tmp_path / "one")
    assert b'"visits"' in unpacked(tmp_path / "one").partition(b'"table":"day_count"')[2][:500]


def test_two_backups_of_a_month_tell_no_time_of_day(
    here: ConftestInstallation, cast: Cast, db: Database, clock: Clock, tmp_path: Path
) -> None:
    with db.writing() as session:
        for month, part in ((10, "9_12"), (11, "12_15")):
            first = clock().date().replace(month=month, day=1)
            session.add(
                PartOfDayCount(venue_id=cast.shop, month=first, part=part, number=70 + month)
            )

    def months(name: str) -> list[object]:
        here.types("backup", tmp_path / name)
        return [row["number"] for row in rows_in(tmp_path / name, "part_of_day_count")]

    assert months("running") == [80]
    # A small month's counters are deleted when the first day of the next one is closed.
    clock.at("2026-12-02")
    assert months("just over") == [80]
    clock.at("2026-12-03")
    assert months("over") == [80, 81]


def test_requests_go_on_and_the_backup_is_of_one_moment(
    app: Flask, cast: Cast, db: Database, clock: Clock, tmp_path: Path
) -> None:
    def meanwhile(rows: int, total: int) -> None:
        done.append((rows, total))
        if not pressed:
            pressed.append(
                Visitor(app).press(Visitor(app).get(f"/c/{cast.shop_code}"), "Jeg er her")
            )
            with db.writing() as session:
                session.get_one(Venue, cast.shop).name = "Butikken med nyt navn"

    pressed: list[Page] = []
    done: list[tuple[int, int]] = []
    schema = app.extensions["her_i_dag"].newest_revision
    about = {"version": "1", "schema": schema, "recipient": None, "now": clock()}
    count = make_backup(db, tmp_path / "then.backup", **about, progress=meanwhile)
    assert pressed
    assert sum(rows for rows, _total in done) == count
    assert {total for _rows, total in done} == {count}
    held = unpacked(tmp_path / "then.backup").decode()
    assert "Butikken med nyt navn" not in held
    assert "Genbrugsbutikken" in held


def test_it_says_what_it_wrote_for_its_owner_alone(
    here: ConftestInstallation, cast: Cast, tmp_path: Path
) -> None:
    file = tmp_path / "one.backup"
    said = here.types("backup", file)
    assert f"Wrote {file}: " in said
    assert "It was opened again and is whole." in said
    assert "It is not encrypted" in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert "exists already" in here.types("backup", file, code=1)
    assert file.read_bytes() == before
    assert "can't be written: No such file" in here.types("backup", tmp_path / "no" / "x", code=1)
    assert "BACKUP_FOLDER" in here.types("backup", code=1)
    assert list(tmp_path.iterdir()) == [file]


def test_without_room_it_says_so_and_leaves_nothing(
    here: ConftestInstallation, cast: Cast, db: Database, tmp_path: Path
) -> None:
    here.types("list")
    with no_room():
        said = here.types("backup", tmp_path / "full.backup", code=1)
    assert "There is no room for" in said
    assert not list(tmp_path.iterdir())


def another_version(db: Database, before: str, after: str, revision: str) -> None:
    """Rename a table and set the revision; an empty one is none."""
    with db.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))
        connection.execute(text("DELETE FROM alembic_version"))
        if revision:
            connection.execute(text(f"INSERT INTO alembic_version VALUES ('{revision}')"))


def test_it_makes_none_of_another_versions_database(
    here: ConftestInstallation, cast: Cast, db: Database, tmp_path: Path
) -> None:
    for found, said in (("0001_first_tables", "0001_first_tables"), ("", "no schema")):
        another_version(db, "code", "code_before", found)
        try:
            assert f"The database is at {said}" in here.types("backup", tmp_path / "x", code=1)
        finally:
            newest = here.app.extensions["her_i_dag"].newest_revision
            another_version(db, "code_before", "code", newest)
    assert not list(tmp_path.iterdir())


def test_it_makes_one_after_the_way_back_from_a_newer_version(
    here: ConftestInstallation, cast: Cast, db: Database, tmp_path: Path
) -> None:
    newest = here.app.extensions["her_i_dag"].newest_revision
    revised = text("UPDATE alembic_version SET version_num = :found")
    with db.engine.begin() as connection:
        connection.execute(revised, {"found": "9999_from_later"})
    try:
        here.types("backup", tmp_path / "x")
    finally:
        with db.engine.begin() as connection:
            connection.execute(revised, {"found": newest})
    assert read_header(tmp_path / "x").schema == newest


def test_it_deletes_backups_after_35_days_and_nothing_else(
    config: Config, clock: Clock, cast: Cast, tmp_path: Path
) -> None:
    here = Installation(dataclasses.replace(config, backup_folder=tmp_path / "backups"), clock)
    here.types("backup")
    first = next((tmp_path / "backups").iterdir())
    renamed = first.rename(first.with_name("renamed.txt"))
    killed = first.with_name("killed.backup.part")
    killed.write_bytes(renamed.read_bytes()[:200])
    other = first.with_name("notes.backup")
    other.write_text("Not a backup of ours")
    clock.pass_(days=35)
    here.types("backup")
    assert {renamed, killed, other} < set(first.parent.iterdir())
    clock.pass_(minutes=1)
    assert "Deleted 2 that were older than 35 days." in here.types("backup")
    left = sorted(each.name for each in first.parent.iterdir())
    assert left == [
        "her-i-dag-20261227-120000.backup",
        "her-i-dag-20261227-120100.backup",
        "notes.backup",
    ]
    assert first.parent.stat().st_mode & 0o077 == 0
    here.db.close()


@pytest.mark.database("sqlite")
def test_it_deletes_the_copies_of_migrations_after_35_days(
    here: ConftestInstallation, cast: Cast, clock: Clock, tmp_path: Path
) -> None:
    database = here.config.sqlite_path
    assert database is not None
    copy = database.with_name("her-i-dag-before-0023_settling.sqlite")
    somebodys = database.with_name("her-i-dag-before-easter.sqlite")
    for file in (copy, somebodys):
        file.touch(mode=0o600)
        os.utime(file, (clock().timestamp(),) * 2)
    clock.pass_(days=35)
    here.types("backup", tmp_path / "one")
    assert copy.exists()
    clock.pass_(minutes=1)
    assert f"FAULT    copy: {copy} holds what" in here.types("doctor", code=2)
    assert "Deleted 1 that were older than 35 days." in here.types("backup", tmp_path / "other")
    assert not copy.exists()
    assert somebodys.exists()
    somebodys.unlink()


def test_a_new_database_is_for_its_owner_alone(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'data' / 'new.sqlite'}", "0001_first_tables")
    for path in (tmp_path / "data", *(tmp_path / "data").iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path
