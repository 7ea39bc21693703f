"""A sender that is killed loses no package, and sends it twice only where nobody could know."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.db import Database
from app.models import Mail
from app.services.mail.outbox import CLAIMED_FOR
from app.web.mail.sending import Sent
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.post_office import PostOffice, with_mail
from tests.support.source import ROOT
from tests.support.visit import Visitor

# The sender, in a process killed by SIGKILL just before its commit with this number.
KILLED = """
import datetime as dt, itertools, os, signal, sys
from sqlalchemy import Engine, event
from app import create_app
from app.web.mail.sending import send_what_waits
from config import Config

url, host_url, port, now, last = sys.argv[1:]
now = dt.datetime.fromisoformat(now)
config = Config(
    database_url=url, base_url=host_url, smtp_host="127.0.0.1", smtp_port=int(port),
    smtp_security="none", mail_from="heridag@example.dk",
)
app = create_app(config, lambda: now)
numbers = itertools.count(1)

def die(*_):
    if next(numbers) == int(last):
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(Engine, "commit", die)
with app.app_context():
    send_what_waits()
"""
PUT, CLAIMED, NOTED = 1, 2, 3
"""The commits of a sender that finds one package due: it is put in the outbox, claimed, and noted
as sent once the mail server has it."""


@pytest.fixture
def config(config: Config, office: PostOffice) -> Config:
    """Without mails to the operator, who would be told of more."""
    return dataclasses.replace(with_mail(config, office), operator_mail=None)


@pytest.mark.parametrize(("last", "times"), [(PUT, 1), (CLAIMED, 1), (NOTED, 2)])
def test_a_package_survives_a_kill(
    signed_in: Callable[[str], Visitor],
    cast: Cast,
    clock: Clock,
    db: Database,
    config: Config,
    office: PostOffice,
    send: Callable[[], Sent],
    last: int,
    times: int,
) -> None:
    """The third kill is between the mail server's answer and our note of it, where the mail may
    come twice (docs/decisions/0042-mail-by-an-outbox.md).
    """
    kim = signed_in(cast.kim)
    kim.press(kim.get("/konto/rapporten"), "Gem", wanted="month")
    send()
    office.caught.clear()
    clock.at("2026-12-08", 13)
    db.close()
    given = config.database_url, config.base_url, str(config.smtp_port), clock().isoformat()
    died = subprocess.run(
        [sys.executable, "-c", KILLED, *given, str(last)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert len(office.caught) == times - 1
    clock.pass_(seconds=CLAIMED_FOR.total_seconds() + 1)
    send()
    send()
    subjects = [str(mail["Subject"]) for mail in office.caught]
    assert subjects == ["Landsbyen: rapporten for november 2026"] * times
    with db.reading() as session:
        assert session.scalar(select(func.count()).where(Mail.sent_at.is_(None))) == 0
