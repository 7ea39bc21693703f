"""The name of somebody without access is removed after thirty days; what they wrote stays."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.domain.base.months import Quarter
from app.domain.days.corrections import CorrectionReason
from app.domain.logbook.logbook import Prompt
from app.models import Base, HandedIn, Person, SignIn
from app.services.days import corrections
from app.services.logbook import life, writing
from app.services.people import access
from app.services.people.former_members import remove_former_members
from app.services.people.own_data import PARTS
from config import Config
from tests.support.cast import ANE, BO, KIM, Cast
from tests.support.clock import Clock
from tests.support.people.joining import claimed, invited
from tests.support.viewers import viewer
from tests.support.visit import Visitor

NAME = "Ane Kanariefugl"
FORMER = "en tidligere vært"


@pytest.fixture
def wrote(app: Flask, db: Database, cast: Cast, clock: Clock) -> Quarter:
    """Ane has answered a prompt and corrected a day, and the logbook has been handed in."""
    with db.writing() as session:
        session.get_one(Person, ANE).name = NAME
    Visitor(app).sign_in(cast.ane)
    ane, kim = viewer(db, ANE), viewer(db, KIM)
    period = Quarter(2026, 4)
    clock.at("2027-01-10")
    writing.write(
        db, ane, cast.shop, period, Prompt.HAPPENED, text="Vi bagte.", seen=0, now=clock()
    )
    corrections.correct(
        db,
        ane,
        cast.shop,
        dt.date(2027, 1, 9),
        2,
        CorrectionReason.FORGOTTEN,
        key="ab" * 16,
        now=clock(),
    )
    life.hand_in(db, kim, cast.shop, period, now=clock())
    return period


def person(db: Database, person_id: int | None = ANE) -> Person:
    with db.reading() as session:
        return session.get_one(Person, person_id)


def test_it_removes_the_name_after_thirty_days(
    app: Flask, db: Database, cast: Cast, clock: Clock, wrote: Quarter, config: Config
) -> None:
    access.remove_member(db, viewer(db, KIM), cast.partnership, ANE, now=clock())
    clock.at("2027-02-08")
    assert remove_former_members(db, now=clock()) == 0
    assert person(db).name == NAME
    clock.at("2027-02-09")
    Visitor(app).get("/kode")  # Whoever comes by first.
    gone = person(db)
    assert (gone.name, gone.email, gone.password_hash) == (FORMER, None, "")
    assert gone.archived_on == dt.date(2027, 1, 10)
    if config.sqlite_path:
        for file in config.sqlite_path.parent.iterdir():
            assert b"Kanariefugl" not in file.read_bytes()
    assert remove_former_members(db, now=clock()) == 0

    kim = Visitor(app).sign_in(cast.kim)
    logbook = kim.get(f"/logbog/{cast.shop}/{wrote}").text
    assert f"Sidst skrevet af {FORMER}, 10. januar 2027" in logbook
    assert "afleveret 10. januar 2027 af Kim" in logbook
    report = kim.get(f"/rapporter?sted={cast.shop}&maaned=2027-01").text
    assert f"{FORMER}, 10. januar 2027" in report
    kim.post("/konto/sprog", language="en")
    assert "by a former host" in kim.get(f"/logbog/{cast.shop}/{wrote}").text


def test_it_keeps_a_name_that_somebody_with_access_has_too(
    db: Database, cast: Cast, clock: Clock, wrote: Quarter
) -> None:
    with db.writing() as session:
        session.get_one(Person, KIM).name = NAME
    access.remove_member(db, viewer(db, KIM), cast.partnership, ANE, now=clock())
    clock.at("2027-02-09")
    assert remove_former_members(db, now=clock()) == 1
    with db.reading() as session:
        [row] = session.scalars(select(HandedIn))
    content: Any = row.content
    assert NAME in {each["by"] for each in content["reflections"]}


def test_it_keeps_whoever_has_access_elsewhere(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    link = invited(Visitor(app).sign_in(cast.kim), cast.partnership, duty="reader")
    bo = Visitor(app).sign_in(cast.bo)
    bo.press(bo.get(link), "Tag imod invitationen")
    access.remove_member(db, viewer(db, KIM), cast.partnership, BO, now=clock())
    clock.pass_(days=300)
    assert remove_former_members(db, now=clock()) == 0
    assert person(db, BO).email == cast.bo


def test_it_removes_who_typed_a_name_and_never_joined(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    link = invited(Visitor(app).sign_in(cast.kim), cast.partnership, duty="reader")
    claimed(Visitor(app), link, "ida@example.dk")
    with db.reading() as session:
        never = session.scalar(select(Person.id).where(Person.email == "ida@example.dk"))
    clock.pass_(days=30)
    assert remove_former_members(db, now=clock()) == 0
    clock.pass_(days=60)
    assert remove_former_members(db, now=clock()) == 1
    assert person(db, never).name == FORMER


def test_it_is_said_where_somebody_is_removed(app: Flask, cast: Cast) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/{ANE}/fjern")
    assert "navn og adgangskode efter 30 dage" in page.text
    assert FORMER in page.text


def test_the_account_page_gives_everything_that_is_stored_about_its_person(
    app: Flask, db: Database, cast: Cast, clock: Clock, wrote: Quarter
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    link = [a for a in ane.get("/konto").all("a") if a.get("download") is not None]
    answer = ane.client.get(link[0].get("href"))
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    found = json.loads(answer.text)
    assert found["account"][0]["name"] == NAME
    assert found["account"][0]["email"] == cast.ane
    assert found["reflections"][0]["text"] == "Vi bagte."
    assert found["corrections"][0]["created_on"] == "2027-01-10"
    assert [one["begun_on"] for one in found["sessions"]] == ["2027-01-10"]
    assert found["names_of_venues"][str(cast.shop)]
    with db.reading() as session:
        secrets = [session.get_one(Person, ANE).password_hash]
        secrets += session.scalars(select(SignIn.token_hash))
    assert not [secret for secret in secrets if secret in answer.text]
    assert "kim@example.dk" not in answer.text


def test_the_file_has_every_table_that_names_a_person() -> None:
    columns = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    parts = {f"{each.class_.__tablename__}.{each.key}" for each in PARTS.values()}
    # The trail keeps a person's id and refers to no table, so that it outlasts what it is about.
    assert columns | {"audit_entry.person_id"} == parts - {"person.id"}
