"""The ten commonest check-in journeys, counted in taps and typed characters.

PRODUCT's budget: one tap after the scan, two with a role, nothing typed. The table is printed by
`.venv/bin/pytest -s tests/browser/test_taps.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from app.domain.devices.device import DeviceKind
from tests.support.browser.chromium import Opens
from tests.support.browser.taps import Counted
from tests.support.cast import Cast
from tests.support.server import Server

pytestmark = pytest.mark.browser

HERE, BARE = "Jeg er her", "I dag er jeg her bare"
UNDO, FORGET = "Fortryd: tæl mig ikke med", "Glem mig på denne telefon"


@pytest.fixture
def visitor(opens: Opens) -> Counted:
    return Counted(opens(java_script_enabled=False).new_page())


@pytest.fixture
def here(visitor: Counted, cast: Cast) -> Counted:
    """Somebody who has scanned and checked in, which cost one tap."""
    visitor.scan(f"/c/{cast.knitting_code}")
    visitor.tap(HERE)
    return visitor


@pytest.fixture
def costs(visitor: Counted) -> Callable[..., None]:
    def costs(journey: str, *, taps: int, typed: int = 0) -> None:
        sys.stdout.write(f"\n{journey:<40} {visitor.taps} taps, {visitor.typed} typed")
        assert (visitor.taps, visitor.typed) == (taps, typed), journey

    return costs


def test_being_here_costs_one_tap(here: Counted, costs: Callable[..., None]) -> None:
    assert here.says("Du er talt med.")
    costs("scan, here", taps=1)


def test_being_just_here_costs_one_tap(
    visitor: Counted, cast: Cast, costs: Callable[..., None]
) -> None:
    visitor.scan(f"/c/{cast.knitting_code}")
    visitor.tap(BARE)
    assert visitor.says("Du er her, og det er nok.")
    costs("scan, just here", taps=1)


def test_a_role_costs_two_taps(here: Counted, costs: Callable[..., None]) -> None:
    here.tap("laver mad")
    assert here.chosen("laver mad")
    costs("scan, here, a role", taps=2)


def test_another_activity_costs_two_taps(here: Counted, costs: Callable[..., None]) -> None:
    here.unfold("Det sker her i dag")
    here.tap("Reparation")
    assert here.chosen("Reparation")
    costs("scan, here, another activity", taps=3)


def test_each_one_more_in_a_group_costs_one_tap(here: Counted, costs: Callable[..., None]) -> None:
    here.tap("Vi er 2")
    assert here.says("Vi er 2")
    costs("scan, here, a group of two", taps=2)


def test_stepping_back_costs_one_tap_more(here: Counted, costs: Callable[..., None]) -> None:
    here.tap(BARE)
    assert here.says("Du er her, og det er nok.")
    costs("scan, here, just here after all", taps=2)


def test_regretting_costs_one_tap_more(here: Counted, costs: Callable[..., None]) -> None:
    here.tap(UNDO)
    assert here.says("Du er ikke talt med.")
    costs("scan, here, undo", taps=2)


def test_being_forgotten_costs_one_tap_more(here: Counted, costs: Callable[..., None]) -> None:
    here.tap(FORGET)
    assert here.page.context.cookies() == []
    costs("scan, here, forget me on this phone", taps=2)


def test_a_code_by_hand_is_all_that_is_ever_typed(
    visitor: Counted, cast: Cast, costs: Callable[..., None]
) -> None:
    visitor.scan("/")
    visitor.type(cast.knitting_code)
    visitor.tap("Videre")
    visitor.tap(HERE)
    assert visitor.says("Du er talt med.")
    costs("the code by hand, here", taps=2, typed=len(cast.knitting_code))


def test_the_tablet_costs_one_tap(
    visitor: Counted, server: Server, costs: Callable[..., None], start_device: Callable[..., str]
) -> None:
    token = start_device(DeviceKind.TABLET)
    visitor.page.context.add_cookies([{"name": "tavle", "value": token, "url": server.url}])
    visitor.scan("/tavle/")
    visitor.tap("Strikkecafé 10.00–14.00")
    assert visitor.says("Du er talt med.")
    costs("the tablet, here in an activity", taps=1)
