"""Small check-in applications, to compare ours with on the same machine in the same minute.

Each answers three requests: the page behind a code, the press, and the thank-you. They store one
row for each press, with SQLite's settings as ours (`database.py`).

* `bare`: three hand-written WSGI answers and one INSERT. Nothing can cost less.
* `lean`: what a check-in needs, made by hand: Flask, the driver, pages kept in memory.
* `full`: as most people would write it: Flask, SQLAlchemy Core, Flask-WTF, Jinja and a session.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.references import bare, full, lean

REFERENCES: dict[str, Callable[[Path], Any]] = {
    "bare": bare.create,
    "lean": lean.create,
    "full": full.create,
}
"""What makes each application, on a database that `database.create` has made."""
