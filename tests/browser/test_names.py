"""What a screen reader says on check-in pages, in order: frozen so changes are deliberate.

For an intended change, `SNAPSHOTS=update .venv/bin/pytest tests/browser/test_names.py` rewrites
the files; read the diff aloud before committing it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.db import Database
from app.domain.devices.device import DeviceKind
from tests.support.browser import walk
from tests.support.browser.chromium import Opens
from tests.support.cast import Cast
from tests.support.check_in_states import ARCHIVED, CLOSED, REPLACED, UNKNOWN, add_check_in_states
from tests.support.clock import Clock
from tests.support.server import Server

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).with_name("snapshots")
UPDATE = os.environ.get("SNAPSHOTS") == "update"
CHECK_IN_PAGES = {
    "/": "front",
    "/kode?kode=QQQQ": "unknown-code-by-hand",
    "/privatliv": "privacy",
    f"/c/{UNKNOWN}": "unknown-code",
    f"/c/{REPLACED}": "replaced-code",
    f"/c/{ARCHIVED}": "archived-place",
    f"/c/{CLOSED}": "closed-place",
    "after her": "visit-taking-part",
    "after bare": "visit-just-here",
    "what is stored, after her": "what-is-stored",
    "forgotten, after her": "forgotten",
}
WRONG = {
    "too many": "too-many",
    "errors/503.html": "busy",
    "errors/507.html": "disk-full",
    "check_in/refused.html day_closed": "day-closed",
}
ON_THE_TABLET = {
    "the start ": "tablet-start",
    "thanks, after her": "tablet-thanks-taking-part",
    "thanks, after bare": "tablet-thanks-just-here",
}


class Snapshots:
    """Compares what pages say with the snapshot files."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taken: set[str] = set()
        self.changed: list[str] = []

    def take(self, name: str) -> None:
        said = self.page.locator("body").aria_snapshot() + "\n"
        file = FOLDER / f"{name}.txt"
        self.taken.add(name)
        if UPDATE:
            file.write_text(said)
        elif not file.exists() or file.read_text() != said:
            self.changed.append(f"{name}:\n{said}")

    def are(self, names: Iterable[str]) -> None:
        assert self.taken == set(names)
        assert not self.changed, "\n".join(self.changed)


@pytest.fixture
def snapshots(opens: Opens, server: Server) -> Snapshots:
    # Voices come from the machine: here there are none, whatever it has.
    context = opens()
    context.add_init_script(
        "delete window.speechSynthesis; delete Window.prototype.speechSynthesis"
    )
    return Snapshots(context.new_page())


def test_it_says_the_same_at_check_in(
    snapshots: Snapshots, db: Database, cast: Cast, clock: Clock
) -> None:
    add_check_in_states(db, cast, clock().date())
    names = CHECK_IN_PAGES | {f"/c/{cast.knitting_code}": "check-in"}
    for name in walk.check_in_pages(snapshots.page, cast, "da"):
        if name in names:
            snapshots.take(names[name])
    snapshots.are(names.values())


def test_it_says_the_same_where_it_goes_wrong(
    snapshots: Snapshots, app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    add_check_in_states(db, cast, clock().date())
    for name in walk.where_it_goes_wrong(snapshots.page, app, cast, "da"):
        if name in WRONG:
            snapshots.take(WRONG[name])
    snapshots.are(WRONG.values())


def test_it_says_the_same_on_the_tablet(
    snapshots: Snapshots, server: Server, start_device: Callable[..., str]
) -> None:
    token = start_device(DeviceKind.TABLET)
    snapshots.page.context.add_cookies([{"name": "tavle", "value": token, "url": server.url}])
    for name in walk.on_the_tablet(snapshots.page, "da"):
        if name in ON_THE_TABLET:
            snapshots.take(ON_THE_TABLET[name])
    snapshots.are(ON_THE_TABLET.values())


def test_it_keeps_no_snapshot_that_nobody_takes() -> None:
    kept = {file.stem for file in FOLDER.glob("*.txt")}
    assert kept == {*CHECK_IN_PAGES.values(), *WRONG.values(), *ON_THE_TABLET.values(), "check-in"}
