"""Two machines and one PostgreSQL under load: `.venv/bin/python -m bench.machines [ROUNDS]`.

Phones check in through Caddy, which sends each request to the next machine, while a host looks at
the board and a coordinator changes the venue's name, signs in and out, and fetches reports. One
machine is killed and comes back, again and again; then both are upgraded, one after the other, to
a version with another column, and back. tests/deploy/test_machines.py is the short form.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import update

from app.db import Database
from app.domain.base.service_day import DEFAULT_LIMIT
from app.migrating import newest_revision, upgrade
from app.models import Venue
from tests.support import caddy, postgres
from tests.support.cast import PASSWORD, Cast, make_cast
from tests.support.machines import Machine, Phones, counted, ids_of
from tests.support.phones import Browser
from tests.support.source import ROOT

ROUNDS, PRESSES = 5, 60
LATER = '''"""The next release."""
import sqlalchemy as sa
from alembic import op
revision = "9999_later"
down_revision = "{}"
def upgrade():
    op.add_column("visit", sa.Column("later", sa.Integer))
'''


@dataclass
class Staff:
    """A coordinator who changes the venue's name and looks at once whether it is on the poster's
    page, signs in and out, and fetches a report, while nobody fails them.
    """

    base: str
    cast: Cast
    seen: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def start(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        for number in itertools.count():
            if self._stopping.is_set():
                return
            with contextlib.suppress(OSError):
                self._round(Browser(self.base), f"Hus nummer {number}")

    def _round(self, kim: Browser, name: str) -> None:
        shop = self.cast.shop
        form = {"kind": "genbrugsbutik", "organisation": "0", "unit_length": "3"}
        form |= {"name": name, "day_limit": str(DEFAULT_LIMIT)}
        self._expect(kim, 303, "/log-ind", email=self.cast.kim, password=PASSWORD)
        if self._expect(kim, 303, f"/steder/{shop}/ret", **form) is not None:
            for _machine in range(2):
                page = self._expect(Browser(self.base), 200, f"/c/{self.cast.shop_code}")
                if page is not None:
                    (self.seen if name in page else self.wrong)["profile"] += 1
        for path in (f"/i-dag/{shop}", f"/rapporter/{shop}/2026-10.csv"):
            self._expect(kim, 200, path)
        self._expect(kim, 303, "/log-ud", ok="1")

    def _expect(self, who: Browser, wanted: int, path: str, **fields: str) -> str | None:
        status, page = who.ask(path, **fields)
        kind = "POST" if fields else "GET"
        (self.seen if status == wanted else self.wrong)[f"{kind} {status}"] += 1
        return page if status == wanted else None


def lines(rounds: int = ROUNDS, *, quick: bool = False) -> Iterator[str]:
    """Run it, and yield what happened as lines of Markdown."""
    rounds = 1 if quick else rounds
    yield "## Two machines, one PostgreSQL"
    yield ""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="her-i-dag-")))
        server = stack.enter_context(postgres.running(folder, options=""))
        server.run("CREATE DATABASE machines")
        url = server.url("machines")
        upgrade(url)
        db = Database(url)
        stack.callback(db.close)
        cast = make_cast(db, dt.datetime.now(dt.UTC))
        with db.writing() as session:
            session.execute(update(Venue).values(daily_cap=1_000_000, minute_cap=0))
        base = f"https://localhost:{caddy.free_port()}"
        settings = {"DATABASE_URL": url, "BASE_URL": base, "TRUSTED_PROXIES": "1"}
        settings["SECOND_FACTOR"] = "0"
        machines = [Machine(folder / name, **settings) for name in ("one", "two")]
        for machine in machines:
            stack.callback(machine.kill)
            machine.start()
        os.environ["SSL_CERT_FILE"] = str(folder / caddy.AUTHORITY)
        addresses = [machine.address for machine in machines]
        stack.enter_context(caddy.running(folder, base, caddy.free_port(), *addresses))
        phones = Phones(base, [f"/c/{cast.shop_code}", f"/c/{cast.knitting_code}"])
        staff = Staff(base, cast)
        phones.start()
        staff.start()
        try:
            yield from _kills(machines, phones, staff, rounds)
            yield from _upgrades(machines, phones, staff, url, next_release(folder / "next"))
        finally:
            staff.stop()
            phones.stop()
        keys = {key for _path, key in phones.sent}
        ids, rows = counted(db, cast.shop)
        lost, more = len(ids_of(db, cast.shop, keys) - ids), rows - len(keys)
        yield f"{len(keys)} presses, {phones.thanked} thanked for; {lost} lost, {more} too many."
        yield f"Names changed and seen at once: {staff.seen['profile']} of"
        yield f"{staff.seen['profile'] + staff.wrong['profile']} looks."


def _kills(machines: list[Machine], phones: Phones, staff: Staff, rounds: int) -> Iterator[str]:
    for machine in itertools.islice(itertools.cycle(machines), rounds):
        phones.wait_for(PRESSES)
        machine.kill()
        phones.wait_for(PRESSES)
        machine.start()
    yield f"{rounds} kills: phones had to repeat {_told(phones.troubles)};"
    yield f"staff met {_told(staff.wrong)}."


def _upgrades(
    machines: list[Machine], phones: Phones, staff: Staff, url: str, later: Path
) -> Iterator[str]:
    phones.wait_for(PRESSES)
    phones.troubles.clear()
    staff.wrong.clear()
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "migrate", "--copied"]
    env = {"PATH": os.environ["PATH"], "DATABASE_URL": url, "BASE_URL": phones.base}
    subprocess.run(command, cwd=later, env=env, check=True, stdout=subprocess.DEVNULL)
    for source in (later, ROOT):
        for machine in machines:
            phones.wait_for(PRESSES)
            machine.upgrade(source)
    phones.wait_for(PRESSES)
    yield f"Migrated, upgraded and back: phones had to repeat {_told(phones.troubles)};"
    yield f"staff met {_told(staff.wrong)}."


def next_release(folder: Path) -> Path:
    """Copy the source, and add a column to its model and its migrations."""
    for name in ("app", "migrations", "config.py", "wsgi.py", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        folder.mkdir(exist_ok=True)
        copy(ROOT / name, folder / name)
    migration = LATER.format(newest_revision())
    (folder / "migrations/versions/9999_later.py").write_text(migration)
    model = folder / "app/models/visit.py"
    before = '    __tablename__ = "visit"\n'
    assert before in model.read_text()
    column = f"{before}    later: Mapped[int | None]\n"
    model.write_text(model.read_text().replace(before, column))
    return folder


def _told(counted_: Counter[str]) -> str:
    return ", ".join(f"{what} {times} times" for what, times in counted_.items()) or "nothing"


if __name__ == "__main__":
    for line in lines(*(int(number) for number in sys.argv[1:])):
        print(line, flush=True)
