"""A long file says how far it is while it is read and while it is saved, and can be stopped."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.imports.rows import ImportedCount
from app.domain.people.access import Viewer
from app.models import EarlierImport, ImportedDay, Person, Venue
from app.services.imports import imports, readings, saving, take, undo, uploads
from app.services.imports.readings import READINGS
from app.services.imports.saving import SAVINGS, Saving
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.imported import visits
from tests.support.understood import workbook
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, by_name

KIM = "kim@example.dk"
FIRST = dt.date(2020, 1, 1)
DAYS = [f"{FIRST + dt.timedelta(days=n)};{n % 50}" for n in range(600)]
FILE = "\n".join(["Dato;Antal", *DAYS]).encode()
LONG = b"Dato;Antal;Note\n" + b"".join(
    b"2025-01-%02d;1;%d\n" % (n % 28 + 1, n) for n in range(60_000)
)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page waits."""
    monkeypatch.setattr(readings, "WAIT", 0.0)
    monkeypatch.setattr(saving, "WAIT", 0.0)


def send(person: Visitor, content: bytes, name: str = "tal.csv") -> Page:
    return person.post("/partnerskab/1/tidligere", file=(io.BytesIO(content), name))


def kim_of(db: Database) -> Viewer:
    with db.reading() as session:
        person = session.scalars(select(Person).where(Person.email == KIM)).one()
    return viewer(db, person.id)


def imports_of(db: Database) -> int:
    return len(imports.imports(db, kim_of(db), 1))


def address_of(db: Database) -> str:
    [path] = uploads.folder_of(db).glob("*.json")
    return f"/partnerskab/1/tidligere/fil?fil={path.stem}"


def test_a_file_that_takes_a_while_says_so_and_goes_on(
    kim: Visitor, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "WAIT", 0.0)
    page = send(kim, LONG)
    assert page.h1 == "Vi læser filen"
    assert "Filen bliver åbnet." in page.text
    assert 'http-equiv="refresh"' in page.response.text
    again = kim.get(address_of(db))
    assert again.h1 == "Vi læser filen"
    monkeypatch.setattr(readings, "WAIT", 120.0)
    page = kim.get(address_of(db))
    assert page.h1 == "Sådan læser vi filen"
    assert "I filen er der 120.000 tal" in page.text
    [token] = READINGS._running
    assert uploads.kept(db, token).load("progress")[1] == 60_001


def test_stopping_ends_the_reading_and_deletes_all_of_it(
    kim: Visitor, db: Database, hasty: None
) -> None:
    page = send(kim, LONG)
    [(_key, process)] = READINGS._running.values()
    assert process.poll() is None
    page = kim.press(page, "Stop, og slet filen")
    assert "Filen er slettet. Intet er gemt." in page.text
    assert process.poll() is not None
    assert list(uploads.folder_of(db).iterdir()) == []


def test_a_file_that_turns_out_to_be_none_is_deleted(
    kim: Visitor, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "WAIT", 0.0)
    page = send(kim, LONG + b"2025-01-03;8;290200-1234\n")
    assert page.h1 == "Vi læser filen"
    monkeypatch.setattr(readings, "WAIT", 120.0)
    page = kim.get(address_of(db))
    assert "Række 60002, kolonne C: Her står noget, der ligner et CPR-nummer." in page.text
    assert "290200" not in page.response.text
    assert list(uploads.folder_of(db).iterdir()) == []


def test_what_was_understood_is_as_old_as_the_file(kim: Visitor, db: Database) -> None:
    send(kim, FILE)
    ages = {path.stat().st_mtime for path in uploads.folder_of(db).iterdir()}
    assert len(ages) == 1


def test_a_choice_of_a_venue_does_not_read_the_sheets_again(kim: Visitor, db: Database) -> None:
    page = send(kim, FILE)
    [token] = READINGS._running
    before = uploads.kept(db, token).path("columns").stat().st_ino
    page = kim.press(page, "Vis igen", **by_name({"0-place": "skip"}))
    assert "600: stedet er ikke taget med" in page.text
    assert uploads.kept(db, token).path("columns").stat().st_ino == before
    kim.press(page, "Vis igen", **by_name({"0-c1": "unused"}))
    assert uploads.kept(db, token).path("columns").stat().st_ino != before


def test_a_choice_on_one_sheet_reads_that_sheet_alone(kim: Visitor, db: Database) -> None:
    many = [[FIRST + dt.timedelta(days=n), 1] for n in range(600)]
    asked: list[list[object]] = [["Dato", "Rød", "Blå"], [FIRST, 2, 3]]
    page = send(kim, workbook(Laden=[["Dato", "Antal"], *many], Huset=asked), "a.xlsx")
    [token] = READINGS._running
    kept = uploads.kept(db, token)
    kept.path("progress").unlink()
    page = kim.press(page, "Vis igen", **by_name({"1-counts": "add"}))
    assert kept.load("progress") == (600 + 3, 601 + 2)  # It began where the second sheet does.
    assert "602 kommer med: 605 besøg, 2 steder, 601 dage" in page.text


def test_a_day_counted_meanwhile_changes_what_is_promised(kim: Visitor, db: Database) -> None:
    page = send(kim, FILE)
    other = send(kim, b"Dato;Antal\n2020-01-05;9\n")
    kim.press(other, "Gem 1 dag")
    page = kim.press(page, "Gem 600 dage")
    assert "Tallene er ændret, siden du så dem." in page.text
    assert "1: er talt her i forvejen" in page.text
    assert visits(db) == 9


