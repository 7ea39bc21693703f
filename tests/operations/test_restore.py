"""Restoring a backup: all of it or nothing, and no visit."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import MetaData, func, select, text

from app.db import Database
from app.domain.days.day_state import DayState
from app.domain.visits.counting import Cell, Measure
from app.migrating import upgrade
from app.models import Base, Day, DayCount, DayKey, Partnership, Visit
from app.services.operations import backup_file, encryption
from app.services.operations.backup_file import Header
from app.services.operations.tables import LEFT_OUT
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.faults.storage import no_room
from tests.support.installation import Installation
from tests.support.installation import Installation as ConftestInstallation
from tests.support.migrations import rows
from tests.support.visit import Visitor

OLD = "0010_step_of_a_tap"
SQLITE = pytest.mark.database("sqlite")
"""What does not depend on the database is tried on one."""


def everything(db: Database) -> dict[str, int | None]:
    """How many rows every table has."""
    with db.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture
def press(app: Flask, cast: Cast) -> Callable[[], None]:
    def go() -> None:
        phone = Visitor(app)
        phone.press(phone.get(f"/c/{cast.shop_code}"), "Jeg er her")

    return go


def test_an_old_backup_brings_no_visit_back_and_closes_what_is_due(
    here: ConftestInstallation,
    elsewhere: ConftestInstallation,
    db: Database,
    clock: Clock,
    press: Callable[[], None],
    cast: Cast,
    tmp_path: Path,
) -> None:
    clock.at("2026-11-21")
    press()
    clock.at("2026-11-22")
    press()
    press()
    here.types("backup", tmp_path / "one.backup")
    clock.at("2026-11-24")
    said = elsewhere.types("restore", tmp_path / "one.backup")
    assert "Restored what there was on 2026-11-22 at 12:00 UTC." in said
    with elsewhere.db.reading() as session:
        days = {day.service_date.day: day for day in session.scalars(select(Day))}
        counts = {
            count.service_date.day: count.number
            for count in session.scalars(
                select(DayCount).where(DayCount.cell == Cell(Measure.VISITS).key)
            )
        }
        assert not session.scalars(select(Visit)).all()
        assert not session.scalars(select(DayKey)).all()
    assert {at: (day.closed, day.state) for at, day in days.items()} == {
        21: (True, DayState.COUNTED),
        22: (True, DayState.NOT_COUNTED),
    }
    assert counts == {21: 1}


@SQLITE
def test_a_day_that_still_runs_goes_on_from_zero(
    here: ConftestInstallation,
    elsewhere: ConftestInstallation,
    db: Database,
    press: Callable[[], None],
    cast: Cast,
    tmp_path: Path,
) -> None:
    press()
    here.types("backup", tmp_path / "one.backup")
    elsewhere.types("restore", tmp_path / "one.backup")
    phone = Visitor(elsewhere.app)
    phone.press(phone.get(f"/c/{cast.shop_code}"), "Jeg er her")
    with elsewhere.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 1
        assert session.scalars(select(Day.version)).one() > 1_000_000


@SQLITE
def test_an_encrypted_one_opens_with_its_key_alone(
    config: Config, clock: Clock, cast: Cast, elsewhere: ConftestInstallation, tmp_path: Path
) -> None:
    secret, public = encryption.new_identity()
    settings = {**vars(config), "backup_recipient": public}
    here = Installation(Config(**settings), clock)
    file, right, wrong = (tmp_path / name for name in ("one.backup", "right.txt", "wrong.txt"))
    right.write_text(f"# created: 2026-11-22\n# public key: {public}\n{secret}\n")
    wrong.write_text(encryption.new_identity()[0])
    assert "It is not encrypted" not in here.types("backup", file)
    assert file.read_bytes().split(b"\n")[1] == b"age-encryption.org/v1"
    assert b'"partnership"' not in file.read_bytes()
    for words, said in (
        ((), "That backup is encrypted. Give the file with its key"),
        (("--identity", wrong), "That key does not open the backup."),
        (("--identity", file), "holds no key as age-keygen makes them"),
        (("--identity", tmp_path / "none"), "can't be read: No such file"),
    ):
        assert said in elsewhere.types("restore", file, *words, code=1)
        assert not any(everything(elsewhere.db).values())
    elsewhere.types("restore", file, "--identity", right)
    assert everything(elsewhere.db)["partnership"] == 2
    here.db.close()


@SQLITE
def test_a_recipient_that_is_none_is_said(
    config: Config, clock: Clock, cast: Cast, tmp_path: Path
) -> None:
    settings = {**vars(config), "backup_recipient": "age1" + "q" * 58}
    here = Installation(Config(**settings), clock)
    assert "BACKUP_RECIPIENT is not a public key" in here.types("backup", tmp_path / "x", code=1)
    assert not list(tmp_path.iterdir())
    here.db.close()


def header(whole: bytes, **changes: str) -> bytes:
    """A backup whose header says something else, in both places."""
    head, _line, packed = whole.partition(b"\n")
    line = json.dumps(json.loads(head) | changes).encode() + b"\n"
    body = gzip.decompress(packed).partition(b"\n")[2]
    return line + gzip.compress(line + body)


def changed(whole: bytes, old: bytes, new: bytes) -> bytes:
    """A backup with something else inside, packed again."""
    head, line, packed = whole.partition(b"\n")
    return head + line + gzip.compress(gzip.decompress(packed).replace(old, new))


DAMAGED = "is damaged or not whole. Take another backup."
BAD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "another file": (lambda whole: b"PK\x03\x04 something else", "not a backup made by"),
    "nothing": (lambda whole: b"", "not a backup made by"),
    "other JSON": (lambda whole: b'["her-i-dag"]\n', "not a backup made by"),
    "the header alone": (lambda whole: whole.partition(b"\n")[0] + b"\n", DAMAGED),
    "cut short": (lambda whole: whole[:-9], DAMAGED),
    "cut in the middle": (lambda whole: whole[: len(whole) // 2], DAMAGED),
    "a changed name": (lambda whole: changed(whole, b"Landsbyen", b"Landsbyer"), DAMAGED),
    "a row too few": (
        lambda whole: changed(whole, b'"partnership":2', b'"partnership":1'),
        DAMAGED,
    ),
    "no last line": (lambda whole: changed(whole, b'{"sha256"', b'{"sha"'), DAMAGED),
    "another header": (
        lambda whole: whole.replace(b'"0.1.0"', b'"0.9.9"', 1),
        "That backup has been changed.",
    ),
    "a newer format": (
        lambda whole: header(whole, format="her-i-dag backup 2"),
        "made by a newer version",
    ),
    "a newer schema": (
        lambda whole: header(whole, schema="9999_from_later", version="7.0"),
        "made by a newer version (7.0, 9999_from_later). Install that version",
    ),
}


@pytest.fixture
def whole(here: ConftestInstallation, cast: Cast, tmp_path: Path) -> bytes:
    here.types("backup", tmp_path / "whole.backup")
    return (tmp_path / "whole.backup").read_bytes()


@SQLITE
def test_a_bad_file_is_refused_in_a_sentence_and_changes_nothing(
    whole: bytes, elsewhere: ConftestInstallation, tmp_path: Path
) -> None:
    file = tmp_path / "bad.backup"
    for kind, (spoil, said) in BAD.items():
        file.write_bytes(spoil(whole))
        assert said in elsewhere.types("restore", file, code=1), kind
        assert not any(everything(elsewhere.db).values()), kind
    assert "can't be read: No such file" in elsewhere.types("restore", tmp_path / "none", code=1)
    elsewhere.types("restore", tmp_path / "whole.backup")


def test_a_database_in_use_is_left_alone(
    whole: bytes, here: ConftestInstallation, cast: Cast, db: Database, tmp_path: Path
) -> None:
    before = everything(db)
    said = here.types("restore", tmp_path / "whole.backup", code=1)
    assert "The database is not empty." in said
    assert everything(db) == before


@SQLITE
def test_it_makes_the_database_that_is_not_there_or_none(
    whole: bytes, here: ConftestInstallation, clock: Clock, tmp_path: Path
) -> None:
    file = tmp_path / "data" / "new.sqlite"
    new = Installation(Config(database_url=f"sqlite:///{file}", base_url="http://localhost"), clock)
    bad = tmp_path / "bad.backup"
    bad.write_bytes(whole[:-9])
    assert DAMAGED in new.types("restore", bad, code=1)
    assert not file.exists()
    with no_room():
        assert "There is no room" in new.types("restore", tmp_path / "whole.backup", code=1)
    assert not file.exists()
    new.types("restore", tmp_path / "whole.backup")
    assert everything(new.db) == everything(here.db)
    assert file.stat().st_mode & 0o077 == 0
    new.db.close()


def write_old(db: Database, file: Path, now: dt.datetime) -> None:
    """A backup as the version with an older schema would have made it: a row in every table."""
    found = MetaData()
    with db.engine.begin() as connection:
        rows.fill(connection)
        connection.execute(text("UPDATE day SET closed = true"))
        found.reflect(connection)
        left_out = {"alembic_version", *(model.__tablename__ for model in LEFT_OUT)}
        tables = [each for each in found.sorted_tables if each.name not in left_out]
        with file.open("wb") as target:
            head = Header(now, "0.0.9", OLD, encrypted=False)
            with backup_file.writing(target, head, []) as writer:
                writer.line({"rows": {each.name: 1 for each in tables}})
                for each in tables:
                    writer.line({"table": each.name, "columns": list(each.c.keys())})
                    writer.line([list(connection.execute(select(each)).one())])


@SQLITE
def test_an_older_schema_is_brought_up_to_this_one(
    elsewhere: ConftestInstallation, clock: Clock, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    upgrade(url, OLD)
    old = Database(url)
    write_old(old, tmp_path / "old.backup", clock())
    old.close()
    elsewhere.types("restore", tmp_path / "old.backup")
    with elsewhere.db.reading() as session:
        assert [row.name for row in session.scalars(select(Partnership))] == ["x"]
        assert session.scalars(select(Day.closed)).all() == [True]
    ready = elsewhere.app.test_client().get("/readyz")
    assert ready.json == {"status": "ok"}
