"""Between comparing what a form was made from and saving it, nobody else saves one.

A form that overwrites something (`changed_meanwhile`) is compared with what is stored before its
writing block. So that two posts at the same moment cannot both be found right, each takes a lock
first. It is on an empty file beside the uploads, which all processes of the installation share.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
from pathlib import Path

from flask import Flask, g, request

from app.db import Database, StorageUnavailable
from app.domain.base.tokens import token_hash
from app.web.platform.changed_meanwhile import FIELD
from app.web.platform.context import db

PLAIN = "application/x-www-form-urlencoded"
LONGEST = 5.0
"""Seconds that a form waits for its turn, as long as for the database."""
PAUSE = 0.02


def register_turns(app: Flask) -> None:
    app.before_request(take_turn)
    app.teardown_request(give_turn)


def take_turn() -> None:
    """Wait until no other form is being compared and saved. Raises StorageUnavailable."""
    # A file is sent otherwise, and a page must say how large it may be before it is read.
    if request.method != "POST" or request.mimetype != PLAIN or FIELD not in request.form:
        return
    flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW
    held = g.turn = os.open(turns_of(db()), flags, 0o600)
    until = time.monotonic() + LONGEST
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise StorageUnavailable("another form is being saved") from error
            time.sleep(PAUSE)
        else:
            return


def give_turn(_error: BaseException | None = None) -> None:
    """Let the next form have its turn. Closing the file gives up its lock."""
    held = g.pop("turn", None)
    if held is not None:
        os.close(held)


def turns_of(database: Database) -> Path:
    """The file that the processes of this database lock in turn."""
    parent = database.shared_folder or Path(tempfile.gettempdir())
    return parent / f"her-i-dag-{os.getuid()}-{token_hash(str(database.engine.url))[:16]}.lock"
