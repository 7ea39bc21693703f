"""Cookies last as long as the paper says, and there are no others."""

from __future__ import annotations

import ast
import datetime as dt
import re
from typing import Any

import pytest
from flask import Flask

from app.domain.people.session_limits import IDLE
from app.exports.data_protection.papers import paper
from app.exports.formats.document import Grid
from app.services.people import provider_sign_in
from app.web.check_in import ticket_cookie
from app.web.host import shift_cookie
from app.web.people import known_device, provider
from app.web.platform import device_cookie
from tests.support.source import name, nodes, python_files

NAMED = re.compile(r"^Cookien (\w+)")


@pytest.fixture
def cookies() -> dict[Any, str]:
    grids = [block for block in paper("cookies", "da", {}).blocks() if isinstance(block, Grid)]
    rows = [row for grid in grids for row in grid.rows]
    return {found[1]: row[2] for row in rows if (found := NAMED.match(row[0]))}


def days(lasts: dt.timedelta) -> str:
    return f"{lasts.days} dage"


def test_each_lasts_as_long_as_the_paper_says(cookies: dict[Any, str]) -> None:
    assert cookies == {
        "besøg": "Til dagens slutning",
        "heridag": "Til browseren lukkes, eller, hvis man beder om at blive husket, "
        f"{days(IDLE)} uden brug, højst 180 dage",
        "kendt": f"Højst {days(known_device.LASTS)}",
        "udbyder": f"Højst {provider_sign_in.LASTS // dt.timedelta(minutes=1)} minutter",
        "vagt": days(shift_cookie.LASTS),
        "tavle": f"Højst {days(device_cookie.LASTS)}",
    }


def test_they_are_named_as_the_paper_says(app: Flask, cookies: dict[Any, str]) -> None:
    names = {app.config["SESSION_COOKIE_NAME"], ticket_cookie.NAME.replace("oe", "ø")}
    with app.test_request_context():
        names |= {device_cookie.name(), known_device._name(), provider._cookie()}
        names |= {shift_cookie._name(1)[:-2]}
    assert names == set(cookies)


def test_nothing_else_sets_one() -> None:
    calling = {
        name(path)
        for path in python_files("app")
        for node in nodes(path)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "set_cookie"
    }
    assert calling == {
        "app/web/check_in/ticket_cookie.py",
        "app/web/host/shift_cookie.py",
        "app/web/people/known_device.py",
        "app/web/people/provider.py",
        "app/web/platform/device_cookie.py",
        "app/web/platform/sessions.py",
    }