def test_saving_goes_on_and_says_how_far_it_is(kim: Visitor, db: Database) -> None:
    page, go_on = held(kim, db, FILE)
    assert page.h1 == "Vi gemmer dagene"
    assert "60 af 600 dage er gemt" in page.text
    assert "60 af 600 dage er gemt" in kim.get("/partnerskab/1/tidligere").text
    go_on.set()
    SAVINGS.of_import(1).over.wait()  # type: ignore[union-attr]
    page = kim.get("/tidligere/1")
    assert page.h1 == "Hentet ind"
    assert "Her står nu: 14.700 besøg, 1 sted, 600 dage" in page.text
    assert visits(db) == sum(n % 50 for n in range(600)) == 14_700


def test_saving_is_stopped_and_taken_back(kim: Visitor, db: Database) -> None:
    page, go_on = held(kim, db, FILE)
    assert visits(db) > 0
    threading.Timer(0.1, go_on.set).start()  # After the press, which waits for it.
    kim.press(page, "Stop, og tag tilbage")
    assert visits(db) == 0
    with db.reading() as session:
        assert session.get_one(EarlierImport, 1).finished_at is None
        assert session.get_one(EarlierImport, 1).taken_back_at is not None
        assert set(session.scalars(select(ImportedDay.is_undone))) == {True}
        assert session.scalar(select(func.count(ImportedDay.service_date))) < 600  # type: ignore[operator]


def test_an_import_that_nobody_saves_any_more_is_said_to_be_cut_off(
    kim: Visitor, db: Database
) -> None:
    page, go_on = held(kim, db, FILE)
    running, SAVINGS._running = SAVINGS._running, {}  # As after a restart.
    try:
        assert "Det blev afbrudt, så ikke alt er gemt." in kim.get("/tidligere/1").text
        page = kim.press(kim.get("/tidligere/1/fortryd"), "Ja, tag det hele tilbage")
        assert "Alt fra den import er taget tilbage." in page.text
    finally:
        SAVINGS._running = running
    # What is still being written elsewhere ends by itself.
    over = SAVINGS.of_import(1).over  # type: ignore[union-attr]
    go_on.set()
    over.wait()
    assert visits(db) == 0


def test_days_that_another_server_saves_during_an_undo_are_taken_back_too(
    kim: Visitor, db: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _page, go_on = held(kim, db, FILE)
    over = SAVINGS.of_import(1).over  # type: ignore[union-attr]
    here, writing = threading.get_ident(), db.writing

    @contextlib.contextmanager
    def with_others_between(*, in_bulk: bool = False) -> Iterator[Session]:
        """The undo's first slice is one of the two months that were saved when it began."""
        with writing(in_bulk=in_bulk) as session:
            yield session
        if threading.get_ident() == here and not go_on.is_set():
            go_on.set()
            over.wait()

    monkeypatch.setattr(db, "writing", with_others_between)
    undo.undo(db, 1, now=clock())
    assert visits(db) == 0
    with db.reading() as session:
        assert session.scalars(select(ImportedDay.is_undone)).all() == [True] * 600


def test_a_second_click_finds_the_first(kim: Visitor, db: Database) -> None:
    page = send(kim, FILE)
    fields: dict[str, Any] = {name: page.field(name) for name in ("fil", "promised")} | {
        "act": "save"
    }
    kim.press(page, "Gem 600 dage")
    assert kim.post("/partnerskab/1/tidligere/fil", **fields).h1 == "Hentet ind"
    assert imports_of(db) == 1


def test_a_click_before_the_file_knows_of_its_import_finds_it(kim: Visitor, db: Database) -> None:
    page = send(kim, FILE)
    fields: dict[str, Any] = {name: page.field(name) for name in ("fil", "promised")} | {
        "act": "save"
    }
    _page, go_on = held(kim, db, FILE, str(fields["fil"]))
    over = SAVINGS.of_import(1).over  # type: ignore[union-attr]
    threading.Timer(0.1, go_on.set).start()  # After the press, which waits for it.
    assert kim.post("/partnerskab/1/tidligere/fil", **fields).h1 == "Hentet ind"
    over.wait()
    assert visits(db) == 14_700


def test_two_clicks_at_once_save_once(app: Flask, cast: Cast, db: Database) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    page = send(kim, FILE)
    fields: dict[str, Any] = {name: page.field(name) for name in ("fil", "promised")} | {
        "act": "save"
    }
    people = [Visitor(app).sign_in(cast.kim) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(one.post, "/partnerskab/1/tidligere/fil", **fields) for one in people]
        # Whoever comes between its first month and its last sees how far it is.
        assert {one.result().h1 for one in sent} <= {"Hentet ind", "Vi gemmer dagene"}
    if running := SAVINGS.of_import(1):
        running.over.wait()
    assert kim.post("/partnerskab/1/tidligere/fil", **fields).h1 == "Hentet ind"
    assert imports_of(db) == 1
    assert visits(db) == 14_700


def held(
    kim: Visitor, db: Database, content: bytes, token: str = "held"
) -> tuple[Page, threading.Event]:
    """An import that waits after its second month until the event is set."""
    go_on, clock = threading.Event(), dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    with db.reading() as session:
        name = session.get_one(Venue, 1).name
    days = [
        ImportedCount(name, FIRST + dt.timedelta(days=n), n % 50)
        for n in range(content.count(b"\n"))
    ]

    def work(one: Saving) -> None:
        def step(import_id: int, done: int, of: int) -> None:
            if done < 31 + 29:
                return
            one.step(import_id, done, of)
            go_on.wait()
            one.step(import_id, done, of)

        take.take(db, kim_of(db), 1, days, {name: 1}, now=clock, step=step)

    wait, saving.WAIT = saving.WAIT, 0.0
    try:
        SAVINGS.save(token, work)
    finally:
        saving.WAIT = wait
    return kim.get("/tidligere/1"), go_on
