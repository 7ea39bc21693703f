"""Released counts for programs: the same figures, a key for each reader, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.db import Database
from app.web import api
from tests.cast import Cast
from tests.services.test_reports import close, visits
from tests.visit import Visitor, text_of

ADDRESS = "/api/1/released"


@pytest.fixture
def kim(app: Flask, cast: Cast, db: Database) -> Visitor:
    for month in (9, 10):
        close(db, cast.shop, dt.date(2026, month, 3), visits(40, cast.knitting) + visits(3))
    kim = Visitor(app).sign_in(cast.kim)
    for month in ("2026-09", "2026-10"):
        kim.post(f"/rapporter/{cast.shop}/{month}/frigiv", released="yes")
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
    monkeypatch.setattr(api, "ON_A_PAGE", 1)
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
    kim.press(kim.get("/konto/noegle"), "Luk nøglen")
    assert ask(app, ADDRESS, new).status_code == 401
    Visitor(app).sign_in(cast.ane).get("/konto/noegle", status=404)


def test_it_is_described(app: Flask, kim: Visitor) -> None:
    description = content(ask(app, "/api/1/openapi.json"))
    assert description["openapi"].startswith("3.1")
    described = {path.replace("{", "<").replace("}", ">") for path in description["paths"]}
    routes = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")}
    assert described == routes - {"/api/1/openapi.json"}
    answer = content(ask(app, f"{ADDRESS}/1/2026-10", key_of(kim)))
    schema = description["paths"]["/api/1/released/{places}/{period}"]["get"]["responses"]["200"]
    properties = schema["content"]["application/json"]["schema"]["properties"]
    assert set(properties) <= set(answer)
    cell = properties["reports"]["items"]["properties"]["cells"]["items"]["properties"]
    assert set(cell) <= set(answer["reports"][0]["cells"][0])
