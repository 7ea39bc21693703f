"""A day that cannot be closed is set aside; everything else carries on."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import create_app
from app.db import Database
from app.domain.devices.device import DeviceKind
from app.models import Day, DayCount, SetAside, Visit
from app.services.days.closing import close_due_days
from app.starting import close_at_start
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.text import json_of
from tests.support.visit import Visitor

DATE = dt.date(2026, 11, 22)


def phone(app: Flask, code: str) -> None:
    visitor = Visitor(app)
    visitor.press(visitor.get(f"/c/{code}"), "Jeg er her")


@pytest.fixture
def strange(app: Flask, cast: Cast, db: Database, clock: Clock) -> None:
    """Two venues with a visit each; the shop has another from a source unknown to the code."""
    phone(app, cast.shop_code)
    phone(app, cast.cafe_code)
    arrive_strangely(db, cast)
    clock.at("2026-11-23", 5)


def arrive_strangely(db: Database, cast: Cast) -> None:
    with db.writing() as session:
        session.add(Visit(id="f" * 32, venue_id=cast.shop, service_date=DATE, source="drone"))


def closed(db: Database) -> dict[int, bool]:
    with db.reading() as session:
        return {row.venue_id: row.closed for row in session.query(Day).filter_by(service_date=DATE)}


def set_aside(db: Database) -> list[tuple[int, dt.date]]:
    with db.reading() as session:
        return [(row.venue_id, row.service_date) for row in session.scalars(select(SetAside))]


def mend(db: Database) -> None:
    with db.writing() as session:
        session.execute(update(Visit).where(Visit.source == "drone").values(source="host"))


def test_one_strange_row_stops_no_page_and_no_other_venue(
    strange: None, app: Flask, cast: Cast, db: Database
) -> None:
    phone(app, cast.cafe_code)
    phone(app, cast.shop_code)
    assert closed(db) == {cast.shop: False, cast.cafe: True}
    assert set_aside(db) == [(cast.shop, DATE)]


def test_while_the_day_runs_its_pages_show_what_they_know(
    app: Flask, cast: Cast, db: Database, clock: Clock, start_device: Callable[..., str]
) -> None:
    phone(app, cast.shop_code)
    arrive_strangely(db, cast)
    address = f"/i-dag/{cast.shop}"
    ane, screen = Visitor(app).sign_in(cast.ane), Visitor(app)
    token = start_device(DeviceKind.SCREEN)
    screen.client.set_cookie("tavle", token)
    assert "2 besøg i dag" in screen.get("/tavle/skaerm").text
    page = ane.press(ane.get(address), "Én mere: besøg i dag")
    assert "besøg i dag 3" in page.text
    assert "telefon 1" in page.text
    ane.get(f"{address}/dage/{DATE}")
    # The strange visit stays. Every other one can be taken back.
    for left in (2, 1, 1):
        page = ane.press(page, "Én færre: besøg i dag")
        assert f"besøg i dag {left}" in page.text
    clock.at("2026-11-23", 5)
    told = json_of(app.test_client().get("/healthz"))["set_aside"]
    assert [(day["venue"], day["date"], day["why"]) for day in told] == [
        (cast.shop, "2026-11-22", "unknown_value")
    ]


def test_the_server_starts(
    strange: None, config: Config, clock: Clock, db: Database, cast: Cast
) -> None:
    close_at_start(create_app(config, clock))
    assert closed(db) == {cast.shop: False, cast.cafe: True}


def test_the_command_closes_the_rest_and_names_the_day(
    strange: None, app: Flask, cast: Cast
) -> None:
    result = app.test_cli_runner().invoke(args=["close-days"])
    assert result.exit_code == 0
    assert "Closed 1 days." in result.output
    assert f"venue {cast.shop}, 2026-11-22 (unknown_value)" in result.output


def test_health_says_which_day_and_why_and_after_48_hours_what_to_do(
    strange: None, app: Flask, cast: Cast, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    client = app.test_client()
    first = client.get("/healthz")
    assert (first.status_code, json_of(first)["status"]) == (200, "ok")
    assert json_of(first)["set_aside"] == [
        {
            "venue": cast.shop,
            "date": "2026-11-22",
            "since": "2026-11-23T04:00:00+00:00",
            "why": "unknown_value",
        }
    ]
    assert "set_aside_to_do" not in json_of(first)
    clock.pass_(hours=48)
    later = client.get("/healthz")
    assert "docs/days-set-aside.md" in json_of(later)["set_aside_to_do"]
    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(errors) == 1
    assert "docs/days-set-aside.md" in errors[0]
    # Neither a row's values nor its id: only the kind of error and where it happened.
    assert "drone" not in caplog.text + later.text
    assert "f" * 32 not in caplog.text
    assert "ValueError in visit_rows.py:" in caplog.text


def test_it_is_tried_again_every_hour_and_closes_when_it_can(
    strange: None, db: Database, cast: Cast, clock: Clock
) -> None:
    assert close_due_days(db, now=clock()) == 1
    mend(db)
    clock.pass_(minutes=59)
    assert close_due_days(db, now=clock()) == 0
    clock.pass_(minutes=1)
    assert close_due_days(db, now=clock()) == 1
    assert set_aside(db) == []
    with db.reading() as session:
        assert session.get_one(DayCount, (cast.shop, DATE, "visits")).number == 2
        assert session.query(Visit).count() == 0


def test_it_is_tried_again_at_once_after_the_clock_was_set_back(
    strange: None, db: Database, clock: Clock
) -> None:
    clock.pass_(days=3)
    close_due_days(db, now=clock())
    mend(db)
    clock.pass_(days=-2)
    assert close_due_days(db, now=clock()) == 1
    assert set_aside(db) == []


def test_a_kill_before_it_is_noted_changes_nothing(
    strange: None, db: Database, clock: Clock, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("app.services.days.set_aside._set_aside", stop)
        with pytest.raises(KeyboardInterrupt):
            close_due_days(db, now=clock())
    assert set_aside(db) == []
    close_due_days(db, now=clock())
    assert set_aside(db) == [(cast.shop, DATE)]
    assert closed(db) == {cast.shop: False, cast.cafe: True}


def test_two_processes_at_once_set_it_aside_once(
    strange: None, config: Config, clock: Clock, db: Database, cast: Cast
) -> None:
    apps = [create_app(config, clock) for _ in range(4)]
    start = threading.Barrier(len(apps))
    failed = []

    def close(app: Flask) -> None:
        start.wait()
        try:
            close_due_days(app.extensions["her_i_dag"].db, now=clock(), retry=True)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=close, args=[app]) for app in apps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for app in apps:
        app.extensions["her_i_dag"].db.close()
    assert failed == []
    assert set_aside(db) == [(cast.shop, DATE)]
    assert closed(db) == {cast.shop: False, cast.cafe: True}


def test_a_host_is_told_that_the_day_cannot_be_corrected_yet(
    strange: None, app: Flask, cast: Cast, db: Database
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    address = f"/i-dag/{cast.shop}/dage/2026-11-22"
    ane.get(address)
    page = ane.post(f"{address}/ret", status=503, key="ab" * 16, total=4, why="forgotten")
    assert "Den dag er ikke talt færdig endnu." in page.text
    assert "Det er ikke gemt endnu." in page.text
    mend(db)
    close_due_days(db, now=app.extensions["her_i_dag"].clock(), retry=True)
    page = ane.press(page, "Send igen")
    assert "Rettet." in page.text
    with db.reading() as session:
        assert session.get_one(DayCount, (cast.shop, DATE, "visits")).number == 4
