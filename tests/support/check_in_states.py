"""Every page a participant can see, in every state, for tests that check them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from flask import Flask, render_template

from app.db import Database
from app.domain.base.languages import NAMES
from app.domain.devices.device import DeviceKind
from app.domain.visits.refusals import DayClosed
from app.models import Activity, ActivityTime, Code, OpeningHours, Venue
from app.services.devices import device_list
from app.web.platform.context import State
from tests.support.cast import Cast
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor

# Where the codes that `add_doors` creates lead.
CLOSED, ARCHIVED, REPLACED = "C10SED", "ARCH1V", "RP1ACE"
ENDED, NOT_TODAY, UNKNOWN = "END1ED", "N0TDAY", "XXXX99"
FULL = "FV110K"
KEY = "0123456789abcdef" * 2


def add_check_in_states(db: Database, cast: Cast, today: dt.date) -> None:
    """Add codes that cannot take a check-in, or not the one they promise."""
    yesterday = today - dt.timedelta(days=1)
    with db.writing() as session:

        def venue(code: str, name: str, **more: object) -> Venue:
            row = Venue(
                partnership_id=cast.partnership,
                name=name,
                kind="kulturhus",
                created_on=yesterday,
                **more,
            )
            session.add(row)
            session.flush()
            session.add(Code(code=code, venue_id=row.id, created_on=yesterday))
            return row

        def activity(code: str, name: str, **more: object) -> Activity:
            row = Activity(
                venue_id=cast.shop, name=name, kind="fixed", created_on=yesterday, **more
            )
            session.add(row)
            session.flush()
            session.add(
                Code(code=code, venue_id=cast.shop, activity_id=row.id, created_on=yesterday)
            )
            return row

        closed = venue(CLOSED, "Huset på hjørnet")
        tomorrow = (today + dt.timedelta(days=1)).weekday()
        session.add(
            OpeningHours(
                venue_id=closed.id, valid_from=yesterday, weekday=tomorrow, opens=600, closes=900
            )
        )
        venue(FULL, "Det lille hus", daily_cap=1)
        venue(ARCHIVED, "Det gamle hus", archived_on=yesterday)
        session.add(
            Code(code=REPLACED, venue_id=cast.shop, created_on=yesterday, grace_until=yesterday)
        )
        activity(ENDED, "Bogklub", archived_on=yesterday)
        later = activity(NOT_TODAY, "Havedag")
        session.add(ActivityTime(activity_id=later.id, weekday=tomorrow, starts=600, ends=900))


_SEEN: dict[tuple[str, dt.date], list[tuple[str, Page]]] = {}


def seen_states(app: Flask, db: Database, cast: Cast, language: str) -> list[tuple[str, Page]]:
    """All `states` of the cast, as this worker saw them first. Do not change the pages.

    For tests that read the words alone and set nothing up: they are the same in each of them.
    """
    state: State = app.extensions["her_i_dag"]
    today = state.clock().date()
    if (language, today) not in _SEEN:
        add_check_in_states(db, cast, today)
        _SEEN[language, today] = list(states(app, cast, language))
    return _SEEN[language, today]


def states(app: Flask, cast: Cast, language: str) -> Iterator[tuple[str, Page]]:
    """Every participant page in every state, in one language. Call `add_doors` first."""
    assert language in NAMES

    def at(path: str) -> str:
        return f"{path}{'&' if '?' in path else '?'}sprog={language}"

    def get(name: str, path: str, status: int = 200) -> tuple[str, Page]:
        return name, Visitor(app).get(at(path), status=status)

    yield get("front", "/")
    yield get("type a code", "/kode")
    yield get("typed an unknown code", "/kode?kode=QQQQ", 404)
    yield get("privacy", "/privatliv")
    yield get("accessibility", "/was")
    yield get("the place's code", f"/c/{cast.shop_code}")
    yield get("an activity's code", f"/c/{cast.knitting_code}")
    yield get("an ended activity", f"/c/{ENDED}")
    yield get("an activity of another day", f"/c/{NOT_TODAY}")
    yield get("unknown code", f"/c/{UNKNOWN}", 404)
    yield get("replaced code", f"/c/{REPLACED}", 410)
    yield get("archived place", f"/c/{ARCHIVED}", 410)
    yield get("closed place", f"/c/{CLOSED}", 409)
    yield get("after undoing", f"/c/{cast.shop_code}?fortrudt=1")
    yield get("after the visit is gone", f"/c/{cast.shop_code}?slut=1")
    yield get("a phone that keeps nothing", f"/c/{cast.shop_code}/besoeg?svar=her")
    yield get("a phone that was forgotten", f"/c/{cast.shop_code}/besoeg?glemt=1")
    yield get("no such page", "/findes-ikke", 404)
    yield (
        "a press without a key",
        Visitor(app).post(at(f"/c/{cast.shop_code}"), status=400, svar="her"),
    )
    yield "a press that no page takes", Visitor(app).post(at("/privatliv"), status=405)
    yield (
        "too much at once",
        Visitor(app).post(at(f"/c/{cast.shop_code}"), status=413, svar="x" * 300_000),
    )
    yield "a post from elsewhere", _foreign(app, at(f"/c/{cast.shop_code}"))
    for answer in ("her", "bare"):
        somebody = Visitor(app)
        path = f"/c/{cast.knitting_code}"
        page = somebody.post(at(path), svar=answer, key=KEY)
        yield f"after {answer}", page
        yield f"later, after {answer}", somebody.get(at(f"{path}/besoeg"))
    held = Visitor(app)
    Visitor(app).post(at(f"/c/{FULL}"), svar="her", key=KEY)
    yield "too many", held.post(at(f"/c/{FULL}"), svar="her", key=KEY[::-1])
    stepping = Visitor(app)
    stepping.post(at(f"/c/{cast.shop_code}"), svar="bare", key=KEY[::-1])
    yield "stepping in", stepping.post(at(f"/c/{cast.shop_code}/besoeg"), here="1")
    group = somebody.post(at(f"{path}/besoeg"), size="4")
    yield "a group", group
    yield "with a role", somebody.post(at(f"{path}/besoeg"), take=str(cast.cooks))
    yield "what is stored", somebody.get(at(f"{path}/gemt"))
    yield from _on_devices(app, cast, at)
    for template, more in (
        ("errors/500.html", {}),
        ("errors/503.html", {}),
        ("errors/507.html", {}),
        ("errors/4xx.html", {}),
        ("check_in/refused.html", {"reason": "day_closed", "error": DayClosed()}),
    ):
        with app.test_request_context(at("/")):
            body = render_template(template, **more)
        yield f"{template} {more.get('reason', '')}".strip(), _rendered(app, body, template)


def _on_devices(app: Flask, cast: Cast, at: Callable[[str], str]) -> Iterator[tuple[str, Page]]:
    yield "a stopped tablet", Visitor(app).get(at("/tavle/"), status=403)
    state: State = app.extensions["her_i_dag"]
    ane = viewer(state.db, 1)
    assert ane is not None
    for kind, path in ((DeviceKind.SCREEN, "/tavle/skaerm"), (DeviceKind.TABLET, "/tavle/")):
        token = device_list.start_elsewhere(state.db, ane, cast.shop, kind, now=state.clock()).token
        somebody = Visitor(app)
        yield f"a link for a {kind}", somebody.get(at(f"/tavle/start/{token}"))
        somebody.post(f"/tavle/start/{token}")
        yield f"a {kind}", somebody.get(at(path))
    for note in ("fortrudt", "talt", "problem"):
        yield f"a tablet that says {note}", somebody.get(at(f"/tavle/?besked={note}"))
    for answer in ("her", "bare"):
        key = somebody.get("/tavle/").field("key")
        yield f"a tablet after {answer}", somebody.post(at("/tavle/"), key=key, svar=answer)


def _foreign(app: Flask, path: str) -> Page:
    response = app.test_client().post(path, headers={"Origin": "https://other.example"})
    assert response.status_code == 403
    return Page(response, path)


def _rendered(app: Flask, body: str, name: str) -> Page:
    response = app.test_client().get("/was")
    response.set_data(body)
    return Page(response, name)
