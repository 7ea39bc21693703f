"""An open board costs next to nothing: one read by keys, as long as nothing is new."""

import datetime as dt
import re

import pytest
from sqlalchemy import event

from app.models import HostVenue, Person, SignIn
from tests.visit import Visitor


@pytest.fixture
def ane(app, cast):
    return Visitor(app).sign_in(cast.ane)


@pytest.fixture
def statements(db):
    """What is asked of the database from here on."""
    said = []

    def note(_connection, _cursor, statement, *_more):
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield said
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def path(cast):
    return f"/i-dag/{cast.shop}/tal"


def ask(visitor, path, tag=None):
    return visitor.client.get(path, headers={"If-None-Match": tag} if tag else {})


def reads(statements):
    return [s for s in statements if not re.match(r"BEGIN|COMMIT|ROLLBACK|PRAGMA|SET|SHOW", s)]


def test_an_unchanged_board_is_one_read_by_keys(ane, path, statements, db):
    tag = ask(ane, path).headers["ETag"]
    ane.post(path.removesuffix("/tal"), key="ab" * 16, do="plus")
    new = ask(ane, path, tag)
    assert new.status_code == 200
    statements.clear()
    assert ask(ane, path, new.headers["ETag"]).status_code == 304
    (read,) = reads(statements)
    assert not re.search(r"\bvisit\b|participation", read)
    if db.is_sqlite:
        with db.engine.connect() as connection:
            blank = re.sub(r"\?", "'1'", read)
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {blank}").all()
        assert plan
        assert not [step for step in plan if "SCAN" in str(step)], plan


def test_the_houses_phone_asks_as_cheaply(ane, app, path, cast, statements):
    page = ane.press(ane.get(f"/i-dag/{cast.shop}/tavler"), "Brug den her telefon")
    assert page.h1 == "Genbrugsbutikken"
    tag = ask(ane, path).headers["ETag"]
    statements.clear()
    assert ask(ane, path, tag).status_code == 304
    assert len(reads(statements)) == 1


@pytest.mark.parametrize("what", ["signed out", "no host", "archived", "ended", "stranger"])
def test_it_tells_nothing_to_whom_may_no_longer_ask(ane, app, path, cast, db, clock, what):
    tag = ask(ane, path).headers["ETag"]
    assert ask(ane, path, tag).status_code == 304
    with db.writing() as session:
        if what == "no host":
            session.delete(session.get_one(HostVenue, (1, cast.shop)))
        if what == "archived":
            session.get_one(Person, 1).archived_on = clock().date()
        if what == "ended":
            session.query(SignIn).update({SignIn.ends_at: clock() - dt.timedelta(days=1)})
    if what == "signed out":
        ane.client.delete_cookie("heridag")
    asks = Visitor(app) if what == "stranger" else ane
    assert ask(asks, path, tag).status_code == (404 if what == "no host" else 303)


def test_it_shows_the_new_day_when_it_comes(ane, path, clock):
    ane.post(path.removesuffix("/tal"), key="ab" * 16, do="plus")
    tag = ask(ane, path).headers["ETag"]
    clock.at("2026-11-23", 5)
    answer = ask(ane, path, tag)
    assert answer.status_code == 200
    assert 'data-day="2026-11-23"' in answer.text


@pytest.mark.parametrize("tag", ['"x"', '"1-2026-11-22"', '"1-0-0-da"', '"9-2026-11-22-0-da"'])
def test_it_answers_an_odd_question_in_full(ane, path, tag):
    assert ask(ane, path, tag).status_code == 200
