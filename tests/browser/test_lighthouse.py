"""The Lighthouse results for the check-in page that are the same on every machine.

The performance score depends on how busy the machine is, so `make bench` prints it instead.
"""

from __future__ import annotations

import pytest

from tests.support import lighthouse
from tests.support.browser.chromium import ARGUMENTS
from tests.support.cast import Cast
from tests.support.parts import chromium
from tests.support.server import Server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not lighthouse.available(), reason="Lighthouse is not installed"),
]

LOADS = ["Document", "Script", "Stylesheet"]  # One of each; the icon is in the page.
STYLE = "/static/css/door.css"
BYTES = 10_000


@pytest.mark.parametrize("code", ["shop_code", "knitting_code"])
def test_it_is_accessible_well_made_and_light(server: Server, cast: Cast, code: str) -> None:
    program = chromium()
    assert program
    found = lighthouse.measure(f"{server.url}/c/{getattr(cast, code)}", program, ARGUMENTS)
    del found["scores"]["performance"]
    assert found["scores"] == {"accessibility": 100, "best-practices": 100}, found["failed"]
    requests = found["requests"]
    assert {request["host"] for request in requests} == {server.url.removeprefix("http://")}
    assert sorted(r["type"] for r in requests) == LOADS, requests
    assert sum(request["bytes"] for request in requests) <= BYTES, requests
    assert set(found["blocking"]) <= {STYLE}, "something new delays the first paint"
    assert found["shift"] == 0, "what one reads moves while the page loads"
