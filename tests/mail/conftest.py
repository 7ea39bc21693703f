"""An application that has a mail server."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from app.db import Database
from app.domain.mail.kinds import MailKind
from app.services.mail import outbox, transport
from app.web.mail.sending import Sent, send_what_waits
from config import Config
from tests.support.clock import Clock
from tests.support.post_office import PostOffice, post_office, with_mail
from tests.support.visit import Visitor


@pytest.fixture(scope="module")
def one_office() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture
def office(one_office: PostOffice) -> PostOffice:
    """The mail server, as if nothing had been sent to it."""
    one_office.caught.clear()
    one_office.receivers.clear()
    one_office.to_rcpt = one_office.to_data = ""
    return one_office


@pytest.fixture
def config(config: Config, office: PostOffice) -> Config:
    """Settings with the mail server."""
    return with_mail(config, office)


@pytest.fixture
def send(app: Flask) -> Callable[[], Sent]:
    """Sends what waits, as the server does every few seconds."""

    def sent() -> Sent:
        with app.app_context():
            return send_what_waits()

    return sent


@pytest.fixture
def elsewhere(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets the application have another mail server, which is `changes` to the settings."""

    def moved(**changes: Any) -> None:
        state = app.extensions["her_i_dag"]
        moved_to = dataclasses.replace(state.config, **changes)
        monkeypatch.setitem(
            app.extensions, "her_i_dag", dataclasses.replace(state, config=moved_to)
        )

    return moved


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A silent server is given up soon."""
    monkeypatch.setattr(transport, "PATIENCE", 0.2)


@pytest.fixture
def waiting(db: Database) -> Callable[[], outbox.OutboxState]:
    """What the doctor knows of the outbox."""
    return lambda: outbox.outbox_state(db)


@pytest.fixture
def put(db: Database, clock: Clock) -> Callable[..., None]:
    """Puts a mail to the operator in the outbox."""

    def to_operator(words: str | None = "Look at this.", **more: Any) -> None:
        with db.writing() as session:
            outbox.put(session, MailKind.UPKEEP, now=clock(), about={"wrong": [words]}, **more)

    return to_operator


@pytest.fixture
def signed_in(app: Flask, send: Callable[[], Sent], office: PostOffice) -> Callable[[str], Visitor]:
    """Signs somebody in, and throws away the mail that tells them so."""

    def somebody(email: str) -> Visitor:
        found = Visitor(app).sign_in(email)
        send()
        office.caught.clear()
        office.receivers.clear()
        return found

    return somebody
