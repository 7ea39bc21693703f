"""What a check-in costs, beside the references: `python -m bench.door [ROUNDS]`.

A check-in is three requests: the page behind a code, the press and the thank-you. Everything runs
in this one process, in small batches that take turns, and what is compared is processor time.
"""

from __future__ import annotations

import functools
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from app import create_app
from bench import demo
from bench.asking import check_in, check_in_at_reference
from bench.measuring import processor_times, ratios, shown
from bench.references import REFERENCES, database
from config import Config

ROUNDS, QUICK_ROUNDS, BATCH = 30, 9, 20
PLAIN, WITH_ROLE = "a check-in", "the same, and a role tapped on the thank-you"
AIMS = {PLAIN: "≤ 1.3, aim 1.0", WITH_ROLE: "≤ 2.7, aim 2.0"}


def lines(rounds: int = 0, *, quick: bool = False) -> Iterator[str]:
    """Yield this part of `results.md`."""
    rounds = rounds or (QUICK_ROUNDS if quick else ROUNDS)
    with tempfile.TemporaryDirectory() as folder:
        times = processor_times(_flows(Path(folder)), rounds=rounds, batch=BATCH)
    yield "## A check-in, in processor time"
    yield ""
    yield f"Median and middle half of {rounds} rounds of {BATCH} check-ins each, all in one process"
    yield "and taking turns. Compared with one check-in of the reference in the same round."
    yield ""
    yield "| What | ms | × full | × lean | must |"
    yield "|---|---|---|---|---|"
    for name, taken in times.items():
        beside = " | ".join(shown(ratios(taken, times[other])) for other in ("full", "lean"))
        yield f"| {name} | {shown(taken)} | {beside} | {AIMS.get(name, '')} |"


def _flows(folder: Path) -> dict[str, Callable[[], None]]:
    flows: dict[str, Callable[[], None]] = {}
    for name, create in REFERENCES.items():
        path = folder / f"{name}.sqlite"
        database.create(path)
        flows[name] = functools.partial(check_in_at_reference, create(path))
    path = folder / "ours.sqlite"
    code = demo.create(path)
    environment = {"DATABASE_URL": f"sqlite:///{path}", "BASE_URL": "http://127.0.0.1:8000"}
    ours = create_app(Config.from_env(environment), lambda: demo.NOON)
    flows[PLAIN] = functools.partial(check_in, ours, code)
    flows[WITH_ROLE] = functools.partial(check_in, ours, code, role=True)
    return flows


if __name__ == "__main__":
    for line in lines(*map(int, sys.argv[1:])):
        print(line)
