"""Several machines with one database: each a port, a folder and a process of its own.

They share the settings and nothing else. As with systemd, a machine's socket stays open while
versions come and go; when the machine itself is gone, so is its socket.
"""

from __future__ import annotations

import http.client
import itertools
import re
import secrets
import socket
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from app.db import Database
from app.domain.visits.ticket import visit_id
from app.models import DayKey, Visit
from tests.support import caddy
from tests.support.handed_over import Servers
from tests.support.phones import PATIENCE, Browser
from tests.support.source import ROOT

BREATH = 0.1
"""Seconds before a phone tries again."""


class Machine:
    """One of the machines. It has not been started."""

    def __init__(self, folder: Path, **settings: str) -> None:
        folder.mkdir()
        self.port = caddy.free_port()
        self._folder, self._settings = folder, settings | {"TMPDIR": str(folder)}

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self, source: Path = ROOT) -> None:
        listener = socket.create_server(("127.0.0.1", self.port), backlog=1024)
        self._servers = Servers(listener, self._folder, **self._settings)
        self._process = self._servers.start(source)

    def upgrade(self, source: Path = ROOT) -> None:
        """Let other code answer in the place of this, as `deploy/switch.sh` does."""
        before = self._process
        self._process = self._servers.start(source)
        self._servers.stop(before)

    def kill(self) -> None:
        """The machine is gone, with SIGKILL, whatever it was doing."""
        self._servers.close()
        for notified in self._folder.glob("notify-*"):
            notified.unlink()


@dataclass
class Roaming(Browser):
    """A browser whose every request comes to the next machine, as from a proxy that remembers
    nobody. `base` is the address that people use.
    """

    machines: Sequence[Machine] = ()

    def __post_init__(self) -> None:
        self._next = itertools.cycle(self.machines)
        self.sends = {"X-Forwarded-Proto": "https", "Host": self.base.removeprefix("https://")}

    def ask(self, path: str, **fields: str) -> tuple[int, str]:
        self.base = f"http://{next(self._next).address}"
        return super().ask(path, **fields)


@dataclass
class Phones:
    """Phones that look and press one after the other, and send a press until it is thanked for.

    `sent` is every key that was pressed, and `troubles` what was not answered as it should be.
    """

    base: str
    paths: Sequence[str]
    phones: int = 4
    sent: set[tuple[str, str]] = field(default_factory=set)
    thanked: int = 0
    troubles: Counter[str] = field(default_factory=Counter)

    def start(self) -> None:
        self._stopping = threading.Event()
        self._turn = threading.Condition()
        self._threads = [threading.Thread(target=self._run) for _ in range(self.phones)]
        for thread in self._threads:
            thread.start()

    def wait_for(self, more: int) -> None:
        """Wait until as many more were thanked for."""
        with self._turn:
            wanted = self.thanked + more
            assert self._turn.wait_for(lambda: self.thanked >= wanted, PATIENCE), self.troubles

    def stop(self) -> None:
        """Let every phone be thanked for its press."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        for path in itertools.cycle(self.paths):
            if self._stopping.is_set():
                return
            phone = Browser(self.base)
            key = re.search(r'name="key" value="([^"]+)"', self._insist(phone, 200, path))
            assert key
            self.sent.add((path, key[1]))
            self._insist(phone, 303, path, svar="her", key=key[1], press=secrets.token_hex(16))
            self._insist(phone, 200, f"{path}/besoeg")
            with self._turn:
                self.thanked += 1
                self._turn.notify_all()

    def _insist(self, phone: Browser, wanted: int, path: str, **fields: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                status, page = phone.ask(path, **fields)
            except (OSError, http.client.HTTPException) as error:
                status, page = type(error).__name__, ""  # type: ignore[assignment]
            if status == wanted:
                return page
            self.troubles[f"{'POST' if fields else 'GET'} {status}"] += 1
            time.sleep(BREATH)
        raise AssertionError(f"{path} was not answered: {self.troubles}")


def counted(db: Database, venue_id: int) -> tuple[set[str], int]:
    """The ids of a venue's visits, and how many rows they are."""
    with db.reading() as session:
        ids = session.scalars(select(Visit.id).where(Visit.venue_id == venue_id)).all()
    return set(ids), len(ids)


def ids_of(db: Database, venue_id: int, keys: set[str]) -> set[str]:
    """The ids that visits with these keys have."""
    with db.reading() as session:
        day_keys = session.scalars(select(DayKey.key).where(DayKey.venue_id == venue_id)).all()
    return {visit_id(day_key, venue_id, key) for day_key in day_keys for key in keys}
