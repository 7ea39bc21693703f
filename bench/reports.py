"""What reports of a whole region cost: `.venv/bin/python -m bench.reports`.

Writes two regions of 300 venues and three years (`bench.region`), one with ten times the visits of
the other, and fetches the pages and files of each as a coordinator who is signed in, in a process
of its own. `lines()` yields the results as Markdown.
"""

from __future__ import annotations

import gc
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app import create_app
from app.db import Database
from app.migrating import upgrade
from bench import region
from config import Config
from tests.support.cast import make_cast
from tests.support.visit import Visitor

VISITS, VENUES = (1_000_000, 10_000_000), 300
QUICK_VISITS, QUICK_VENUES = (100_000, 1_000_000), 30
WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
TIMES = 3
"""How often each is fetched; the median counts. Before that it is fetched once to warm up."""
LIMITS = {
    "one place, page of a year": 0.05,
    "page of a month": 0.5,
    "page of a year": 1.0,
    "CSV of a year": 2.0,
    "XLSX of a year": 5.0,
    "package of a year": 10.0,
}
"""The processor seconds that each may take."""
MOST_MEMORY, MOST_GROWTH = 200, 1.1
"""Peak memory in MB, and ten times the visits beside the visits."""


def addresses(partnership: int, venue: int) -> dict[str, str]:
    every, month = f"p{partnership}", "maaned=2025-10"
    return {
        "one place, page of a year": f"/rapporter?sted={venue}&{month}&laengde=aar",
        "page of a month": f"/rapporter?sted={every}&{month}&laengde=maaned",
        "page of a year": f"/rapporter?sted={every}&{month}&laengde=aar",
        "page of a year, all rows": f"/rapporter?sted={every}&{month}&laengde=aar&alle=ja",
        "CSV of a year": f"/rapporter/{every}/2025.csv",
        "JSON of a year": f"/rapporter/{every}/2025.json",
        "XLSX of a year": f"/rapporter/{every}/2025.xlsx",
        "PDF of a year": f"/rapporter/{every}/2025.pdf",
        "package of a year": f"/rapporter/{every}/2025.zip",
    }


def lines(*, quick: bool = False) -> Iterator[str]:
    """Yield the lines of a Markdown table: what, seconds of both, their ratio, limit, memory."""
    visits, venues = (QUICK_VISITS, QUICK_VENUES) if quick else (VISITS, VENUES)
    few, many = (_in_a_process(number, venues) for number in visits)
    yield "## Reports of a region"
    yield ""
    yield f"{venues} venues, {region.ACTIVITIES} activities each, three years, SQLite."
    yield ""
    yield (
        f"| what | processor s, {visits[0]:,} visits | {visits[1]:,} visits"
        f" | ratio (≤ {MOST_GROWTH}) | may take | peak memory so far (≤ {MOST_MEMORY} MB) |"
    )
    yield "|---|---:|---:|---:|---:|---:|"
    for name, one in many["lines"].items():
        before = few["lines"][name]["seconds"]
        yield (
            f"| {name} | {before:.2f} | {one['seconds']:.2f} | {one['seconds'] / before:.2f}"
            f" | {LIMITS.get(name, '–')} | {one['peak']} |"
        )
    yield ""
    yield (
        f"A process's own memory: {many['started']} MB at first, {many['own']} MB after all of it."
    )


def _in_a_process(visits: int, venues: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="her-i-dag-") as folder:
        url = f"sqlite:///{Path(folder) / 'region.sqlite'}"
        upgrade(url)
        db = Database(url)
        cast = make_cast(db, region.NOW)
        first = region.fill(db, cast, venues=venues, visits=visits).venues[0]
        db.close()
        this = [sys.executable, "-m", "bench.reports", url, cast.kim]
        asked = [*this, str(cast.partnership), str(first)]
        told = subprocess.run(asked, stdout=subprocess.PIPE, check=True).stdout
        found: dict[str, Any] = json.loads(told)
        return found


def measure(url: str, email: str, partnership: int, venue: int) -> dict[str, Any]:
    """Fetch everything; seconds of the processor, and memory in MB."""
    app = create_app(Config(database_url=url, base_url="http://localhost"), lambda: region.NOW)
    kim = Visitor(app).sign_in(email)
    gc.freeze()  # As wsgi.py does.
    found: dict[str, Any] = {"started": own_memory(), "lines": {}}
    for name, path in addresses(partnership, venue).items():
        _fetch(kim, path)
        found["lines"][name] = {
            "seconds": statistics.median(_fetch(kim, path) for _ in range(TIMES)),
            "peak": max(resource.getrusage(whose).ru_maxrss for whose in WHOSE) // 1024,
        }
    found["own"] = own_memory()
    return found


def _fetch(visitor: Visitor, path: str) -> float:
    began = _processor()
    answer = visitor.client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status}")
    for _chunk in answer.iter_encoded():
        pass  # A package is built while it is read; nobody keeps it whole.
    answer.close()
    return _processor() - began


def _processor() -> float:
    """The processor seconds of this process and of those that have made files for it."""
    used = [resource.getrusage(whose) for whose in WHOSE]
    return sum(one.ru_utime + one.ru_stime for one in used)


def own_memory() -> int:
    """The memory of this process in MB that it shares with nobody (USS)."""
    told = Path("/proc/self/smaps_rollup").read_text()
    return sum(int(kb) for kb in re.findall(r"Private_\w+:\s+(\d+) kB", told)) // 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        address, who, *ids = sys.argv[1:]
        print(json.dumps(measure(address, who, *map(int, ids))))
    else:
        for line in lines():
            print(line, flush=True)
