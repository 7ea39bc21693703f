"""The list of logbooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.logbook_pages import write
from tests.support.visit import Visitor


def test_it_lists_what_one_may_open(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    clock: Clock,
    counted: Callable[..., None],
) -> None:
    counted("2026-05-05", 3)
    ane, kim, lis = sign_in(cast.ane), sign_in(cast.kim), sign_in(cast.lis)
    assert "Her er ingen logbog endnu." in lis.get("/logbog").text
    write(ane, at, "happened", "Vi åbnede.")
    page = ane.get("/logbog")
    assert "1 af 7 svar" in page.text
    assert "2. kvartal 2026" in page.text
    assert "Skraldecaféen" not in page.text
    clock.at("2027-01-09")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    page = lis.get("/logbog")
    assert "afleveret" in page.text
    assert "3. kvartal 2026" not in page.text
    assert lis.press(page, "Åbn logbogen").h1 == "Genbrugsbutikken"


def test_it_leads_to_the_chosen_one(
    sign_in: Callable[[Any], Visitor], cast: Cast, counted: Callable[..., None]
) -> None:
    counted("2026-05-05", 3)
    ane = sign_in(cast.ane)
    page = ane.press(ane.get("/logbog"), "Åbn logbogen", kvartal="2026-2")
    assert "Logbog for 2. kvartal 2026" in page.text
    page = ane.get(f"/logbog?sted={cast.cafe}&kvartal=2026-4")
    assert "Den logbog er her ikke." in page.text
    ane.get(f"/logbog?sted={cast.shop}&kvartal=x", status=404)
