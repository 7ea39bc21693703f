"""How fast the check-in page is on a slow phone: `python -m bench.lighthouse`.

Lighthouse loads it three times from the server as `make run` starts it; the table has the median of
each number. A busy machine makes them worse, so no test asserts them.
"""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.db import Database
from app.migrating import upgrade
from bench.serving import serving
from tests.support import lighthouse
from tests.support.browser.chromium import ARGUMENTS
from tests.support.cast import make_cast
from tests.support.parts import chromium

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
TIMES = 3
# The page in Persian is the heaviest.
PAGES = {
    "a venue": ("shop_code", ""),
    "an activity": ("knitting_code", ""),
    "an activity, in Persian": ("knitting_code", "?sprog=fa"),
}


def row(name: str, tries: list[dict[str, Any]]) -> str:
    """One line of the table."""

    def ms(what: str) -> str:
        return f"{statistics.median(found['ms'][what] for found in tries):,.0f} ms"

    score = statistics.median(found["scores"]["performance"] for found in tries)
    weight = statistics.median(sum(r["bytes"] for r in found["requests"]) for found in tries)
    times = " | ".join(map(ms, ("first", "largest", "usable", "blocked")))
    return f"| {name} | {score:.0f} | {times} | {weight:,.0f} |"


def lines(*, quick: bool = False) -> Iterator[str]:
    """Measure each page and yield this part of `results.md`."""
    program = chromium()
    yield "## The check-in page on a slow phone"
    yield ""
    if program is None or not lighthouse.available():
        yield (
            "Not measured. It needs chromium, Node and Lighthouse: apt-get install "
            "chromium-headless-shell nodejs npm; npm ci --prefix tests/lighthouse --ignore-scripts"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/lighthouse.sqlite"
        upgrade(url)
        db = Database(url)
        cast = make_cast(db, NOW)
        db.close()
        with serving(url, Path(folder)) as server:
            server.clock.set(NOW)
            times = 1 if quick else TIMES
            yield f"Median of {times}. The aim: 100, usable within 1,500 ms."
            yield ""
            yield "| Page | performance | first paint | largest paint | usable | blocked | bytes |"
            yield "|---|---|---|---|---|---|---|"
            for name, (code, language) in PAGES.items():
                address = f"http://127.0.0.1:{server.port}/c/{getattr(cast, code)}{language}"
                tries = [lighthouse.measure(address, program, ARGUMENTS) for _ in range(times)]
                yield row(name, tries)


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
