"""A mail server that hangs, refuses or is gone: nothing is lost, and the doctor says so."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from app.db import Database
from app.services.mail.outbox import OutboxState
from app.web.mail.sending import MailTimer, Sent
from config import Config
from tests.support.clock import Clock
from tests.support.installation import Installation
from tests.support.post_office import PostOffice, free_port, silent_server

ADDRESS = "ida.hansen@example.dk"


@pytest.fixture
def doctor(config: Config, clock: Clock, db: Database) -> Iterator[Callable[[], str]]:
    """What the doctor says about mail."""
    here = Installation(config, clock)

    def says() -> str:
        said = here.app.test_cli_runner().invoke(args=["doctor"]).output
        lines = said.replace("\n         ", " -> ").splitlines()
        return next(line for line in lines if " mail: " in line)

    yield says
    here.db.close()


def arrives_after(office: PostOffice, send: Callable[[], Sent], clock: Clock, **pause: Any) -> None:
    office.to_rcpt = office.to_data = ""
    assert send().taken == 0, "not before its turn"
    clock.pass_(**pause)
    assert send().taken == 1
    assert len(office.caught) == 1


def test_it_has_nothing_to_say_where_all_is_well(
    doctor: Callable[[], str], send: Callable[[], Sent]
) -> None:
    assert doctor() == "OK       mail: none waits"


def test_a_server_that_is_gone(
    put: Callable[..., None],
    elsewhere: Callable[..., None],
    send: Callable[[], Sent],
    doctor: Callable[[], str],
    waiting: Callable[[], OutboxState],
    office: PostOffice,
    clock: Clock,
) -> None:
    put()
    elsewhere(smtp_port=free_port())
    assert send().not_taken == 1
    assert doctor().startswith(
        "FAULT    mail: 1 wait since 2026-11-22 at 12:00 UTC: ConnectionRefusedError:"
    )
    elsewhere(smtp_port=office.port)
    arrives_after(office, send, clock, minutes=1)
    assert doctor() == "OK       mail: none waits"


def test_a_server_that_hangs(
    put: Callable[..., None],
    elsewhere: Callable[..., None],
    send: Callable[[], Sent],
    doctor: Callable[[], str],
    office: PostOffice,
    clock: Clock,
    impatient: None,
) -> None:
    put()
    with silent_server() as port:
        elsewhere(smtp_port=port)
        assert send().not_taken == 1
    assert "1 wait since 2026-11-22 at 12:00 UTC: SMTPServerDisconnected: " in doctor()
    elsewhere(smtp_port=office.port)
    arrives_after(office, send, clock, minutes=1)


@pytest.mark.parametrize("at", ["to_rcpt", "to_data"])
def test_a_server_that_is_busy(
    put: Callable[..., None],
    send: Callable[[], Sent],
    doctor: Callable[[], str],
    office: PostOffice,
    clock: Clock,
    at: str,
) -> None:
    put()
    setattr(office, at, "451 4.7.1 come back later")
    assert send().not_taken == 1
    clock.pass_(minutes=1)
    assert send().not_taken == 1
    assert "1 wait since 2026-11-22 at 12:00 UTC: 451 4.7.1 come back later" in doctor()
    arrives_after(office, send, clock, minutes=5)


def test_it_gives_up_after_some_days(
    put: Callable[..., None],
    send: Callable[[], Sent],
    doctor: Callable[[], str],
    office: PostOffice,
    clock: Clock,
    waiting: Callable[[], OutboxState],
) -> None:
    put()
    office.to_rcpt = "451 greylisted"
    for _day in range(40):
        send()
        clock.pass_(hours=6)
    assert (waiting().waiting, waiting().failed) == (0, 1)
    assert doctor().startswith("WARNING  mail: 1 could not be delivered: 451 greylisted")


def test_an_address_that_there_is_not(
    put: Callable[..., None],
    send: Callable[[], Sent],
    doctor: Callable[[], str],
    office: PostOffice,
    clock: Clock,
    waiting: Callable[[], OutboxState],
) -> None:
    put()
    office.to_rcpt = (
        "550 5.1.1 <{address}>: drift is unknown here, see https://example.dk/{address}"
    )
    assert send().not_taken == 1
    office.to_rcpt = ""
    clock.pass_(days=1)
    assert send().taken == 0, "it is not tried for ever"
    said = doctor()
    assert said.startswith("WARNING  mail: 1 could not be delivered: 550 5.1.1 … … is unknown here")
    assert "drift" not in said
    assert "://" not in said


def test_a_sender_that_is_refused_is_a_setting_to_mend(
    put: Callable[..., None],
    elsewhere: Callable[..., None],
    send: Callable[[], Sent],
    doctor: Callable[[], str],
    office: PostOffice,
    clock: Clock,
) -> None:
    """No mail can be sent, so none is given up: it is no fault of theirs."""
    put()
    elsewhere(smtp_user="heridag", smtp_password="x")
    assert send().not_taken == 1
    assert "FAULT    mail: 1 wait since" in doctor()
    elsewhere(smtp_user=None, smtp_password=None)
    arrives_after(office, send, clock, minutes=1)


def test_a_mail_that_cannot_be_written_holds_up_no_other(
    put: Callable[..., None],
    send: Callable[[], Sent],
    office: PostOffice,
    caplog: pytest.LogCaptureFixture,
    clock: Clock,
) -> None:
    put(None)
    put("This one.")
    assert (send().taken, len(office.caught)) == (1, 1)
    assert "A mail could not be written: upkeep" in caplog.text


def test_it_logs_no_address(
    put: Callable[..., None],
    send: Callable[[], Sent],
    office: PostOffice,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    office.to_rcpt = "550 {address}"
    put(ADDRESS)
    put(None)
    send()
    ours = [each.getMessage() for each in caplog.records if each.name != "mail.log"]
    assert ours
    assert not [said for said in ours if "example.dk" in said or "hansen" in said]


def test_the_running_server_sends_by_itself(
    app: Flask, put: Callable[..., None], office: PostOffice
) -> None:
    put()
    timer = MailTimer(app)
    timer.start()
    end = time.monotonic() + 60
    while not office.caught and time.monotonic() < end:
        time.sleep(0.01)
    timer.stop(timeout=10)
    assert len(office.caught) == 1
