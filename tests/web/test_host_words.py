"""The host's pages read easily: LIX at most 30, in every state that has words of its own."""

import pytest

from tests.rules.test_words import lix, running_text
from tests.visit import Visitor

HIGHEST = 30


@pytest.fixture
def pages(app, cast, clock):
    """What a host can come to see, by name."""
    ane = Visitor(app).sign_in(cast.ane)
    at = f"/i-dag/{cast.shop}"
    day = f"{at}/dage/2026-11-21"
    found = {"empty board": ane.get(at)}
    found["closed board"] = ane.press(found["empty board"], "I dag er her lukket")
    ane.press(found["closed board"], "Fortryd")
    found["added"] = ane.press(ane.get(f"{at}/antal"), "Læg til", size=12)
    found["lower"] = ane.press(ane.get(f"{at}/antal"), "Gem tallet", total=3)
    found["label"] = ane.press(ane.get(f"{at}/ord"), "Gem", text="En sårbar gæst")
    found["correction"] = ane.press(ane.get(day), "Læg til", number=3, why="twice")
    found["few"] = ane.press(ane.get(day), "Træk fra", status=400, number=9, why="twice")
    found["both"] = ane.press(ane.get(f"{day}/papir"), "Skriv ind", visits=9)
    clock.at("2026-11-23")
    found["question"] = ane.press(ane.get(at), "Én mere: besøg i dag")
    for name in ("antal", "mere", "dage", "ord", "ny", "aktiviteter", "tavler"):
        found[name] = ane.get(f"{at}/{name}")
    for name in ("", "/papir", "/ark"):
        found[f"dage{name}"] = ane.get(f"{day}{name}")
    found["code"] = ane.get(f"{at}/aktiviteter/{cast.repair}")
    return found


def test_the_pages_of_a_host_read_easily(pages):
    hard = []
    for name, page in pages.items():
        (main,) = page.all("main")
        index = lix(running_text(main))
        if index > HIGHEST:
            hard.append(f"{name}: {index:.1f}")
    assert not hard
