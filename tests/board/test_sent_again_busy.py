"""A host's form that a busy SQLite or PostgreSQL database could not save comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.db import Database
from app.services.board.todays_board import Board
from tests.support.cast import Cast
from tests.support.faults.storage import busy
from tests.support.host_forms import FORMS, GROUP, address, carried, wait
from tests.support.visit import Visitor


@pytest.mark.parametrize("rule", FORMS)
def test_a_busy_database_gives_back_what_was_typed(
    ane: Visitor, cast: Cast, db: Database, rule: str
) -> None:
    path = address(rule, cast)
    with busy(db):
        page = ane.post(path, status=503, **FORMS[rule])
    assert carried(page) == (path, FORMS[rule])
    wait(page)
    ane.press(page, "Send igen")


def test_a_database_that_answers_nothing_signs_nobody_out(
    ane: Visitor, cast: Cast, db: Database, board: Callable[[], Board]
) -> None:
    path = address(GROUP, cast)
    with busy(db, "EXCLUSIVE"):
        page = ane.post(path, status=503, **FORMS[GROUP])
        ane.get(f"/i-dag/{cast.shop}", status=503)
    ane.press(page, "Send igen")
    assert board().total == 8
