"""Runs every measurement and writes `bench/results.md`: `make bench`.

A part is a module of this folder with a function `lines(quick=…)`, which yields its lines of the
file. Ratios are of things that were measured in the same minute, so that they hold on a busy
machine.

`python -m bench door served` runs some parts and writes nothing; `--quick` measures less of each.
"""

from __future__ import annotations

import importlib
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

PARTS = (
    *("door", "served", "day", "lighthouse"),
    *("reports", "writes", "busy", "engines", "machines", "growth"),
)
RESULTS = Path(__file__).parent / "results.md"
PACKAGES = ("flask", "sqlalchemy", "waitress", "jinja2")
QUICK = "--quick"
HEAD = """# Measured

Written by `make bench`. What each part does is in [README.md](README.md)."""


def machine() -> Iterator[str]:
    """Yield on what it was measured."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    yield f"* Commit {commit or 'unknown'}"
    yield f"* {os.cpu_count()} cores ({processor()}); load {load} when it began"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield f"* Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"


def processor() -> str:
    """Return the processor's name."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def main(parts: list[str], *, quick: bool) -> None:
    """Run the parts, print their lines, and write the file if these are all of them."""
    written = [HEAD, "", *machine()]
    if quick:
        written.append("* Fewer rounds than usual (`--quick`)")
    print(*written, sep="\n")
    for name in parts or PARTS:
        written.append("")
        print()
        for line in importlib.import_module(f"bench.{name}").lines(quick=quick):
            written.append(line)
            print(line, flush=True)
    if not parts:
        RESULTS.write_text("\n".join(written) + "\n")


if __name__ == "__main__":
    main([each for each in sys.argv[1:] if each != QUICK], quick=QUICK in sys.argv)
