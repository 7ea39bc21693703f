"""The board and the tablet can be installed: what each manifest says, and its icons."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from flask import Flask

from app.domain.devices.device import DeviceKind
from tests.support.cast import Cast
from tests.support.source import style
from tests.support.visit import Visitor

CSS = style("desk.css")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the database."""
    return sqlite_url


@pytest.fixture
def tablet(app: Flask, start_device: Callable[..., str]) -> Visitor:
    tablet = Visitor(app)
    token = start_device(DeviceKind.TABLET)
    tablet.client.set_cookie("tavle", token)
    return tablet


def png_size(content: bytes) -> tuple[int, int]:
    """The width and height that a PNG's header gives."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", content[16:24])


@pytest.mark.parametrize(("who", "start"), [("ane", "/i-dag"), ("tablet", "/tavle/")])
def test_its_icon_opens_its_page(request: pytest.FixtureRequest, who: str, start: str) -> None:
    visitor = request.getfixturevalue(who)
    page = visitor.get(start)
    assert page.h1 == "Genbrugsbutikken"
    (link,) = page.all("link", rel="manifest")
    answer = visitor.client.get(link.get("href"), buffered=True)
    assert answer.status_code == 200
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.data)
    assert manifest["start_url"] == manifest["id"] == start
    assert manifest["scope"] == "/"
    assert manifest["display"] in ("standalone", "fullscreen")
    assert manifest["name"] and manifest["short_name"] == "Her i dag"
    sizes = set()
    for icon in manifest["icons"]:
        content = visitor.client.get(urljoin("/static/", icon["src"]), buffered=True).data
        width, height = png_size(content)
        assert icon["sizes"] == f"{width}x{height}"
        sizes.add((width, icon.get("purpose", "any")))
    assert {(192, "any"), (512, "any"), (512, "maskable")} <= sizes
    (apple,) = page.all("link", rel="apple-touch-icon")
    assert png_size(visitor.client.get(apple.get("href"), buffered=True).data) == (180, 180)


@pytest.mark.parametrize("who", ["ane", "tablet"])
def test_the_bar_above_has_the_colour_of_the_page(request: pytest.FixtureRequest, who: str) -> None:
    page = request.getfixturevalue(who).get({"ane": "/i-dag", "tablet": "/tavle/"}[who])
    colours = [meta.get("content") for meta in page.all("meta", name="theme-color")]
    assert len(colours) == 2
    for colour in colours:
        assert f"--paper: {colour};" in CSS


def test_a_visitors_page_offers_nothing_to_install(app: Flask, cast: Cast) -> None:
    page = Visitor(app).get(f"/c/{cast.shop_code}")
    assert not page.all("link", rel="manifest")
