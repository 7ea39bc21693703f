"""Where a phone arrives that scans the code of an activity."""

from __future__ import annotations

import pytest

from tests.support.cast import Cast


@pytest.fixture
def target(cast: Cast) -> str:
    return f"/c/{cast.knitting_code}"
