"""Addresses people have written down, printed or bookmarked keep working: tests/routes.txt."""

from __future__ import annotations

from tests.support.routes import all_routes
from tests.support.source import ROOT, differences


def test_it_keeps_every_public_address() -> None:
    found = sorted({route.rule for route in all_routes()})
    assert not (wrong := differences(ROOT / "tests" / "routes.txt", found)), wrong
