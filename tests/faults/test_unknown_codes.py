"""Unknown codes in a row, as when somebody tries them all: ten thousand under `make faults`.

They cost no more than known ones, nothing is kept of them in the database or in memory, and nobody
is kept out because of them.
"""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.domain.venues.changing_code import CHANGING_LENGTH
from app.domain.venues.codes import ALPHABET, LONGEST
from app.models import Base
from tests.support.cast import Cast
from tests.support.faults.effort import rounds
from tests.support.faults.sending import new_key
from tests.support.visit import Visitor

STRANGE = ("ÆØÅ", "😀", "0" * 300, "'--", "%00", "..", "a b")
A_FEW = 100
"""So many are asked for first: then every page has been compiled and every statement prepared."""


def unknown(chance: random.Random) -> str:
    """A code that nobody was given, as printed or as nobody prints them."""
    if chance.random() < 0.2:
        return chance.choice(STRANGE) + new_key(chance)
    # Every code of the cast has a letter among its first three.
    return "000" + "".join(chance.choices(ALPHABET, k=chance.randint(3, LONGEST - 3)))


@pytest.fixture
def ask(app: Flask, chance: random.Random) -> Callable[[int], None]:
    """Ask for unknown codes as pages, presses and typed codes, all from one address."""
    client = app.test_client()

    def go(times: int) -> None:
        for _ in range(times):
            code = unknown(chance)
            match chance.randrange(4):
                case 0:
                    form = {"svar": "her", "key": new_key(chance)}
                    answer = client.post(f"/c/{code}", data=form)
                case 1:
                    answer = client.get("/kode", query_string={"kode": code})
                case 2:
                    answer = client.get(f"/c/{code}/besoeg")
                case _:
                    answer = client.get(f"/c/{code}")
            # One that is as long as a screen's changing code may have been one.
            changing = len(code) == CHANGING_LENGTH
            assert answer.status_code == (410 if changing else 404), code
            assert "Set-Cookie" not in answer.headers
            said = "Koden på skærmen skifter" if changing else "Vi kender ikke koden"
            assert said in answer.text, (code, answer.request.path)
            answer.close()

    return go


def everything(db: Database) -> Any:
    with db.reading() as session:
        return {
            table.name: session.execute(select(table)).all()
            for table in Base.metadata.sorted_tables
        }


def blocks() -> int:
    """How many pieces of memory are in use: a remembered code is at least one."""
    gc.collect()
    return sys.getallocatedblocks()


@pytest.mark.database("sqlite")
def test_unknown_codes_leave_nothing_and_keep_nobody_out(
    ask: Callable[[int], None], app: Flask, db: Database, cast: Cast
) -> None:
    ask(A_FEW)
    rows, before = everything(db), blocks()
    more = rounds(500)
    ask(more)
    assert blocks() - before < more / 2
    assert everything(db) == rows
    phone = Visitor(app)
    phone.press(phone.get(f"/c/{cast.shop_code}"), "Jeg er her")
    Visitor(app).sign_in(cast.ane).get(f"/i-dag/{cast.shop}")


def test_an_unknown_code_asks_little_of_the_database(
    ask: Callable[[int], None], app: Flask, cast: Cast, statements: list[str]
) -> None:
    Visitor(app).get(f"/c/{cast.shop_code}")  # Closing the days comes once a minute.
    for _ in range(A_FEW):
        statements.clear()
        ask(1)
        # The code, once more for its grace, and the changing codes of screens.
        assert len(statements) <= 3
