"""Every route states who has access, and a stranger's page looks just like a missing one.

Each route × each account × {own, neighbour's, somebody else's, missing}.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from app.db import Database
from app.domain.devices.device import DeviceKind
from app.domain.people.access import Act, Viewer
from app.domain.visits.idempotency_key import new_key
from app.services.devices import device_list
from app.services.people import sessions
from app.web.platform.access import EVERYBODY, SIGNED_IN
from config import Config
from tests.support.cast import Cast, make_cast
from tests.support.clock import Clock
from tests.support.routes import Route, World, all_routes, make_world, mirrored
from tests.support.source import ROOT, differences
from tests.support.viewers import viewer

ROUTES = all_routes()
ENTRIES = {EVERYBODY, SIGNED_IN, *Act}
OF_AN_OBJECT = [r for r in ROUTES if r.arguments and r.entry != EVERYBODY]
# Sent with each post so that it is not refused because of the form.
DAY = {"first": "2026-12-24", "last": "2026-12-24"}
TYPED = {"do": "plus", "name": "Navn", "verb": "synger", "grace_days": "14", "to": "up"} | DAY


@pytest.fixture(scope="module")
def standing() -> SimpleNamespace:
    """The world and the file it was written to, once a test has asked for it."""
    return SimpleNamespace(world=None, file=b"")


@pytest.fixture
def world(db: Database, cast: Cast, standing: SimpleNamespace) -> World:
    """A world of the test's own. Only its first is written by the models."""
    file = Path(str(db.engine.url.database))
    if standing.world is None:
        standing.world = make_world(db, cast)
        standing.file = file.read_bytes()
    file.write_bytes(standing.file)
    world: World = standing.world
    return world


class Account:
    """Somebody's browser; logged out if there is no name."""

    def __init__(
        self, app: Flask, db: Database, world: World, clock: Clock, name: str | None = None
    ) -> None:
        self.client = app.test_client()
        self.viewer: Viewer | None = None
        if name:
            person_id = world.people[name]
            self.viewer = viewer(db, person_id)
            token = sessions.begin_session(db, person_id, now=clock())
            self.client.set_cookie("heridag", token)

    def ask(self, route: Route, values: dict[str, object]) -> TestResponse:
        data = TYPED | {"key": new_key()} if route.method == "POST" else None
        return self.client.open(route.path(values), method=route.method, data=data)

    def may_enter(self, route: Route) -> bool:
        if route.entry == SIGNED_IN:
            return True
        assert self.viewer is not None and route.entry is not None
        return self.viewer.may_anywhere(Act(route.entry))


@pytest.fixture
def account(app: Flask, db: Database, world: World, clock: Clock) -> Callable[..., Account]:
    return lambda name=None: Account(app, db, world, clock, name)


@dataclass
class Shared:
    """One world for many tests, and everybody's browser in it."""

    world: World
    account: Callable[..., Account]


@contextlib.contextmanager
def shared(path: Path, template: Path) -> Iterator[Shared]:
    path.write_bytes(template.read_bytes())
    clock = Clock(dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC))
    app = create_app(Config(f"sqlite:///{path}", "http://localhost"), clock)
    db = app.extensions["her_i_dag"].db
    world = make_world(db, make_cast(db, clock()))
    yield Shared(world, cache(lambda name=None: Account(app, db, world, clock, name)))
    db.close()


