"""Access to the application's state: the database, the settings, the clock and the viewer."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from flask import abort, current_app
from flask_login import current_user

from app.db import Database
from app.domain.base.clock import ClockDoubt, Watch
from app.domain.base.kept import Kept
from app.domain.people.access import Viewer
from app.domain.visits.pace import Pace
from app.services.people.tries import Tries
from app.web.platform.board_cache import BoardCache
from config import Config

Clock = Callable[[], dt.datetime]
Elapsed = Callable[[], float]
# CLOCK_BOOTTIME also counts while a laptop sleeps. Unlike the wall clock, neither can be set.
SINCE_START = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)

PAGES = 1_000
"""How many of the pages that are the same for everybody are kept: about 8 MB."""


def utc_now() -> dt.datetime:
    """Return the current time in UTC. Nothing else reads the wall clock."""
    return dt.datetime.now(dt.UTC)


def since_start() -> float:
    """Return the seconds since the machine started."""
    return time.clock_gettime(SINCE_START)


@dataclass
class Closed:
    """The last minute in which this process looked for days to close, and the last date on which
    it looked for former members. One thread looks at a time, and holds `looking`.
    """

    minute: dt.datetime | None = None
    date: dt.date | None = None
    looking: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class ClockMemory:
    """What this process knows about its clock, and why it is in doubt, if it is."""

    watch: Watch | None = None
    doubt: ClockDoubt | None = None


@dataclass(frozen=True)
class State:
    """What the application was created with, and what this process keeps in memory.

    If `elapsed` is None, the clock is never doubted. `is_real` means that `clock` is the machine's
    own, so the database's clock should agree with it.
    """

    db: Database
    config: Config
    clock: Clock
    elapsed: Elapsed | None = None
    is_real: bool = False
    clock_memory: ClockMemory = field(default_factory=ClockMemory)
    newest_revision: str = ""
    closed: Closed = field(default_factory=Closed)
    boards: BoardCache = field(default_factory=BoardCache)
    pages: Kept[tuple[Any, ...]] = field(default_factory=lambda: Kept(PAGES))
    pace: Pace = field(default_factory=Pace)
    tries: Tries = field(default_factory=Tries)


def state() -> State:
    return cast(State, current_app.extensions["her_i_dag"])


def db() -> Database:
    return state().db


def config() -> Config:
    return state().config


def now() -> dt.datetime:
    """Return the current time in UTC, to pass to a service."""
    return state().clock()


def pace() -> Pace:
    """Return what this process remembers of the last minute's check-ins, to pass to a service."""
    return state().pace


def signed_in() -> Viewer | None:
    """Return the viewer, or None if nobody is signed in."""
    user: Any = current_user
    return user.viewer if user.is_authenticated else None


def viewer() -> Viewer:
    """Return the viewer on a page that requires a sign-in. Aborts with 401 without one."""
    found = signed_in()
    if found is None:
        abort(401)
    return found
