"""Promises of the privacy page that no other test covers; docs/privacy.md lists them all."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Base, Visit
from tests.support.cast import Cast
from tests.support.visit import Visitor

AGENT, ADDRESS, SPOKEN = "Kanariefugl/7.25", "203.0.113.77", "so-SO"


def counted(app: Flask, cast: Cast, answer: str = "her") -> list[str]:
    """A phone with its own name, address and language, after checking in; returns its secrets."""
    phone = Visitor(app)
    target = f"/c/{cast.knitting_code}"
    key = phone.get(target).field("key")
    phone.client.post(
        target,
        data={"svar": answer, "key": key},
        headers={"User-Agent": AGENT, "Accept-Language": SPOKEN},
        environ_overrides={"REMOTE_ADDR": ADDRESS},
    )
    (ticket,) = phone.client.tickets().values()
    token = ticket.split(".")[1]
    phone.post(f"{target}/besoeg", take=str(cast.cooks))
    phone.post(f"{target}/besoeg", idea="1")
    return [key, token]


def test_it_keeps_nothing_of_the_phone_while_the_day_runs(
    app: Flask, db: Database, cast: Cast
) -> None:
    secrets = counted(app, cast)
    with db.reading() as session:
        kept = [
            value if isinstance(value, bytes) else str(value).encode()
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
            for value in row
        ]
    assert any(cast.knitting_code.encode() in value for value in kept), "it looked at every table"
    for canary in (AGENT, ADDRESS, SPOKEN, *secrets):
        found = [value for value in kept if canary.encode() in value]
        assert not found, canary
    for secret in secrets:
        assert not [value for value in kept if bytes.fromhex(secret) in value]


def test_it_shows_the_host_numbers_and_nothing_of_a_visit(
    app: Flask, db: Database, cast: Cast
) -> None:
    secrets = counted(app, cast) + counted(app, cast, "bare")
    page = Visitor(app).sign_in(cast.ane).get(f"/i-dag/{cast.shop}")
    assert "2 har en idé" in page.text
    shown = page.response.text
    with db.reading() as session:
        ids = [visit.id for visit in session.scalars(select(Visit))]
    names = [one.hex() if isinstance(one, bytes) else str(one) for one in ids]
    assert len(names) == 2
    for canary in (*names, *secrets, AGENT, ADDRESS):
        assert canary not in shown
