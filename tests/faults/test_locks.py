"""Somebody else holds a lock for a while. A press waits or is refused for now, and counts once."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from app.db import Database
from app.models import Venue, Visit
from tests.support.cast import Cast
from tests.support.faults.effort import rounds
from tests.support.faults.locks import foreign_lock
from tests.support.faults.sending import QUEUE, TAKEN, Sent, check_in, insist
from tests.support.faults.storage import hurried
from tests.support.server import Answer, Server, serving

LONGEST = 0.05
"""Seconds that a lock is held, unless it outlasts everybody."""


@pytest.fixture
def server(app: Flask, db: Database, cast: Cast) -> Iterator[Server]:
    with db.writing() as session:
        session.execute(update(Venue).values(minute_cap=0, daily_cap=1_000_000))
    with serving(app) as running:
        yield running


def counted(db: Database) -> int:
    with db.reading() as session:
        return session.scalars(select(func.count()).select_from(Visit)).one()


def test_a_press_under_a_foreign_lock_counts_once(
    server: Server, db: Database, cast: Cast, chance: random.Random
) -> None:
    presses = [check_in(chance, cast.shop_code)]
    insist(server.port, presses)
    for _lock in range(rounds(4)):
        new = [check_in(chance, cast.shop_code, cast.repair_code) for _ in range(3)]
        again = chance.sample(presses, chance.randint(0, 1))
        outlasts, held_for = chance.random() < 0.5, chance.random() * LONGEST
        if outlasts:
            with hurried(db), foreign_lock(db, chance):
                answers = press_all(server, new + again)
                assert all(answer.status == QUEUE for answer in answers)
                assert all("Prøv igen om lidt." in answer.text for answer in answers)
            assert counted(db) == len(presses)
        else:
            with ThreadPoolExecutor(1) as thread:
                with foreign_lock(db, chance):
                    waiting = thread.submit(press_all, server, new + again)
                    time.sleep(held_for)
                assert {answer.status for answer in waiting.result()} <= {TAKEN, QUEUE}
        presses += new
        chance.shuffle(again := new + again)
        insist(server.port, again)
        assert counted(db) == len(presses)


def press_all(server: Server, sent: list[Sent]) -> list[Answer]:
    """Send each, all at once."""
    with ThreadPoolExecutor(len(sent)) as threads:
        return list(
            threads.map(lambda one: server.post(one.path, one.cookie, **dict(one.fields)), sent)
        )
