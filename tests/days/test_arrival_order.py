"""What somebody with the database's files can see of a running day: the order of its visits.

The privacy page says so. If a database ever hides it, that sentence can go.
"""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.db import Database
from app.domain.visits.idempotency_key import new_key
from app.models import Visit
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock


@pytest.fixture
def arrived(app: Flask, db: Database, cast: Cast) -> list[str]:
    """The ids of twelve visits, in the order in which they were made."""
    made: list[str] = []
    for _ in range(12):
        form = {"svar": "bare", "key": new_key()}
        assert app.test_client().post(f"/c/{cast.shop_code}", data=form).status_code == 303
        with db.reading() as session:
            made += set(session.scalars(select(Visit.id))) - set(made)
    assert sorted(made) != made
    return made


def test_the_files_show_it_until_the_day_is_closed(
    arrived: list[str], db: Database, config: Config, clock: Clock, app: Flask
) -> None:
    assert order_in_files(db, config) == arrived
    clock.pass_(days=1)
    assert app.test_client().get("/").status_code == 200
    assert order_in_files(db, config) == []


def order_in_files(db: Database, config: Config) -> list[str]:
    """The ids of the visits in the order that the files give away."""
    with db.reading() as session:
        if not config.sqlite_path:
            # The number of the transaction that wrote the row.
            statement = text("SELECT id FROM visit ORDER BY CAST(CAST(xmin AS text) AS bigint)")
            return list(session.scalars(statement))
        ids = list(session.scalars(select(Visit.id)))
    # A page is filled from its end.
    content = config.sqlite_path.read_bytes()
    return sorted(ids, key=lambda each: content.index(each.encode()), reverse=True)
