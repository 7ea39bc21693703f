"""Passwords are stored as hashes that are slow to guess, whatever the tests use."""

from __future__ import annotations

import importlib.util

import pytest
from flask import Flask
from werkzeug.security import generate_password_hash

from app.db import Database
from app.models import Person
from app.services.people import password_hash
from app.services.people.signing_in import device_token
from tests.support.cast import PASSWORD, Cast
from tests.support.source import name, python_files
from tests.support.visit import Page, Visitor


def test_it_keeps_a_password_as_a_heavy_hash() -> None:
    spec = importlib.util.spec_from_file_location("passwords", str(password_hash.__file__))
    assert spec and spec.loader
    as_it_is = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(as_it_is)
    assert as_it_is.slow_hash("tre tilfældige ord").startswith("scrypt:32768:8:3$")


OLD = generate_password_hash(PASSWORD, method="scrypt:32768:8:1")


@pytest.fixture
def kim(db: Database, cast: Cast) -> str:
    """Somebody whose password was hashed long ago."""
    with db.writing() as session:
        session.query(Person).filter_by(email=cast.kim).one().password_hash = OLD
    return cast.kim


def hash_of(db: Database, email: str) -> str:
    with db.reading() as session:
        found: str = session.query(Person.password_hash).filter_by(email=email).scalar()
        return found


def test_signing_in_makes_an_old_hash_anew(app: Flask, db: Database, kim: str) -> None:
    Visitor(app).post("/log-ind", email=kim, password="forkert adgangskode", status=400)
    assert hash_of(db, kim) == OLD
    browser = Visitor(app).sign_in(kim)
    renewed = hash_of(db, kim)
    assert renewed.startswith(f"{password_hash.METHOD}$")
    assert browser.get("/konto").h1 == "Konto"
    Visitor(app).sign_in(kim)
    assert hash_of(db, kim) == renewed, "once"


def test_a_form_that_was_kept_is_given_back_first(
    app: Flask, db: Database, cast: Cast, kim: str
) -> None:
    """Its owner is known by the old hash."""
    browser = Visitor(app)
    page = browser.post("/log-ind", email=kim, password=PASSWORD)
    with db.writing() as session:
        session.query(Person).filter_by(email=kim).one().password_hash = OLD
    device = device_token(db, 2)
    browser.client.set_cookie("kendt", device)
    browser.client.delete_cookie("heridag")
    answer = browser.client.post(
        f"/i-dag/{cast.shop}/ord", data={"text": "Vi bagte."}, headers={"Accept": "text/html"}
    )
    page = browser.press(Page(answer, "/"), "Log ind", email=kim, password=PASSWORD)
    assert "Vi bagte." in page.text
    assert hash_of(db, kim) == OLD


def test_a_wrong_password_is_as_much_work_for_an_old_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is added: one and two are three."""
    made: list[int] = []

    def counted(password: bytes, *, salt: bytes, n: int, r: int, p: int, maxmem: int) -> bytes:
        made.append(n * r * p)
        return b""

    monkeypatch.setattr("hashlib.scrypt", counted)
    for stored in (OLD, "scrypt:32768:8:3$salt$00"):
        made.clear()
        password_hash.is_right("forkert adgangskode", stored)
        assert sum(made) == 3 * 32768 * 8


def test_it_hashes_in_one_place() -> None:
    venues = [name(p) for p in python_files("app") if "generate_password_hash" in p.read_text()]
    assert venues == ["app/services/people/password_hash.py"]
