"""A running day with thirty phones and a host, and every value that could give one of them away."""

from __future__ import annotations

import secrets

from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.domain.visits.idempotency_key import new_key
from app.models import DayKey, Tap, Visit
from app.services.board import adjustments
from tests.support.bytes_on_disk import forms_of
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer
from tests.support.visit import Visitor


def stored_values(db: Database) -> set[bytes]:
    """The random values kept while the day runs: its keys, its visits' ids, its taps."""
    with db.reading() as session:
        keys = list(session.scalars(select(DayKey.key)))
        ids = [bytes.fromhex(i) for i in session.scalars(select(Visit.id))]
        ids += [bytes.fromhex(i) for i in session.scalars(select(Tap.key_mac))]
    assert len(keys) == 1
    assert len(ids) > 20
    return set().union(*(forms_of(value) for value in (*keys, *ids)))


def a_day_at_the_shop(app: Flask, db: Database, cast: Cast, clock: Clock) -> set[bytes]:
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
