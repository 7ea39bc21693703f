"""Answering, "just here" and skipping are equal in what is stored, sent and shown."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Participation, Visit
from tests.support.browser.boxes import box_of
from tests.support.browser.chromium import Opens
from tests.support.cast import Cast
from tests.support.visit import Page, Visitor

pytestmark = pytest.mark.browser

ANSWERS = {"her": "Jeg er her", "bare": "I dag er jeg her bare"}
KEYS = ("ab" * 16, "cd" * 16, "ef" * 16)
# What makes one button stand out from another; the boxes hold their positions.
LOOK = """button => {
  const style = getComputedStyle(button);
  return ["fontSize", "fontWeight", "fontStyle", "fontFamily", "color", "backgroundColor",
    "borderTopWidth", "borderTopColor", "borderRadius", "boxShadow", "opacity", "display",
    "position", "textAlign", "textTransform", "textDecorationLine", "padding"]
    .map((name) => `${name}: ${style[name]}`);
}"""


def apart_from_its_id(row: Visit) -> dict[Any, Any]:
    table = type(row).__table__
    return {c.name: getattr(row, c.name) for c in table.columns if c.name != "id"}


def test_it_stores_the_same_row(app: Flask, db: Database, cast: Cast) -> None:
    """At the venue's own code, with either answer or with the question left open."""
    closed, skipped, bare = (Visitor(app) for _ in KEYS)
    target = f"/c/{cast.shop_code}"
    closed.client.post(target, data={"svar": "her", "key": KEYS[0]})  # Never looks.
    skipped.post(target, svar="her", key=KEYS[1])
    bare.post(target, svar="bare", key=KEYS[2])
    with db.reading() as session:
        rows = [apart_from_its_id(row) for row in session.scalars(select(Visit))]
        assert len(rows) == 3
        assert rows[0] == rows[1] == rows[2]
        assert session.scalars(select(Participation)).all() == []


def on_the_wire(somebody: Visitor, page: Page) -> int:
    """Bytes of the response as a browser receives it: headers, and body as compressed."""
    path = page.response.request.full_path
    answer = somebody.client.get(path, headers={"Accept-Encoding": "gzip"})
    return len(str(answer.headers)) + len(answer.data)


@pytest.mark.parametrize("code", ["shop_code", "knitting_code"])
def test_it_sends_pages_of_the_same_weight(app: Flask, cast: Cast, code: str) -> None:
    """The answer itself, and what a visitor sees who comes back later: within 5 %."""
    sizes = []
    for answer, key in zip(ANSWERS, KEYS, strict=False):
        somebody = Visitor(app)
        target = f"/c/{getattr(cast, code)}"
        first = somebody.post(target, svar=answer, key=key)
        later = somebody.get(f"{target}/besoeg")
        raw = [len(page.response.data) for page in (first, later)]
        sent = [on_the_wire(somebody, page) for page in (first, later)]
        sizes.append(raw + sent)
    for one, other in zip(*sizes, strict=True):
        assert abs(one - other) <= 0.05 * max(one, other), sizes


@pytest.mark.parametrize("size", [(320, 568), (412, 839), (1280, 800)])
def test_it_shows_two_equal_buttons(opens: Opens, cast: Cast, size: tuple[int, int]) -> None:
    page = opens(viewport={"width": size[0], "height": size[1]}).new_page()
    for code in (cast.shop_code, cast.knitting_code):
        page.goto(f"/c/{code}")
        here, bare = (page.get_by_role("button", name=n, exact=True) for n in ANSWERS.values())
        assert here.evaluate(LOOK) == bare.evaluate(LOOK)
        one, other = box_of(here), box_of(bare)
        assert one["width"] == other["width"]
        assert one["height"] == other["height"]
        assert one["x"] == other["x"], "one below the other, in the same column"
