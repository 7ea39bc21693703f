"""What the page promises is what is saved, and what the page after it says."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Day, Venue
from app.services.imports import slices, undo
from tests.support.cast import Cast
from tests.support.centres import shape
from tests.support.clock import Clock
from tests.support.imported import visits
from tests.support.understood import CASES
from tests.support.visit import Page, Visitor, by_name

FIGURES = re.compile(r"([\d.]+ besøg, \d+ sted(?:er)?, [\d.]+ dage?)")


def send(person: Visitor, content: bytes, name: str) -> Page:
    return person.post("/partnerskab/1/tidligere", file=(io.BytesIO(content), name))


def figures(page: Page) -> str:
    [found] = FIGURES.findall(page.text)
    return str(found)


def save(person: Visitor, page: Page) -> Page:
    [button] = [b for b in page.all("button") if b.get("value") == "save"]
    return person.press(page, " ".join("".join(button.itertext()).split()))


@pytest.mark.parametrize("path", sorted(CASES.iterdir()), ids=lambda path: path.name[:2])
def test_it_saves_what_it_promises(kim: Visitor, db: Database, path: Path) -> None:
    page = send(kim, path.read_bytes(), path.name)
    promised = figures(page)
    if promised.startswith("0 besøg"):
        assert not [b for b in page.all("button") if b.get("value") == "save"]
        return
    saved = save(kim, page)
    assert figures(saved) == promised
    assert f"{visits(db):,}".replace(",", ".") == promised.split()[0]


@pytest.mark.parametrize("name", ["tidy", "original", "sheets", "wide"])
def test_it_saves_the_real_centres_to_the_person(kim: Visitor, db: Database, name: str) -> None:
    content, file_name = shape(name)
    saved = save(kim, send(kim, content, file_name))
    people = 0
    for line in shape("tidy")[0].decode().splitlines()[1:]:
        people += int(line.rsplit(",", 1)[1])
    assert visits(db) == people
    assert figures(saved) == figures(kim.get("/tidligere/1"))
    with db.reading() as session:
        assert "Phillips Community Center" in session.scalars(select(Venue.name)).all()


def test_undo_archives_the_venues_that_it_made_and_a_second_import_brings_them_back(
    kim: Visitor, db: Database
) -> None:
    content, file_name = shape("tidy")
    heading, *lines = content.splitlines()
    content = b"\n".join([heading, *lines[::3]])
    save(kim, send(kim, content, file_name))
    page = kim.press(kim.get("/tidligere/1/fortryd"), "Ja, tag det hele tilbage")
    assert "Stedet bliver" not in page.text
    with db.reading() as session:
        found = session.execute(select(Venue.name, Venue.archived_on).where(Venue.id > 2)).all()
        assert {archived for _name, archived in found} == {dt.date(2026, 11, 22)}
    assert visits(db) == 0
    saved = save(kim, send(kim, content, file_name))
    assert "3 steder" in figures(saved)
    with db.reading() as session:
        found = session.execute(select(Venue.name, Venue.archived_on).where(Venue.id > 2)).all()
        assert [archived for _name, archived in found] == [None] * 3


def test_a_day_of_an_earlier_import_is_replaced_and_comes_back(kim: Visitor, db: Database) -> None:
    one, two = (
        b"Dato;Antal\n2025-01-03;8\n2025-01-04;lukket\n",
        b"Dato;Antal\n2025-01-03;9\n2025-01-04;5\n",
    )
    save(kim, send(kim, one, "a.csv"))
    page = send(kim, two, "b.csv")
    assert "Dage, der er talt her i forvejen" in page.text
    page = kim.press(page, "Vis igen", **by_name({"replace-1-2025-01-03": "1"}))
    assert figures(page) == "9 besøg, 1 sted, 1 dag"
    page = kim.press(page, "Vis igen", replace="1")
    save(kim, page)
    assert visits(db) == 14
    kim.press(kim.get("/tidligere/2/fortryd"), "Ja, tag det hele tilbage")
    assert visits(db) == 8
    with db.reading() as session:
        assert session.get_one(Day, (1, dt.date(2025, 1, 4))).state == "closed"
    kim.press(kim.get("/tidligere/1/fortryd"), "Ja, tag det hele tilbage")
    assert visits(db) == 0


def test_undoing_the_first_of_two_keeps_what_the_second_replaced(
    kim: Visitor, db: Database
) -> None:
    save(kim, send(kim, b"Dato;Antal\n2025-01-03;8\n2025-01-04;7\n", "a.csv"))
    page = send(kim, b"Dato;Antal\n2025-01-03;9\n", "b.csv")
    save(kim, kim.press(page, "Vis igen", replace="1"))
    kim.press(kim.get("/tidligere/1/fortryd"), "Ja, tag det hele tilbage")
    assert visits(db) == 9
    kim.press(kim.get("/tidligere/2/fortryd"), "Ja, tag det hele tilbage")
    assert visits(db) == 0


def test_an_undo_that_was_cut_off_is_done_again(
    kim: Visitor, db: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(kim, send(kim, b"Dato;Antal\n2025-01-03;8\n2025-01-04;7\n2025-02-05;6\n", "a.csv"))
    page = send(kim, b"Dato;Antal\n2025-01-03;9\n2025-01-04;5\n", "b.csv")
    save(kim, kim.press(page, "Vis igen", replace="1"))
    assert visits(db) == 20

    monkeypatch.setattr(slices, "slice_of", lambda date: date)
    restore = undo._restore
    for import_id, days, then, left in ((2, 1, 19, 21), (1, 2, 6, 0)):
        calls = itertools.count()

        def cut_off(*args: Any, days: int = days, calls: Iterator[int] = calls) -> None:
            if next(calls) == days:
                raise InterruptedError
            restore(*args)

        with monkeypatch.context() as patch:
            patch.setattr(undo, "_restore", cut_off)
            with pytest.raises(InterruptedError):
                undo.undo(db, import_id, now=clock())
        assert visits(db) == then
        undo.undo(db, import_id, now=clock())
        assert visits(db) == left


def test_a_day_that_a_host_counted_cannot_be_replaced(kim: Visitor, cast: Cast) -> None:
    page = send(kim, b"Dato;Antal\n2026-11-22;9\n2026-11-21;9\n", "a.csv")
    assert "1: er ikke slut endnu" in page.text
    assert not page.all("select", name="replace")


def test_choices_outlive_a_session_and_the_file_goes_after_an_hour(
    app: Flask, kim: Visitor, cast: Cast, clock: Clock
) -> None:
    page = send(kim, b"Dato;R\xc3\xb8d;Bl\xc3\xa5\n2025-01-03;8;9\n", "a.csv")
    assert figures(page) == "0 besøg, 0 steder, 0 dage"
    page = kim.press(page, "Vis igen", **by_name({"0-counts": "add"}))
    address = page.response.request.full_path
    later = Visitor(app).sign_in(cast.kim)
    assert figures(later.get(address)) == "17 besøg, 1 sted, 1 dag"
    assert "a.csv" in later.get("/partnerskab/1/tidligere").text
    clock.pass_(minutes=61)
    assert "Vi gemmer den højst en time." in later.get(address).text
    assert "a.csv" not in later.get("/partnerskab/1/tidligere").text


def test_nobody_else_sees_the_file(app: Flask, kim: Visitor, cast: Cast) -> None:
    page = send(kim, b"Dato;Antal\n2025-01-03;8\n", "a.csv")
    address = page.response.request.full_path
    bo = Visitor(app).sign_in(cast.bo)
    bo.get(address, status=404)
    other = address.replace("/partnerskab/1/", f"/partnerskab/{cast.other_partnership}/")
    assert "Filen er her ikke mere" in bo.get(other).text


def test_it_saves_nothing_that_nobody_was_shown(kim: Visitor, db: Database) -> None:
    page = send(kim, b"Dato;Antal\n2025-01-03;8\n", "a.csv")
    page = kim.press(page, "Gem 1 dag", promised="1-9-1-1")
    assert "Tallene er ændret, siden du så dem." in page.text
    page = kim.press(page, "Gem 1 dag", **by_name({"0-c1": "unused"}))
    assert "Se tallene igennem med det, du har ændret" in page.text
    assert visits(db) == 0
    assert "Filen er slettet. Intet er gemt." in kim.press(page, "Slet filen").text


def test_the_names_of_a_list_of_persons_are_nowhere(kim: Visitor, db: Database) -> None:
    text = "Navn;3/9/2024;10/9/2024;17/9/2024\nAnna Ømand;1;1;\nBo Ømand;;1;1\n"
    page = send(kim, text.encode(), "a.csv")
    assert "Ømand" not in page.response.text
    assert figures(page) == "4 besøg, 1 sted, 3 dage"
    save(kim, page)
    with db.reading() as session:
        assert not [name for name in session.scalars(select(Venue.name)) if "Ømand" in name]


def test_what_is_left_out_is_a_file(kim: Visitor) -> None:
    page = send(kim, b"Dato;Antal\n2025-01-03;8\n1998-01-03;7\n2025-01-04;=1+1\n", "=a.csv")
    [link] = [a.get("href") for a in page.all("a") if "fil.csv" in a.get("href", "")]
    text = kim.client.get(link).get_data().decode("utf-8-sig")
    assert text.splitlines() == [
        "Ark;Række;Kolonne;Dato;Der står;Hvorfor ikke",
        "'=a;3;B;1998-01-03;7;før år 2000",
        "'=a;4;B;2025-01-04;'=1+1;en formel uden tal: ret den i regnearket, og gem filen igen",
    ]
