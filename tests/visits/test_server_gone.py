"""PostgreSQL in trouble in the middle of a host's form: nothing is written by halves, what was
typed comes back, and it counts once when it goes out again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
import pytest
from flask import Flask

from app.db import Database
from app.services.board.todays_board import Board
from tests.support import postgres
from tests.support.cast import Cast
from tests.support.faults.storage import cut_at_commit, gone
from tests.support.host_forms import FORMS, GROUP, KEY, address, carried, wait
from tests.support.visit import Visitor

pytestmark = pytest.mark.skipif(not postgres.available(), reason="PostgreSQL is not installed")


@pytest.fixture
def database_url(postgres_server: postgres.Server) -> str:
    """Only a server can go away: SQLite has none."""
    return postgres_server.empty_database()


@pytest.mark.parametrize("rule", FORMS)
def test_a_connection_that_is_cut_writes_nothing_by_halves(
    ane: Visitor, cast: Cast, db: Database, rule: str
) -> None:
    path = address(rule, cast)
    with cut_at_commit(db):
        page = ane.post(path, status=503, **FORMS[rule])
    assert carried(page) == (path, FORMS[rule])
    wait(page)
    ane.press(page, "Send igen")


def test_what_was_cut_counts_once(
    ane: Visitor, cast: Cast, db: Database, board: Callable[[], Board]
) -> None:
    with cut_at_commit(db):
        page = ane.post(address(GROUP, cast), status=503, **FORMS[GROUP])
    assert board().total == 0
    for _ in range(3):
        ane.press(page, "Send igen")
    assert board().total == 8


def test_a_server_that_is_gone_loses_nothing_and_needs_no_restart(
    ane: Visitor,
    app: Flask,
    cast: Cast,
    board: Callable[[], Board],
    postgres_server: postgres.Server,
) -> None:
    board()  # A connection is open.
    phone, target = Visitor(app), f"/c/{cast.shop_code}"
    with gone(postgres_server):
        page = ane.post(address(GROUP, cast), status=503, **FORMS[GROUP])
        ane.get(f"/i-dag/{cast.shop}", status=503)
        ane.client.get(f"/i-dag/{cast.shop}/tal")
        asked = phone.post(target, status=503, svar="her", key=KEY)
    wait(page)
    assert "Sig det til en vært, så tæller værten dig med." in asked.text
    for _ in range(2):
        ane.press(page, "Send igen")
        phone.post(target, svar="her", key=KEY)
    assert board().total == 9


def test_it_waits_a_while_for_a_lock_and_not_for_ever(
    ane: Visitor,
    cast: Cast,
    db: Database,
    board: Callable[[], Board],
    postgres_server: postgres.Server,
) -> None:
    """The wait configured in the application itself, not shortened."""
    ane.post(f"/i-dag/{cast.shop}", do="plus", key="f" * 32)
    with psycopg.connect(postgres_server.url("tests").replace("+psycopg", "")) as other:
        other.execute("SELECT * FROM day FOR UPDATE")
        lifted = threading.Timer(0.3, other.rollback)
        lifted.start()
        ane.post(address(GROUP, cast), **FORMS[GROUP])
        lifted.join()
        assert board().total == 9
    with db.reading() as session:
        assert session.connection().exec_driver_sql("SHOW lock_timeout").scalar() == "5s"