@pytest.fixture(scope="module")
def looked_at(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Shared by the tests that only look: what one of them gets is no less there for the next."""
    with shared(tmp_path_factory.mktemp("looks") / "her-i-dag.sqlite", sqlite_template) as there:
        yield there


@pytest.fixture(scope="module")
def untouched(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """Shared by all tests where access is refused, since nothing changes."""
    path = tmp_path_factory.mktemp("access") / "her-i-dag.sqlite"
    with shared(path, sqlite_template) as there:
        before = dump(path)
        yield there
    sessions = {line for line in dump(path) if line.startswith('INSERT INTO "sign_in"')}
    assert dump(path) - sessions == before, "somebody who may not enter has changed something"


def dump(path: Path) -> set[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return set(connection.iterdump())


def test_it_states_who_may_enter_every_route() -> None:
    nobody_said = [str(route) for route in ROUTES if route.entry not in ENTRIES]
    assert not nobody_said
    found = [f"{route} {route.entry}" for route in ROUTES]
    assert not (wrong := differences(ROOT / "tests" / "access.txt", found)), wrong


def test_it_has_an_example_of_every_argument(world: World) -> None:
    arguments = {name for route in ROUTES for name in route.arguments}
    assert arguments == set(world.examples), "tests/support/routes.py: give an Example"


@pytest.mark.parametrize("route", [r for r in ROUTES if r.entry != EVERYBODY], ids=str)
def test_it_sends_strangers_to_the_sign_in(untouched: Shared, route: Route) -> None:
    stranger, world = untouched.account(), untouched.world
    for values in (world.values(route), *world.wrong(route, "missing")):
        answer = stranger.ask(route, values)
        assert answer.status_code == 303
        assert answer.location.startswith("/log-ind")
        assert not answer.data or b"log-ind" in answer.data


@pytest.mark.parametrize("kind", [DeviceKind.TABLET, DeviceKind.SCREEN])
def test_a_tablet_and_a_screen_get_in_nowhere(
    db: Database,
    cast: Cast,
    world: World,
    account: Callable[..., Account],
    clock: Clock,
    kind: DeviceKind,
) -> None:
    device = account()
    token = device_list.start(db, viewer(db, 1), cast.shop, kind, now=clock())
    device.client.set_cookie("tavle", token)
    for route in ROUTES:
        if route.entry != EVERYBODY:
            answer = device.ask(route, world.values(route))
            assert answer.status_code == 303, str(route)
            assert answer.location.startswith("/log-ind"), str(route)
    own = "/tavle/" if kind is DeviceKind.TABLET else "/tavle/skaerm"
    assert device.client.get(own).status_code == 200, "it runs still"


@pytest.mark.parametrize("route", OF_AN_OBJECT, ids=str)
@pytest.mark.parametrize("name", ["Ane", "Kim", "Lis", "Pia", "Bo"])
def test_it_hides_what_is_somebody_elses(untouched: Shared, route: Route, name: str) -> None:
    here = untouched.world if name != "Bo" else mirrored(untouched.world)
    somebody = untouched.account(name)
    missing = [somebody.ask(route, values) for values in here.wrong(route, "missing")]
    hidden = [somebody.ask(route, values) for values in here.wrong(route, "theirs")]
    if name in ("Ane", "Pia"):
        hidden += [somebody.ask(route, values) for values in here.wrong(route, "next_door")]
    if not somebody.may_enter(route):
        hidden.append(somebody.ask(route, here.values(route)))
    assert {answer.status_code for answer in (*missing, *hidden)} == {404}
    # Identical down to the headers: nobody can tell which of them exist.
    assert len({answer.data for answer in (*missing, *hidden)}) == 1
    assert len({tuple(sorted(answer.headers)) for answer in (*missing, *hidden)}) == 1


# Otherwise the test above would pass for a route that always answers 404.
@pytest.mark.parametrize("route", [r for r in OF_AN_OBJECT if r.method == "GET"], ids=str)
def test_it_shows_a_coordinator_what_is_theirs(looked_at: Shared, route: Route) -> None:
    answer = looked_at.account("Kim").ask(route, looked_at.world.values(route))
    assert answer.status_code in (200, 303), answer.text[:500]


@pytest.mark.parametrize("route", [r for r in OF_AN_OBJECT if r.method != "GET"], ids=str)
def test_it_lets_a_coordinator_change_what_is_theirs(
    account: Callable[..., Account], world: World, route: Route
) -> None:
    answer = account("Kim").ask(route, world.values(route))
    assert answer.status_code in (200, 303, 400), answer.text[:500]


@pytest.mark.parametrize(
    "route", [r for r in ROUTES if not r.arguments and r.entry in set(Act)], ids=str
)
@pytest.mark.parametrize("name", ["Ane", "Kim", "Lis", "Pia"])
def test_it_hides_pages_that_one_has_no_use_for(
    looked_at: Shared, untouched: Shared, route: Route, name: str
) -> None:
    somebody = looked_at.account(name)
    if not somebody.may_enter(route):
        assert untouched.account(name).ask(route, {}).status_code == 404
    elif route.method == "GET":
        assert somebody.ask(route, {}).status_code in (200, 303)


def test_it_takes_no_foreign_thing_inside_a_form(
    account: Callable[..., Account], db: Database, cast: Cast, clock: Clock
) -> None:
    ane = account("Ane").client
    board = f"/i-dag/{cast.shop}"
    for field, value in (
        ("activity", cast.cafe_activity),
        ("role", cast.cafe_role),
        ("activity", 9999),
        ("role", 9999),
    ):
        answer = ane.post(board, data={"do": "plus", "key": new_key(), field: value})
        assert answer.status_code == 404, (field, value)
    for venue in (cast.cafe, 9999):
        assert ane.post("/i-dag/vaelg", data={"venue": venue}).status_code == 404


def test_it_can_say_what_an_address_is() -> None:
    route = Route("GET", "/steder/<int:venue_id>/koder/<code>", EVERYBODY)
    assert route.path({"venue_id": 3, "code": "AB"}) == "/steder/3/koder/AB"
