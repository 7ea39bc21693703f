"""An application that has a mail server."""

from __future__ import annotations

import dataclasses

import pytest

from app.domain.mail.kinds import MailKind
from app.services.mail import outbox, transport
from app.web.mail.sending import send_what_waits
from tests.support.post_office import post_office, with_mail
from tests.support.visit import Visitor


@pytest.fixture(scope="module")
def one_office():
    with post_office() as office:
        yield office


@pytest.fixture
def office(one_office):
    """The mail server, as if nothing had been sent to it."""
    one_office.caught.clear()
    one_office.receivers.clear()
    one_office.to_rcpt = one_office.to_data = ""
    return one_office


@pytest.fixture
def config(config, office):
    """Settings with the mail server."""
    return with_mail(config, office)


@pytest.fixture
def send(app):
    """Sends what waits, as the server does every few seconds."""

    def sent():
        with app.app_context():
            return send_what_waits()

    return sent


@pytest.fixture
def elsewhere(app, monkeypatch):
    """Lets the application have another mail server, which is `changes` to the settings."""

    def moved(**changes):
        state = app.extensions["her_i_dag"]
        moved_to = dataclasses.replace(state.config, **changes)
        monkeypatch.setitem(
            app.extensions, "her_i_dag", dataclasses.replace(state, config=moved_to)
        )

    return moved


@pytest.fixture
def impatient(monkeypatch):
    """A silent server is given up soon."""
    monkeypatch.setattr(transport, "PATIENCE", 0.2)


@pytest.fixture
def waiting(db):
    """What the doctor knows of the outbox."""
    return lambda: outbox.outbox_state(db)


@pytest.fixture
def put(db, clock):
    """Puts a mail to the operator in the outbox."""

    def to_operator(words="Look at this.", **more):
        with db.writing() as session:
            outbox.put(session, MailKind.UPKEEP, now=clock(), about={"wrong": [words]}, **more)

    return to_operator


@pytest.fixture
def signed_in(app, send, office):
    """Signs somebody in, and throws away the mail that tells them so."""

    def somebody(email):
        found = Visitor(app).sign_in(email)
        send()
        office.caught.clear()
        office.receivers.clear()
        return found

    return somebody
