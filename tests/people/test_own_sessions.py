"""Sessions on the account page: by a name and dates, ended one by one or all at once."""

from __future__ import annotations

import contextlib
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import SignIn
from app.services.people import own_sessions, sessions
from app.services.people.sessions import SessionEnded
from tests.support import viewers
from tests.support.cast import ANE, Cast
from tests.support.clock import Clock
from tests.support.visit import Page, Visitor, text_of


def marks(visitor: Visitor) -> list[str]:
    """The session marks on somebody's account page: this one first."""
    links = [a.get("href", "") for a in visitor.get("/konto").all("a")]
    return [link.partition("?mark=")[2] for link in links if "/konto/logget-ind" in link]


def listed(visitor: Visitor) -> list[str]:
    [section] = visitor.get("/konto").all("section", aria_labelledby="signed-in")
    return [text_of(item) for item in section.iter("li")]


def name(visitor: Visitor, mark: str, text: str, **more: Any) -> Page:
    page = visitor.get(f"/konto/logget-ind?mark={mark}")
    return visitor.press(page, "Gem", name=text, **more)


def test_it_lists_each_by_its_name_and_dates(app: Flask, cast: Cast, clock: Clock) -> None:
    old = Visitor(app).sign_in(cast.ane)
    name(old, marks(old)[0], "Kontorets computer")
    clock.pass_(days=2)
    [this, other] = listed(Visitor(app).sign_in(cast.ane))
    assert "Uden navn · den, du bruger nu" in this
    assert "Logget ind 24. november 2026, sidst brugt 24. november 2026" in this
    assert "Kontorets computer Logget ind 22. november 2026, sidst brugt 22. november 2026" in other
    assert "den, du bruger nu" not in other


def test_it_lists_none_that_has_expired(app: Flask, cast: Cast, clock: Clock, ane: Visitor) -> None:
    clock.pass_(days=29)
    here = Visitor(app).sign_in(cast.ane)
    assert len(listed(here)) == 2
    clock.pass_(days=1)
    assert len(listed(here)) == 1


def test_a_name_is_changed_and_taken_away(ane: Visitor) -> None:
    page = name(ane, "", "Min telefon")  # Without a mark it is this one.
    assert "Navnet er gemt." in page.text
    assert "Min telefon" in listed(ane)[0]
    page = ane.get(f"/konto/logget-ind?mark={marks(ane)[0]}")
    assert page.field("name") == "Min telefon"
    ane.press(page, "Gem", name="")
    assert "Uden navn" in listed(ane)[0]


@pytest.mark.parametrize(
    ("text", "words"), [("Hos 241270-1234", "CPR-nummer"), ("x" * 41, "Brug højst 40 tegn")]
)
def test_it_takes_no_cpr_number_and_nothing_too_long(
    ane: Visitor, db: Database, text: str, words: str
) -> None:
    page = name(ane, "", text, status=400)
    assert words in page.text
    assert "241270-1234" not in page.response.text
    with db.reading() as session:
        assert session.scalars(select(SignIn.name)).all() == [None]


def test_it_ends_one_and_leaves_the_rest(app: Flask, cast: Cast, ane: Visitor) -> None:
    here, there = Visitor(app).sign_in(cast.ane), Visitor(app).sign_in(cast.ane)
    name(there, "", "Min telefon")
    page = here.press(here.get("/konto"), "Log ud der: Min telefon")
    assert "Du er logget ud der." in page.text
    assert there.get("/konto").h1 == "Log ind"
    assert ane.get("/konto").h1 == "Konto"


def test_it_ends_all_others_of_this_person_alone(app: Flask, cast: Cast, ane: Visitor) -> None:
    others = [Visitor(app).sign_in(cast.ane) for _ in range(2)]
    kim = Visitor(app).sign_in(cast.kim)
    page = ane.press(ane.get("/konto"), "Log ud alle andre steder")
    assert "Du er logget ud alle andre steder." in page.text
    assert [other.get("/konto").h1 for other in others] == ["Log ind"] * 2
    assert kim.get("/konto").h1 == "Konto"
    assert "Log ud alle andre steder" not in ane.get("/konto").text


def test_a_session_that_was_ended_meanwhile_ends_no_other(
    app: Flask, cast: Cast, db: Database, ane: Visitor
) -> None:
    stolen = Visitor(app).sign_in(cast.ane).client.kept()["heridag"]
    viewer = viewers.viewer(db, ANE)
    ane.press(ane.get("/konto"), "Log ud alle andre steder")
    with pytest.raises(SessionEnded):
        own_sessions.sign_out_of_others(db, viewer, stolen)
    with pytest.raises(SessionEnded):
        own_sessions.sign_out_of(db, viewer, stolen, marks(ane)[0])
    assert ane.get("/konto").h1 == "Konto"


def test_of_many_that_end_the_others_at_once_one_is_left(
    cast: Cast, db: Database, clock: Clock
) -> None:
    viewer = viewers.viewer(db, ANE)
    tokens = [sessions.begin_session(db, ANE, now=clock()) for _ in range(8)]

    def ends_the_others(token: str) -> None:
        with contextlib.suppress(SessionEnded):
            own_sessions.sign_out_of_others(db, viewer, token)

    with ThreadPoolExecutor(len(tokens)) as threads:
        list(threads.map(ends_the_others, tokens))
    assert [bool(sessions.open_session(db, each, now=clock())) for each in tokens].count(True) == 1


def test_ending_this_one_signs_out(ane: Visitor) -> None:
    ane.post("/konto/logget-ind/log-ud", mark=marks(ane)[0])
    assert ane.get("/konto").h1 == "Log ind"


def test_somebody_elses_is_like_a_missing_one(app: Flask, cast: Cast, ane: Visitor) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    name(ane, "", "Min telefon")
    assert "Min telefon" not in kim.get("/konto").text
    anes, missing = marks(ane)[0], "0" * 32
    for path in ("/konto/logget-ind", "/konto/logget-ind/log-ud"):
        theirs = kim.post(path, status=404, mark=anes, name="Kims")
        assert theirs.response.text == kim.post(path, status=404, mark=missing).response.text
    hidden, gone = (
        kim.get(f"/konto/logget-ind?mark={mark}", status=404).response.text.replace(mark, "")
        for mark in (anes, missing)
    )
    assert hidden == gone
    assert "Min telefon" in listed(ane)[0]


def test_the_page_has_nothing_that_opens_the_session(db: Database, ane: Visitor) -> None:
    cookie = ane.client.kept()["heridag"]
    with db.reading() as session:
        [stored] = session.scalars(select(SignIn.token_hash))
    page = ane.get("/konto").response.text
    assert marks(ane)[0] in page
    assert cookie not in page
    assert stored not in page
    ane.client.set_cookie("heridag", marks(ane)[0])
    assert ane.get("/konto").h1 == "Log ind"


def test_it_knows_a_name_and_dates_and_nothing_else(ane: Visitor, db: Database) -> None:
    name(ane, "", "Min telefon")
    found = json.loads(ane.client.get("/konto/oplysninger").text)["sessions"]
    assert found == [
        {
            "person_id": ANE,
            "begun_on": "2026-11-22",
            "used_on": "2026-11-22",
            "name": "Min telefon",
        }
    ]
    with db.reading() as session:
        [row] = session.scalars(select(SignIn))
        assert "Min telefon" not in row.data
    assert {column.name for column in SignIn.__table__.columns} == {
        *("token_hash", "person_id", "data"),
        *("begun_on", "used_on", "name"),
    }
