"""Released counts for programs: the same figures, a key for each reader, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.db import Database
from app.domain.days.day_state import DayState, WhyClosed
from app.models import HeadCheck
from app.web.api import released
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, ended, visits
from tests.support.visit import Visitor, text_of

ADDRESS = "/api/1/released"


@pytest.fixture
def kim(app: Flask, cast: Cast, db: Database) -> Visitor:
    for month in (9, 10):
        close(db, cast.shop, dt.date(2026, month, 3), visits(40, cast.knitting) + visits(3))
    kim = Visitor(app).sign_in(cast.kim)
    for period in ("2026-09", "2026-10"):
        kim.post(f"/rapporter/{cast.shop}/{period}/frigiv", released="yes")
    return kim


def key_of(person: Visitor) -> str:
    page = person.post("/konto/noegle")
    assert "Den vises kun nu." in page.text
    [code] = page.all("code")
    return text_of(code)


def ask(app: Flask, path: str, key: str = "", **headers: str) -> TestResponse:
    if key:
        headers["Authorization"] = f"Bearer {key}"
    return app.test_client().get(path, headers=headers)


def content(answer: TestResponse) -> Any:
    assert answer.status_code == 200
    return json.loads(answer.data)


def test_it_gives_a_reader_s_program_what_was_released(
    kim: Visitor, app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_of(Visitor(app).sign_in(cast.lis))
    found = content(ask(app, ADDRESS, key))
    assert (found["total"], found["next"]) == (2, None)
    assert [item["period"] for item in found["items"]] == ["2026-10", "2026-09"]
    assert found["items"][0]["names"] == ["Genbrugsbutikken"]
    path = found["items"][0]["address"].removeprefix("http://localhost")
    assert ask(app, path, key).data == kim.get("/frigivet/1/2026-10.json").response.data
    monkeypatch.setattr(released, "ON_A_PAGE", 1)
    first = content(ask(app, ADDRESS, key))
    second = content(ask(app, first["next"].removeprefix("http://localhost"), key))
    assert [item["period"] for item in second["items"]] == ["2026-09"]
    assert second["next"] is None


def test_it_sends_nothing_twice(kim: Visitor, app: Flask) -> None:
    key = key_of(kim)
    for path in (ADDRESS, f"{ADDRESS}/1/2026-10", "/api/1/openapi.json"):
        tag = ask(app, path, key).headers["ETag"]
        again = ask(app, path, key, **{"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")


def test_that_a_program_was_given_a_report_is_told_once_a_day(
    kim: Visitor, app: Flask, cast: Cast, clock: Clock
) -> None:
    key = key_of(Visitor(app).sign_in(cast.lis))
    tag = ask(app, f"{ADDRESS}/1/2026-10", key).headers["ETag"]
    ask(app, f"{ADDRESS}/1/2026-10", key)
    ask(app, f"{ADDRESS}/1/2026-10", key, **{"If-None-Match": tag})
    ask(app, f"{ADDRESS}/1/2026-09", key)
    ask(app, f"{ADDRESS}/1/2026-08", key)
    clock.pass_(days=1)
    ask(app, f"{ADDRESS}/1/2026-10", key, **{"If-None-Match": tag})
    ask(app, f"{ADDRESS}/1/2026-10", key)
    told = f"/partnerskab/{cast.partnership}/hvem-gjorde-hvad?soeg=JSON til et program"
    lines = [text_of(each) for each in kim.get(told).all("li", **{"class": "card"})]
    assert all("Lis hentede rapporten for Genbrugsbutikken som fil" in line for line in lines)
    assert [line.count("oktober 2026") for line in lines] == [1, 0, 1]


def test_it_is_closed_without_a_key_and_to_what_is_not_theirs(
    kim: Visitor, app: Flask, cast: Cast
) -> None:
    key = key_of(kim)
    for wrong in ("", "nobodys"):
        answer = ask(app, ADDRESS, wrong)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert ask(app, ADDRESS, Authorization="Basic a2V5").status_code == 401
    bo = key_of(Visitor(app).sign_in(cast.bo))
    assert content(ask(app, ADDRESS, bo))["items"] == []
    answers = [
        ask(app, f"{ADDRESS}/1/2026-10", bo),
        ask(app, f"{ADDRESS}/1/2026-08", key),
        ask(app, f"{ADDRESS}/99/2026-10", key),
        ask(app, f"{ADDRESS}/x/y", key),
    ]
    assert {(answer.status_code, answer.data) for answer in answers} == {(404, answers[0].data)}
    new = key_of(kim)
    assert ask(app, ADDRESS, key).status_code == 401  # a new key closes the old one
    kim.press(kim.get("/konto/noegle"), "Slet nøglen")
    assert ask(app, ADDRESS, new).status_code == 401
    Visitor(app).sign_in(cast.ane).get("/konto/noegle", status=404)


def test_it_refuses_in_words_that_a_program_reads(app: Flask, kim: Visitor) -> None:
    nowhere = ask(app, f"{ADDRESS}/1", key_of(kim))
    assert (nowhere.status_code, nowhere.json) == (404, {"error": "Not Found."})
    posted = app.test_client().post(ADDRESS)
    assert (posted.status_code, posted.json) == (405, {"error": "Method Not Allowed."})
    assert "GET" in posted.headers["Allow"]
    other_site = app.test_client().post(ADDRESS, headers={"Origin": "https://other.example"})
    assert (other_site.status_code, other_site.json) == (403, {"error": "Forbidden."})
    read = ask(app, ADDRESS, key_of(kim), Origin="https://other.example")
    assert not [name for name, _value in read.headers if name.startswith("Access-Control")]


def test_it_is_described(app: Flask, kim: Visitor) -> None:
    description = content(ask(app, "/api/1/openapi.json"))
    assert description["openapi"].startswith("3.1")
    described = {path.replace("{", "<").replace("}", ">") for path in description["paths"]}
    routes = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    assert described == routes - {"/api/1/openapi.json"}


def wrong(schema: dict[str, Any], value: Any, at: str = "$") -> list[str]:
    """Where a value does not match the schema, for the part of JSON Schema that we use."""
    if "anyOf" in schema:
        found = [wrong(one, value, at) for one in schema["anyOf"]]
        return [] if [] in found else found[0]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
    kinds |= {"number": float}
    if schema["type"] == "null":
        return [] if value is None else [f"{at} is not null"]
    if type(value) is not kinds[schema["type"]]:
        return [f"{at} is {value!r}"]
    if value not in schema.get("enum", [value]):
        return [f"{at} is {value!r}"]
    if isinstance(value, list):
        items = [wrong(schema["items"], one, f"{at}[{n}]") for n, one in enumerate(value)]
        return [fault for faults in items for fault in faults]
    if isinstance(value, dict):
        unlike = set(value) ^ set(schema["properties"])
        inside = [
            wrong(one, value[name], f"{at}.{name}")
            for name, one in schema["properties"].items()
            if name in value
        ]
        return [f"{at}: {name}" for name in sorted(unlike)] + [
            f for faults in inside for f in faults
        ]
    return []


@pytest.fixture
def hosts_said(kim: Visitor, db: Database, cast: Cast) -> None:
    """October had closed days, for every reason and none; the codes' share is known."""
    with db.writing() as session:
        for day, why in enumerate((*WhyClosed, None), 12):
            session.add(ended(cast.shop, dt.date(2026, 10, day), state=DayState.CLOSED, reason=why))
        session.add(
            HeadCheck(venue_id=cast.shop, service_date=dt.date(2026, 10, 3), said=20, by_codes=15)
        )


