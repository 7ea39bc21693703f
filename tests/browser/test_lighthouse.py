"""The check-in page as Lighthouse measures it on a phone: 100, 100, 100, and quick to answer."""

from __future__ import annotations

import pytest

from tests import lighthouse
from tests.browser.conftest import ARGUMENTS
from tests.parts import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not lighthouse.available(), reason="Lighthouse is not installed"),
]

BEST = {"performance": 100, "accessibility": 100, "best-practices": 100}
USABLE_MS = 1_500
# A busy machine makes a page slow that is not; no machine makes a slow one quick.
TRIES = 3


@pytest.mark.parametrize("code", ["shop_code", "knitting_code"])
def test_it_scores_a_hundred_three_times_over(server, cast, code):
    program = chromium()
    assert program
    tried = []
    for _try in range(TRIES):
        found = lighthouse.measure(f"{server.url}/c/{getattr(cast, code)}", program, ARGUMENTS)
        if found["scores"] == BEST and found["interactive"] < USABLE_MS:
            return
        tried.append(found)
    pytest.fail("\n".join(map(str, tried)))
