"""Measurements for Prometheus: enough for an operator, and nothing about who came when."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from prometheus_client import generate_latest

from app import create_app
from app.db import Database
from app.models import SetAside
from app.web.platform.context import State
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.visit import Visitor


@pytest.fixture
def measured(config: Config, clock: Clock, cast: Cast, tmp_path: Path) -> Iterator[Flask]:
    settings = dataclasses.replace(config, metrics_port=9, backup_folder=tmp_path)
    app = create_app(settings, clock)
    yield app
    app.extensions["her_i_dag"].db.close()


def told(app: Flask) -> dict[Any, float]:
    """Every measurement by its name and labels, without those that differ from run to run."""
    text = generate_latest(app.extensions["her_i_dag_metrics"]).decode()
    found = re.findall(r"^(\w+(?:\{[^}]*\})?) (\S+)$", text, re.M)
    return {
        name: float(value)
        for name, value in found
        if not re.search(r"_(sum|created)|_bucket\{le=\"(?!\+Inf)", name)
    }


def test_a_press_is_like_any_other_question_of_the_day(measured: Flask, cast: Cast) -> None:
    """Whoever reads them cannot tell a press, a +1 or an undo from a page or a poll."""
    before = told(measured)
    phone = Visitor(measured)
    phone.press(phone.get(f"/c/{cast.shop_code}"), "Jeg er her")  # Three requests.
    pressed = told(measured)
    for _ in range(3):
        Visitor(measured).get(f"/c/{cast.shop_code}")
    looked = told(measured)

    def grown(old: dict[Any, float], new: dict[Any, float]) -> dict[Any, Any]:
        names = {name for name in new if new[name] != old.get(name, 0)}
        return {name: new[name] - old.get(name, 0) for name in names}

    assert grown(before, pressed) == grown(pressed, looked)
    assert grown(before, pressed) == {
        'heridag_request_seconds_count{page="today"}': 3,
        'heridag_request_seconds_bucket{le="+Inf",page="today"}': 3,
    }


def test_it_names_pages_and_nothing_in_their_addresses(measured: Flask, cast: Cast) -> None:
    kim = Visitor(measured).sign_in(cast.kim)
    kim.get(f"/steder/{cast.shop}")
    kim.get(f"/c/{cast.shop_code}")
    measured.test_client().get("/c/CANARY77")
    measured.test_client().get("/canary77")
    text = generate_latest(measured.extensions["her_i_dag_metrics"]).decode()
    pages = set(re.findall(r'page="([^"]*)"', text))
    assert {"today", "none", "venues.venue"} <= pages
    endpoints = set(measured.view_functions)
    assert pages - {"today", "none"} <= endpoints
    assert "canary77" not in text.lower()
    assert cast.shop_code not in text


def test_it_counts_what_fails(measured: Flask, cast: Cast, db: Database) -> None:
    state: State = measured.extensions["her_i_dag"]
    measured.extensions["her_i_dag"] = dataclasses.replace(
        state, db=Database("sqlite:////nowhere/at/all.sqlite")
    )
    assert measured.test_client().get(f"/c/{cast.shop_code}").status_code == 503
    now = told(measured)
    assert now['heridag_errors_total{page="today"}'] == 1
    assert now["heridag_database_up"] == 0
    measured.extensions["her_i_dag"] = state


def test_it_tells_of_closings_and_backups(
    measured: Flask, cast: Cast, db: Database, clock: Clock
) -> None:
    phone = Visitor(measured)
    phone.press(phone.get(f"/c/{cast.shop_code}"), "Jeg er her")
    first = told(measured)
    assert first["heridag_database_up"] == 1
    assert (first["heridag_days_due"], first["heridag_days_set_aside"]) == (0, 0)
    assert first["heridag_backup_age_seconds"] == float("inf")
    assert first["heridag_last_closing_age_seconds"] == float("inf")
    measured.test_cli_runner().invoke(args=["backup"])
    clock.at("2026-11-23", 5)
    assert told(measured)["heridag_days_due"] == 1
    with db.writing() as session:
        session.add(
            SetAside(
                venue_id=cast.cafe,
                service_date=clock().date(),
                why="x",
                since=clock(),
                tried_at=clock(),
            )
        )
    measured.test_client().get("/healthz")
    then = told(measured)
    assert (then["heridag_days_due"], then["heridag_days_set_aside"]) == (0, 1)
    assert then["heridag_last_closing_age_seconds"] == 3600
    assert then["heridag_backup_age_seconds"] == 16 * 3600


def test_without_a_port_nothing_is_measured(app: Flask) -> None:
    assert "her_i_dag_metrics" not in app.extensions