@pytest.mark.usefixtures("hosts_said")
def test_its_description_is_what_it_answers(app: Flask, kim: Visitor, cast: Cast) -> None:
    kim.post(f"/rapporter/p{cast.partnership}/2026-k3/frigiv", released="yes")
    key = key_of(kim)
    paths = content(ask(app, "/api/1/openapi.json"))["paths"]

    def schema(path: str, status: int) -> dict[str, Any]:
        answer = paths[path]["get"]["responses"][str(status)]
        return dict(answer["content"]["application/json"]["schema"])

    one = f"{ADDRESS}/{{places}}/{{period}}"
    for path, asked, status, with_key in (
        (ADDRESS, ADDRESS, 200, key),
        (ADDRESS, ADDRESS, 401, "nobodys"),
        (one, f"{ADDRESS}/1/2026-10", 200, key),
        (one, f"{ADDRESS}/p{cast.partnership}/2026-k3", 200, key),
        (one, f"{ADDRESS}/1/2026-08", 404, key),
    ):
        answer = ask(app, asked, with_key)
        assert answer.status_code == status
        assert wrong(schema(path, status), json.loads(answer.data)) == []
    [reach] = content(ask(app, f"{ADDRESS}/1/2026-10", key))["reach"]
    assert [day["reason"] for day in reach["closed_days"]] == ["holiday", None, "moved", None]
    assert reach["codes_caught"]


def test_what_is_taken_back_is_gone_at_once(kim: Visitor, app: Flask, cast: Cast) -> None:
    lis = Visitor(app).sign_in(cast.lis)
    key = key_of(lis)
    path = f"{ADDRESS}/1/2026-10"
    tag = ask(app, path, key).headers["ETag"]
    lis.get("/frigivet/1/2026-10.xlsx")
    kim.post("/rapporter/1/2026-10/frigiv", released="no")
    assert ask(app, path, key, **{"If-None-Match": tag}).status_code == 404
    assert content(ask(app, ADDRESS, key))["total"] == 1
    for ending in (".xlsx", ".pdf", "/days.svg"):
        lis.get(f"/frigivet/1/2026-10{ending}", status=404)
