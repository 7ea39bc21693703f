"""Sessions end after a password change, when unused, and when too old."""

from __future__ import annotations

import json
import socket
import time

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import Database
from app.domain.people.access import Viewer
from app.models import ReadingKey, SignIn
from app.services.people import accounts, passwords, reading_keys, sessions
from app.services.people.tries import Tries
from tests.support.cast import KIM, PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.server import Server
from tests.support.visit import Visitor

NEW = "et helt nyt ord"


@pytest.fixture
def kim(db: Database, cast: Cast) -> Viewer:
    found = accounts.viewer(db, KIM)
    assert found
    return found


def cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie("heridag")
    return found.value if found else ""


def rows(db: Database) -> int:
    with db.reading() as session:
        return session.scalar(select(func.count()).select_from(SignIn)) or 0


class SlowForm:
    """A form whose last byte has not arrived yet."""

    def __init__(self, server: Server, path: str, token: str, **fields: str) -> None:
        # As a form with a file: any other is read before anything else (`one_form_at_a_time`).
        part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
        body = "".join([*(part.format(*each) for each in fields.items()), "--x--\r\n"]).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n"
            f"Sec-Fetch-Site: same-origin\r\nCookie: heridag={token}\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._socket = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self._socket.sendall(head.encode() + body[:-1])
        self._rest = body[-1:]

    def arrive(self) -> str:
        """Send the rest and return the response head."""
        with self._socket:
            self._socket.sendall(self._rest)
            answer = b""
            while received := self._socket.recv(65536):
                answer += received
        return answer.partition(b"\r\n\r\n")[0].decode()


def wait_for(statements: list[str], words: str) -> None:
    """Wait until the server has sent this query to the database."""
    ends = time.monotonic() + 60
    while not any(words in each for each in list(statements)):
        assert time.monotonic() < ends, words
        time.sleep(0.01)


def test_it_brings_back_no_session_that_ended_while_its_form_arrived(
    server: Server,
    db: Database,
    cast: Cast,
    kim: Viewer,
    app: Flask,
    clock: Clock,
    statements: list[str],
) -> None:
    stolen = cookie(Visitor(app).sign_in(cast.kim))
    statements.clear()
    path = f"/partnerskab/{cast.partnership}/personer/1"
    form = SlowForm(server, path, stolen, name="Ane Marie", duty="host", venues=str(cast.shop))
    wait_for(statements, "FROM person JOIN membership")
    accounts.change_password(db, Tries(), kim, PASSWORD, NEW, now=clock())
    others = rows(db)
    answer = form.arrive()
    assert answer.startswith("HTTP/1.1 303"), answer  # The request came in time …
    assert rows(db) == others  # … and leaves no session behind.
    assert "heridag=;" in answer
    assert "heridag=" not in answer.replace("heridag=;", "")
    thief = Visitor(app)
    thief.client.set_cookie("heridag", stolen)
    assert thief.get("/konto").h1 == "Log ind"


def test_it_begins_no_session_with_a_password_that_was_changed_meanwhile(
    db: Database, kim: Viewer, clock: Clock
) -> None:
    proof = accounts.prove(db, "kim@example.dk", PASSWORD)
    accounts.change_password(db, Tries(), kim, PASSWORD, NEW, now=clock())
    with pytest.raises(accounts.SignInRefused), db.writing() as session:
        accounts.proven(session, proof)


def test_it_ends_a_session_after_thirty_idle_days(app: Flask, cast: Cast, clock: Clock) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    for _time in range(3):
        clock.pass_(days=29)
        assert ane.get("/konto").h1 == "Konto"
    clock.pass_(days=30)
    assert ane.get("/konto").h1 == "Log ind"


