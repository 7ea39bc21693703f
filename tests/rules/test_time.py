"""Time is passed as an argument; only the application's clock reads the real time."""

from __future__ import annotations

from tests.support.source import attributes, name, python_files

READS_A_CLOCK = (
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.localtime",
)
MAY = {
    "app/web/platform/context.py",
    # Alembic passes a migration no time, and this one must know which months are final.
    "migrations/versions/0023_settling.py",
}


def test_it_reads_the_real_clock_in_one_place() -> None:
    readers = {
        f"{name(path)}:{line} {dotted}"
        for path in python_files("app", "migrations")
        for line, dotted in attributes(path)
        if dotted.endswith(READS_A_CLOCK) and name(path) not in MAY
    }
    assert not readers
