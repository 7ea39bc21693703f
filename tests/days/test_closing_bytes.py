"""After a day is closed, none of its random values remains in any byte of the data folder."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.domain.visits.idempotency_key import new_key
from app.models import DayKey, Tap, Visit
from app.services.board import adjustments
from app.services.days.closing import EMPTIED
from tests.support import postgres
from tests.support.viewers import viewer
from tests.support.visit import Visitor


def forms_of(secret: bytes) -> set[bytes]:
    """The forms a random value could take in a file: raw, and as hex digits in either case."""
    return {secret, secret.hex().encode(), secret.hex().upper().encode()}


def found_in(folder: Path, secrets_: set[bytes], skip: tuple[str, ...] = ()) -> set[str]:
    """The files below a folder that contain one of the values."""
    return {
        name
        for path in folder.rglob("*")
        if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith(skip)
        if (content := path.read_bytes()) and any(secret in content for secret in secrets_)
    }


def stored_values(db) -> set[bytes]:
    """The random values kept while the day runs: its keys, its visits' ids, its taps."""
    with db.reading() as session:
        keys = list(session.scalars(select(DayKey.key)))
        ids = [bytes.fromhex(i) for i in session.scalars(select(Visit.id))]
        ids += [bytes.fromhex(i) for i in session.scalars(select(Tap.key_mac))]
    assert len(keys) == 1
    assert len(ids) > 20
    return set().union(*(forms_of(value) for value in (*keys, *ids)))


def a_day_at_the_shop(app, db, cast, clock) -> set[bytes]:
    """Thirty phones and a host; returns everything that could give one of them away."""
    canaries: set[bytes] = set()
    for number in range(30):
        phone = Visitor(app).client
        agent, address = secrets.token_hex(16), f"10.{number}.77.{secrets.randbelow(250)}"
        key = new_key()
        headers = {
            "User-Agent": f"Phone {agent}",
            "X-Forwarded-For": address,
            "Accept-Language": "en",
            "Referer": f"http://localhost/?{agent}",
        }
        answer = phone.post(
            f"/c/{cast.knitting_code}",
            data={"svar": "her", "key": key},
            headers=headers,
            environ_base={"REMOTE_ADDR": address},
        )
        assert answer.status_code == 303
        (ticket,) = phone.tickets().values()
        canaries |= forms_of(bytes.fromhex(key)) | {agent.encode(), address.encode()}
        canaries |= forms_of(bytes.fromhex(ticket.split(".")[1]))
        mine = f"/c/{cast.knitting_code}/besoeg"
        if number % 2:
            phone.post(mine, data={"take": cast.cooks}, headers=headers)
        if number % 3 == 0:
            phone.post(mine, data={"back": "1"}, headers=headers)
        if number % 7 == 0:
            phone.post(mine, data={"undo": "1"}, headers=headers)
    ane = viewer(db, 1)
    for _ in range(5):
        key = new_key()
        canaries |= forms_of(bytes.fromhex(key))
        adjustments.add_one(db, ane, cast.shop, key=key, now=clock())
    return canaries


@pytest.fixture
def folder(config, db) -> Path:
    """Where the database keeps its files."""
    if config.sqlite_path:
        return config.sqlite_path.parent
    with db.engine.connect() as connection:
        # Its log is next to the data.
        return Path(connection.scalar(text("SHOW data_directory"))).parent


def flush(database_kind, request):
    """Make PostgreSQL write its pages to their files."""
    if database_kind == "postgresql":
        server: postgres.Server = request.getfixturevalue("postgres_server")
        server.run("CHECKPOINT")


def analyse(db):
    """Make PostgreSQL gather its statistics now, as it does by itself from time to time."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def columns_known(db, *tables):
    """The columns of the tables about which PostgreSQL keeps statistics."""
    statement = text("SELECT tablename, attname FROM pg_stats WHERE tablename = ANY(:tables)")
    with db.engine.connect() as connection:
        return {tuple(row) for row in connection.execute(statement, {"tables": list(tables)})}


def test_it_leaves_nothing_of_the_day(app, db, cast, clock, folder, database_kind, caplog, request):
    caplog.set_level(logging.DEBUG)
    canaries = a_day_at_the_shop(app, db, cast, clock)
    values = stored_values(db)
    if database_kind == "postgresql":
        analyse(db)
        assert columns_known(db, "person")
        assert not columns_known(db, *EMPTIED)
    flush(database_kind, request)
    # The scan finds them while they exist; otherwise the rest would prove nothing.
    assert found_in(folder, values)

    clock.pass_(days=1)
    assert app.test_client().get(f"/c/{cast.shop_code}").status_code == 200
    flush(database_kind, request)

    # PostgreSQL's write-ahead log keeps what passed through it until its file is reused:
    # see docs/architecture.md. The other two are the databases every server starts with.
    skip = ("data/pg_wal/", "data/base/1/", "data/base/4/") if database_kind == "postgresql" else ()
    assert not found_in(folder, values | canaries, skip)
    assert not [secret for secret in values | canaries if secret in caplog.text.encode()]
    with db.reading() as session:
        assert not session.scalars(select(Visit)).all()
