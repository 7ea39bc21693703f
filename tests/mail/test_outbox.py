"""A mail is put in the outbox with what it tells of, and sent once."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.domain.mail.kinds import MailKind
from app.domain.mail.retries import KEPT, PAUSES, next_try
from app.models import Mail
from app.services.mail import outbox
from app.services.mail.outbox import CLAIMED_FOR
from app.web.mail.sending import Sent
from tests.support.clock import Clock
from tests.support.post_office import PostOffice, text_in


def rows(db: Database) -> Sequence[Mail]:
    with db.reading() as session:
        return session.scalars(select(Mail).order_by(Mail.id)).all()


def test_it_is_sent_once_and_leaves_no_address(
    put: Callable[..., None], send: Callable[[], Sent], office: PostOffice, db: Database
) -> None:
    put(address="drift@example.dk")
    assert (send().taken, send().taken) == (1, 0)
    assert office.receivers == ["drift@example.dk"]
    assert "Look at this." in text_in(office.caught[0])
    assert not rows(db)


def test_what_may_be_told_once_is_remembered_without_its_address(
    put: Callable[..., None],
    send: Callable[[], Sent],
    office: PostOffice,
    db: Database,
    clock: Clock,
) -> None:
    for _time in range(2):
        put(once="this", address="drift@example.dk")
        send()
    assert len(office.caught) == 1
    [row] = rows(db)
    assert (row.address, row.next_at, row.answer) == (None, None, None)
    clock.pass_(days=61)
    send()
    assert not rows(db)


def test_nothing_is_left_of_a_change_that_did_not_happen(
    db: Database,
    clock: Clock,
    put: Callable[..., None],
    send: Callable[[], Sent],
    office: PostOffice,
) -> None:
    class ChangeRefused(Exception):
        pass

    def change() -> None:
        with db.writing() as session:
            outbox.put(session, MailKind.UPKEEP, now=clock(), about={"wrong": []})
            session.flush()
            raise ChangeRefused

    with pytest.raises(ChangeRefused):
        change()
    assert send().taken == 0


def test_two_processes_share_the_work(
    put: Callable[..., None], office: PostOffice, app: Flask, db: Database, clock: Clock
) -> None:
    for number in range(12):
        put(f"Number {number}.")
    found: list[int] = []
    claim = threading.Barrier(4)

    def work() -> None:
        claim.wait()
        while mail := outbox.claim_next(db, now=clock()):
            found.append(mail.id)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(found) == [row.id for row in rows(db)]


def test_a_process_that_died_holds_a_mail_up_for_a_while(
    put: Callable[..., None],
    send: Callable[[], Sent],
    office: PostOffice,
    db: Database,
    clock: Clock,
) -> None:
    put()
    dead = outbox.claim_next(db, now=clock())
    assert dead is not None
    assert send().taken == 0
    clock.pass_(minutes=CLAIMED_FOR.total_seconds() / 60)
    assert send().taken == 1
    # If it was only slow, what it has to say comes too late.
    put()
    outbox.failed(db, dead, "late", for_good=True, to="", now=clock())
    outbox.sent(db, dead, now=clock())
    outbox.dropped(db, dead)
    assert [row.failed_at for row in rows(db)] == [None]


def test_the_pauses_grow_for_some_days_and_end() -> None:
    assert list(PAUSES) == sorted(PAUSES)
    assert dt.timedelta(days=3) < sum(PAUSES, dt.timedelta()) < dt.timedelta(days=5)
    now = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    assert next_try(1, now) == now + PAUSES[0]
    assert next_try(len(PAUSES) + 1, now) is None


def test_one_that_cannot_be_delivered_is_forgotten_in_the_end(
    put: Callable[..., None],
    send: Callable[[], Sent],
    office: PostOffice,
    db: Database,
    clock: Clock,
) -> None:
    office.to_rcpt = "550 no such user"
    put()
    send()
    clock.pass_(days=KEPT.days - 1)
    assert (send().not_taken, len(rows(db))) == (0, 1)
    clock.pass_(days=2)
    send()
    assert not rows(db)
