"""Whether a day's last check-ins cost what its first did: `python -m bench.day [SIZE]`.

So many check-ins at one venue on one day, in this process, and the processor time of the last
thousand beside that of the first. The bare reference takes turns with ours, since the machine may
be busier at the end than at the beginning.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app import create_app
from bench import demo
from bench.asking import check_in, check_in_at_reference
from bench.references import bare, database
from config import Config

SIZE, QUICK_SIZE, PART = 100_000, 1_500, 1_000
BATCH = 50


def lines(size: int = 0, *, quick: bool = False) -> Iterator[str]:
    """Yield this part of `results.md`."""
    size = size or (QUICK_SIZE if quick else SIZE)
    with tempfile.TemporaryDirectory() as folder:
        file, reference = Path(folder) / "ours.sqlite", Path(folder) / "bare.sqlite"
        code = demo.create(file)
        database.create(reference)
        settings = {"DATABASE_URL": f"sqlite:///{file}", "BASE_URL": "http://127.0.0.1:8000"}
        ours, beside = (
            create_app(Config.from_env(settings), lambda: demo.NOON),
            bare.create(reference),
        )

        def mine() -> None:
            check_in(ours, code)

        def its() -> None:
            check_in_at_reference(beside)

        for _ in range(BATCH):
            mine()
            its()
        part = min(PART, size // 3)
        first = _in_turns(mine, its, part)
        for _ in range(size - 2 * part):
            check_in(ours, code)
        last = _in_turns(mine, its, part)
    yield f"## {size:,} check-ins at one venue on one day"
    yield ""
    yield f"| | first {part:,}, ms | last {part:,}, ms | last / first | must |"
    yield "|---|---|---|---|---|"
    yield f"| a check-in | {first[0]:.2f} | {last[0]:.2f} | {last[0] / first[0]:.2f} | |"
    yield f"| the bare reference | {first[1]:.2f} | {last[1]:.2f} | {last[1] / first[1]:.2f} | |"
    ratio = last[0] / first[0] / (last[1] / first[1])
    yield f"| a check-in, beside the reference | | | {ratio:.2f} | ≤ 1.2 |"


def _in_turns(mine: Callable[[], None], its: Callable[[], None], number: int) -> tuple[float, ...]:
    """Return the milliseconds of processor that one of each takes."""
    taken = [0.0, 0.0]
    for _ in range(number // BATCH):
        for which, flow in enumerate((mine, its)):
            began = time.process_time()
            for _ in range(BATCH):
                flow()
            taken[which] += time.process_time() - began
    return tuple(each / number * 1_000 for each in taken)


if __name__ == "__main__":
    for line in lines(*map(int, sys.argv[1:])):
        print(line)
