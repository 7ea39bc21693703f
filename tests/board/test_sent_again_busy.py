"""A host's form that a busy SQLite or PostgreSQL database could not save comes back."""

from __future__ import annotations

import pytest

from app.services.board import todays_board
from tests.board.test_sent_again import FORMS, GROUP, address, carried, wait
from tests.support.faults import busy
from tests.support.viewers import viewer
from tests.support.visit import Visitor


@pytest.fixture
def ane(app, cast):
    return Visitor(app).sign_in(cast.ane)


@pytest.fixture
def board(db, cast, clock):
    return lambda: todays_board.board(db, viewer(db, 1), cast.shop, now=clock())


@pytest.mark.parametrize("rule", FORMS)
def test_a_busy_database_gives_back_what_was_typed(ane, cast, db, rule):
    path = address(rule, cast)
    with busy(db):
        page = ane.post(path, status=503, **FORMS[rule])
    assert carried(page) == (path, FORMS[rule])
    wait(page)
    ane.press(page, "Send igen")


def test_a_database_that_answers_nothing_signs_nobody_out(ane, cast, db, board):
    path = address(GROUP, cast)
    with busy(db, "EXCLUSIVE"):
        page = ane.post(path, status=503, **FORMS[GROUP])
        ane.get(f"/i-dag/{cast.shop}", status=503)
    ane.press(page, "Send igen")
    assert board().total == 8
