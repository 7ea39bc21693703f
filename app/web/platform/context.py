"""What every page needs: the database, the settings, the clock and the viewer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from flask import abort, current_app
from flask_login import current_user

from app.db import Database
from app.domain.people.access import Viewer
from app.web.platform.board_cache import BoardCache
from config import Config

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The real clock; the only one outside the commands."""
    return dt.datetime.now(dt.UTC)


@dataclass
class Closed:
    """Up to which minute this process knows that every ended day is closed."""

    minute: dt.datetime | None = None


@dataclass(frozen=True)
class State:
    """What the application was made with, and the little that a process remembers."""

    db: Database
    config: Config
    clock: Clock
    closed: Closed = field(default_factory=Closed)
    boards: BoardCache = field(default_factory=BoardCache)


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
