"""What every page needs: the database, the settings, the clock and the viewer."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from flask import abort, current_app
from flask_login import current_user

from app.db import Database
from app.domain.base.clock import ClockDoubt, Watch
from app.domain.people.access import Viewer
from app.domain.visits.pace import Pace
from app.services.people.tries import Tries
from app.web.platform.board_cache import BoardCache
from config import Config

Clock = Callable[[], dt.datetime]
Elapsed = Callable[[], float]
# Goes on while a laptop sleeps, where the system has it. Unlike the clock, nobody can set it.
SINCE_START = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def utc_now() -> dt.datetime:
    """The real clock; the only one outside the commands."""
    return dt.datetime.now(dt.UTC)


def since_start() -> float:
    """Seconds since the machine started."""
    return time.clock_gettime(SINCE_START)


@dataclass
class Closed:
    """Up to which minute this process knows that every ended day is closed."""

    minute: dt.datetime | None = None


@dataclass
class ClockMemory:
    """What this process knows of its clock, and why it does not believe it, if so."""

    watch: Watch | None = None
    doubt: ClockDoubt | None = None


@dataclass(frozen=True)
class State:
    """What the application was made with, and the little that a process remembers.

    With `elapsed` None the clock is never doubted. `is_real` tells that it is the machine's own,
    so that the database's can be expected to agree.
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
    pace: Pace = field(default_factory=Pace)
    tries: Tries = field(default_factory=Tries)


def state() -> State:
    """The running application's state."""
    return cast(State, current_app.extensions["her_i_dag"])


def db() -> Database:
    """The database, to hand to a service."""
    return state().db


def config() -> Config:
    """The settings."""
    return state().config


def now() -> dt.datetime:
    """The time, to hand to a service."""
    return state().clock()


def pace() -> Pace:
    """What this process remembers of the last minute, to hand to a service that checks in."""
    return state().pace


def signed_in() -> Viewer | None:
    """The viewer, or None where nobody is signed in."""
    user: Any = current_user
    return user.viewer if user.is_authenticated else None


def viewer() -> Viewer:
    """The viewer of a page that only signed-in people reach."""
    found = signed_in()
    if found is None:
        abort(401)
    return found
