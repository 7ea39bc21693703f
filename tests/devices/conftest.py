"""The list of a venue's devices."""

from __future__ import annotations

import pytest

from tests.support.cast import Cast


@pytest.fixture
def shelf(cast: Cast) -> str:
    return f"/i-dag/{cast.shop}/tavler"
