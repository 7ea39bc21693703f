"""After a day is closed, none of its random values remains in any byte of the data folder."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Visit
from app.services.days.closing import EMPTIED
from tests.support.bytes_on_disk import SKIP, analyse, columns_known, flush, found_in
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.day_at_the_shop import a_day_at_the_shop, stored_values


def test_it_leaves_nothing_of_the_day(
    app: Flask,
    db: Database,
    cast: Cast,
    clock: Clock,
    folder: Path,
    database_kind: str,
    caplog: pytest.LogCaptureFixture,
    request: pytest.FixtureRequest,
) -> None:
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

    assert not found_in(folder, values | canaries, SKIP[database_kind])
    assert not [secret for secret in values | canaries if secret in caplog.text.encode()]
    with db.reading() as session:
        assert not session.scalars(select(Visit)).all()
