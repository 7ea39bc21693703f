"""Large reports: read from a copy, and their files made by a process of its own."""

from __future__ import annotations

import datetime as dt
import io
import sys
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event
from werkzeug.test import TestResponse

from app.db import Database
from app.web.reports import apart
from tests.support.cast import Cast
from tests.support.closed_days import close, visits
from tests.support.faults.storage import no_room
from tests.support.visit import Visitor

DATE = dt.date(2026, 9, 3)


@pytest.fixture(autouse=True)
def all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LARGE", 1)
    monkeypatch.setattr(apart, "COPIED", 10**9)


@dataclass(frozen=True)
class Making:
    """As many packages being made as may be at once, for somebody who asks for more."""

    kim: Visitor
    path: str
    begun: list[TestResponse]


@pytest.fixture
def making(db: Database, cast: Cast, visit: Visitor) -> Making:
    close(db, cast.shop, DATE, visits(30))
    kim = visit.sign_in(cast.kim)
    path = f"/rapporter/p{cast.partnership}/2026-k3.zip"
    return Making(kim, path, [kim.client.get(path, buffered=False) for _ in range(apart.AT_ONCE)])


def content(data: bytes) -> object:
    """The files in a package or workbook, or the file itself."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: content(package.read(name)) for name in package.namelist()}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "pdf", "docx", "json", "txt", "zip"])
def test_a_file_made_apart_is_the_same(
    db: Database, cast: Cast, visit: Visitor, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    close(db, cast.shop, DATE, visits(30, cast.knitting))
    kim = visit.sign_in(cast.kim)
    path = f"/rapporter/p{cast.partnership}/2026-k3.{ending}"
    made_apart = kim.client.get(path)
    monkeypatch.setattr(apart, "LARGE", 1_000)
    monkeypatch.setattr(apart, "HEAVY", ())
    here = kim.client.get(path)
    assert content(made_apart.data) == content(here.data)
    for name in ("Content-Type", "Content-Disposition", "Package-Files"):
        assert made_apart.headers.get(name) == here.headers.get(name)
    assert made_apart.content_length is None, "it was not made apart"


def test_it_is_in_the_language_of_the_viewer(db: Database, cast: Cast, visit: Visitor) -> None:
    close(db, cast.shop, DATE, visits(30))
    kim = visit.sign_in(cast.kim)
    kim.client.get("/?sprog=en")
    text = kim.client.get(f"/rapporter/{cast.shop}/2026-k3.csv?sprog=en").text
    assert "Visits" in text


def test_nobody_gets_what_is_not_theirs(cast: Cast, visit: Visitor) -> None:
    kim = visit.sign_in(cast.kim)
    assert kim.client.get("/rapporter/p9999/2026.csv").status_code == 404
    assert kim.client.get(f"/rapporter/{cast.cafe}/2026.csv").status_code == 404


def test_two_are_made_at_once_and_a_third_is_told_to_wait(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "WAIT", 0.0)
    kim, path, begun = making.kim, making.path, making.begun
    refused = kim.client.get(path)
    assert refused.status_code == 503
    assert "Prøv igen om lidt" in refused.text
    # Somebody who goes away makes room, and what they asked for ends.
    begun[0].close()
    assert kim.client.get(path).status_code == 200
    whole = b"".join(begun[1].iter_encoded())
    begun[1].close()
    assert content(whole) == content(kim.client.get(path).data)


def test_a_third_gets_its_file_once_somebody_goes_away(
    making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "WAIT", 120.0)
    threading.Timer(0.2, making.begun[0].close).start()
    assert making.kim.client.get(making.path).status_code == 200
    making.begun[1].close()


@pytest.mark.parametrize("ending", sorted(apart.HEAVY))
def test_word_and_packages_are_made_apart_however_small(
    db: Database, cast: Cast, visit: Visitor, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(apart, "LARGE", 1_000)
    kim = visit.sign_in(cast.kim)
    made = kim.client.get(f"/rapporter/{cast.shop}/2026-09.{ending}")
    assert made.status_code == 200
    assert made.content_length is None


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("large", "copied", "is_copied"), [(1, 10**9, True), (1_000, 10**9, False), (1, 1, False)]
)
def test_the_page_of_a_large_report_is_read_from_a_copy_if_that_is_quicker(
    db: Database,
    cast: Cast,
    visit: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    large: int,
    copied: int,
    is_copied: bool,
) -> None:
    close(db, cast.shop, DATE, visits(30))
    monkeypatch.setattr(apart, "LARGE", large)
    monkeypatch.setattr(apart, "COPIED", copied)
    kim = visit.sign_in(cast.kim)
    read: set[bool] = set()

    def note(connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if "FROM month_count" in statement:
            read.add(connection.engine is not db.engine)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        page = kim.get(f"/rapporter?sted={cast.shop}&maaned=2026-09")
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert "30" in page.text
    assert (True in read) is is_copied


@pytest.mark.database("sqlite")
def test_without_room_for_a_copy_the_page_is_shown_all_the_same(
    db: Database, cast: Cast, visit: Visitor
) -> None:
    close(db, cast.shop, DATE, visits(30))
    kim = visit.sign_in(cast.kim)
    with no_room():
        page = kim.get(f"/rapporter?sted={cast.shop}&maaned=2026-09")
    assert page.response.status_code == 200


@pytest.mark.database("sqlite")
def test_without_room_for_the_copy_it_says_so(cast: Cast, visit: Visitor) -> None:
    kim = visit.sign_in(cast.kim)
    path = f"/rapporter/p{cast.partnership}/2026-k3.csv"
    with no_room():
        assert kim.client.get(path).status_code == 507
    assert kim.client.get(path).status_code == 200


def test_a_process_that_fails_at_once_gives_its_place_back(
    cast: Cast, visit: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    kim = visit.sign_in(cast.kim)
    path = f"/rapporter/p{cast.partnership}/2026-k3.csv"
    with monkeypatch.context() as broken:
        broken.setattr(sys, "executable", "/bin/false")
        for _ in range(apart.AT_ONCE + 1):
            assert kim.client.get(path).status_code == 500  # And not 503, once two have failed.
    assert kim.client.get(path).status_code == 200


def test_a_process_that_is_stopped_with_the_server_is_no_fault(
    cast: Cast, visit: Visitor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kim = visit.sign_in(cast.kim)
    stopped = tmp_path / "stopped"
    stopped.write_text("#!/bin/sh\nkill -TERM $$\n")
    stopped.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(stopped))
    answer = kim.client.get(f"/rapporter/p{cast.partnership}/2026-k3.csv")
    assert answer.status_code == 503
    assert "Prøv igen om lidt" in answer.text