def test_it_ends_a_session_after_half_a_year_however_much_it_is_used(
    app: Flask, cast: Cast, clock: Clock, db: Database
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    stolen = cookie(ane)
    for _time in range(179):
        clock.pass_(days=1)
        ane.post("/konto/sprog", language="da")
    assert ane.get("/konto").h1 == "Konto"
    clock.pass_(days=1)
    assert ane.get("/konto").h1 == "Log ind"
    ane.client.set_cookie("heridag", stolen)
    assert ane.get("/konto").h1 == "Log ind"
    Visitor(app).sign_in(cast.lis)  # The next sign-in clears expired ones.
    assert rows(db) == 1


def test_it_notes_a_use_once_a_day(
    app: Flask, cast: Cast, clock: Clock, statements: list[str]
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    clock.pass_(days=1)
    statements.clear()
    ane.get("/konto")
    ane.get("/konto")
    assert len([each for each in statements if each.startswith("UPDATE sign_in")]) == 1


def test_it_gives_no_cookie_to_a_member_of_staff_who_looks_at_a_poster(
    app: Flask, cast: Cast, clock: Clock
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    clock.pass_(days=1)
    ane.get(f"/c/{cast.shop_code}")  # Fails if a participant's page sets one.


def test_it_keeps_no_finer_time_than_a_date(app: Flask, cast: Cast, db: Database) -> None:
    Visitor(app).sign_in(cast.ane)
    with db.reading() as session:
        [row] = session.scalars(select(SignIn))
        assert str(row.begun_on) == str(row.used_on) == "2026-11-22"


def test_it_keeps_nothing_of_an_address_or_a_browser(app: Flask, cast: Cast, db: Database) -> None:
    def kept_of(address: str, browser: str) -> dict[str, object]:
        visitor = Visitor(app)
        headers = {"X-Forwarded-For": address, "User-Agent": browser}
        fields = {"email": cast.ane, "password": PASSWORD}
        visitor.client.post("/log-ind", data=fields, headers=headers)
        with db.writing() as session:
            [row] = session.scalars(select(SignIn))
            session.delete(row)
            data: dict[str, object] = json.loads(row.data)
        return data

    first = kept_of("203.0.113.7", "Firefox")
    assert first["_user_id"] == "1"
    assert first == kept_of("198.51.100.9", "Lynx")
    # What is the same for both is not derived from either.
    assert set(first) == {"_user_id", "_fresh", "_id", "brief"}
    assert first["brief"] is True
    assert first["_id"] is None


def key(db: Database, viewer: Viewer, clock: Clock) -> str:
    token = sessions.begin_session(db, viewer.person_id, now=clock())
    return reading_keys.make_key(db, viewer, token, now=clock())


def test_a_reading_key_ends_with_a_new_password(db: Database, kim: Viewer, clock: Clock) -> None:
    first = key(db, kim, clock)
    assert reading_keys.viewer_of(db, first, now=clock()) == kim
    accounts.change_password(db, Tries(), kim, PASSWORD, NEW, now=clock())
    assert reading_keys.viewer_of(db, first, now=clock()) is None
    second = key(db, kim, clock)
    passwords.renew_password(db, kim, KIM)
    assert reading_keys.viewer_of(db, second, now=clock()) is None
    with db.reading() as session:
        assert session.scalars(select(ReadingKey)).all() == []


def test_a_reading_key_is_not_made_by_a_session_that_was_ended(
    db: Database, kim: Viewer, clock: Clock
) -> None:
    stolen = sessions.begin_session(db, KIM, now=clock())
    accounts.change_password(db, Tries(), kim, PASSWORD, NEW, now=clock())
    with pytest.raises(sessions.SessionEnded):
        reading_keys.make_key(db, kim, stolen, now=clock())


def test_a_reading_key_lives_a_year(app: Flask, db: Database, kim: Viewer, clock: Clock) -> None:
    made = key(db, kim, clock)
    clock.at("2027-11-21")
    assert reading_keys.viewer_of(db, made, now=clock()) == kim
    page = Visitor(app).sign_in("kim@example.dk").get("/konto/noegle")
    assert "til og med 21. november 2027" in page.text
    clock.at("2027-11-22")
    assert reading_keys.viewer_of(db, made, now=clock()) is None
