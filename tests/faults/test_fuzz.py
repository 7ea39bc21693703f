"""Nothing anybody can send causes an error of ours.

Every address × everybody in the cast × odd values in paths, queries, forms, files and headers.
The same cases each time; `make faults SEED=7` sends many more, different ones.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from app.domain.devices.device import DeviceKind
from app.domain.visits.idempotency_key import new_key
from app.migrating import upgrade
from app.services.devices import device_list
from app.services.people import sessions
from app.web.platform.access import EVERYBODY
from config import Config
from tests.support.cast import make_cast
from tests.support.clock import Clock
from tests.support.faults import fuzzing
from tests.support.faults.effort import rounds, seed
from tests.support.faults.fuzzing import FileRows, Ground, ServerRows, a_case, field_names, no_forms
from tests.support.routes import Route, all_routes, make_world
from tests.support.viewers import viewer

ROUTES = all_routes()
SLOW = re.compile(r"pdf|plakat|<chart>|ending|paper")
"""Files that are set in type or drawn."""
# On PostgreSQL under `make faults` alone: a new database for every case takes its time.
pytestmark = [] if rounds(1) > 1 else [pytest.mark.database("sqlite")]
ASKERS = ("nobody", "visitor", "tablet", "house phone", "Ane", "Kim", "Lis", "Bo")


@pytest.fixture(scope="module")
def rows(
    database_kind: str, request: pytest.FixtureRequest, scratch: Path
) -> tuple[str, fuzzing.FileRows | fuzzing.ServerRows]:
    """An empty, migrated database of this module's own: its address, and how its rows are kept."""
    if database_kind == "postgresql":
        server = request.getfixturevalue("postgres_server")
        server.run("CREATE DATABASE fuzz")
        upgrade(server.url("fuzz"))
        return server.url("fuzz"), ServerRows(server, "fuzz")
    folder = scratch / "fuzz"
    folder.mkdir()
    file = folder / "her-i-dag.sqlite"
    shutil.copy(request.getfixturevalue("sqlite_template"), file)
    return f"sqlite:///{file}", FileRows(file, folder / "kept.sqlite")


@pytest.fixture(scope="module")
def ground(rows: tuple[str, fuzzing.FileRows | fuzzing.ServerRows]) -> Iterator[Ground]:
    url, kept = rows
    clock = Clock(dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC))
    app = create_app(Config(url, "http://localhost"), clock)
    db = app.extensions["her_i_dag"].db
    cast = make_cast(db, clock())
    world = make_world(db, cast)
    cookies: dict[str, dict[str, str]] = {"nobody": {}}
    for name in ("Ane", "Kim", "Lis", "Bo"):
        token = sessions.begin_session(db, world.people[name], now=clock())
        cookies[name] = {"heridag": token}
    kim = viewer(db, world.people["Kim"])
    for name, kind in (("tablet", DeviceKind.TABLET), ("house phone", DeviceKind.PHONE)):
        token = device_list.start(db, kim, cast.shop, kind, now=clock())
        cookies[name] = {"tavle": token}
    counted = app.test_client().post(f"/c/{cast.shop_code}", data={"svar": "her", "key": new_key()})
    ticket = counted.headers["Set-Cookie"].partition(";")[0].partition("=")
    cookies["visitor"] = {ticket[0]: ticket[2]}
    ground = Ground(app, kept, world, cast, cookies, no_forms())
    ground.keep()
    for who in ("nobody", "visitor", "tablet", "house phone", "Kim"):
        ground.crawl(who, ROUTES)
        ground.renew()
    yield ground
    db.close()


@pytest.mark.parametrize("who", ASKERS)
def test_it_answers_whatever_is_sent(ground: Ground, who: str) -> None:
    wrong = {}
    for route in ROUTES:
        chance = random.Random(f"{seed()} {who} {route}")
        for _ in range(cases(ground, who, route)):
            case = a_case(chance, ground, who, route)
            ground.renew()
            try:
                assert ground.send(who, case).status_code < 500
            except Exception as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                wrong[f"{where.filename}:{where.lineno}: {error!r:.200}"] = f"{case!r:.900}"
    assert not wrong, "\n".join(f"{error}\n    {case}" for error, case in wrong.items())


def test_it_knows_the_forms_and_the_fields_of_the_pages(ground: Ground) -> None:
    with_fields = {name for name, forms in ground.forms.items() if any(forms)}
    assert len(with_fields) > 40
    assert "POST /c/<code>" in with_fields
    assert {"daily_cap", "key", "maaned", "venue", "file"} <= set(field_names())


def cases(ground: Ground, who: str, route: Route) -> int:
    """How many cases this run tries; a tenth on PostgreSQL, where each takes longer."""
    number = rounds(how_many(who, route))
    return number if isinstance(ground.rows, FileRows) else -(-number // 10)


def how_many(who: str, route: Route) -> int:
    """More where access is allowed; most for whoever may do everything; fewer where it is slow.

    Addresses that take no form and lead to somebody else's sign-in are requested once.
    """
    if SLOW.search(route.rule):
        return 1 if who in ("Kim", "Lis") else 0
    if who == "Kim":
        return 8 if route.method == "POST" else 4
    return 3 if route.entry == EVERYBODY else 1
