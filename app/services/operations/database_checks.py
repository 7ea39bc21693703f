"""Checks of the database: its version, its schema, how it is set up, and whether it is whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, text

from app.db import Database, StorageFull, StorageUnavailable
from app.domain.days.set_aside import needs_help
from app.services.core.clock import stored_doubt
from app.services.core.health import days_due, days_set_aside, revision
from app.services.demo import removal
from app.services.operations.checks import Finding, Level

OLDEST = {"SQLite": (3, 35), "PostgreSQL": (13,)}
"""The first versions with everything that the application uses (RETURNING; still maintained)."""
WANTED = {
    "SQLite": {
        "journal_mode": ("truncate",),
        "synchronous": ("2",),
        "secure_delete": ("1",),
        "foreign_keys": ("1",),
    },
    "PostgreSQL": {"fsync": ("on",), "full_page_writes": ("on",), "archive_mode": ("off",)},
}
TO_DO = {
    "archive_mode": "The archive holds the visits of closed days for as long as it is kept: see"
    " docs/architecture.md. Turn it off, or keep it for a day or two.",
    "fsync": "A power failure would lose counted days. Set it to on.",
    "full_page_writes": "A power failure would damage the database. Set it to on.",
}


def database(
    db: Database, *, schema: str, knows: Callable[[str], bool], demo: bool, now: dt.datetime
) -> Iterator[Finding]:
    """Check everything that is in the database. `schema` is this version's revision.

    `knows` is whether this version can migrate from a revision.
    """
    product = "SQLite" if db.is_sqlite else "PostgreSQL"
    try:
        with db.reading() as session:
            found = revision(session)
        if not found:
            to_do = "Run `flask migrate`."
            yield Finding("schema", Level.FAULT, "the database has not been migrated", to_do)
            return
        with db.writing() as session:
            session.execute(text("UPDATE alembic_version SET version_num = version_num"))
        with db.reading() as session:
            yield from _version(session.connection(), product)
            yield _schema(found, schema, knows)
            if found != schema:
                return
            yield from _set_up(session.connection(), product)
            yield _integrity(session.connection(), product)
            yield _trail(session.connection(), product)
        yield from _days(db, now)
        if not demo and removal.holds_accounts(db):
            to_do = "Everybody can read their password. Run `flask remove-demo`."
            yield Finding("demo accounts", Level.FAULT, "there are some", to_do)
    except StorageFull:
        yield Finding("database", Level.FAULT, "the disk is full", "Make room on its disk.")
    except StorageUnavailable as error:
        to_do = "See that DATABASE_URL is right, that it runs, and that this user may write to it."
        yield Finding("database", Level.FAULT, f"it can't be used: {error}", to_do)


def _version(connection: Connection, product: str) -> Iterator[Finding]:
    asked = "SELECT sqlite_version()" if product == "SQLite" else "SHOW server_version"
    said = str(connection.scalar(text(asked)))
    found = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    yield Finding("database", Level.OK, "it can be read and written")
    if found >= OLDEST[product]:
        yield Finding("version", Level.OK, f"{product} {said}")
        return
    oldest = ".".join(map(str, OLDEST[product]))
    to_do = f"Update to {oldest} or newer."
    yield Finding("version", Level.FAULT, f"{product} {said} is too old", to_do)


def _schema(found: str, wanted: str, knows: Callable[[str], bool]) -> Finding:
    if found == wanted:
        return Finding("schema", Level.OK, found)
    if knows(found):
        to_do = "Make a backup with the version before, then run `flask migrate`."
        return Finding("schema", Level.FAULT, f"{found} is older than this version", to_do)
    # The way back after an upgrade: this version counts, and is_current says so.
    to_do = "Install the newer version again: until then, backups hold what this one knows."
    return Finding("schema", Level.WARNING, f"{found} belongs to a newer version", to_do)


def _set_up(connection: Connection, product: str) -> Iterator[Finding]:
    """Compare the settings of a connection as the application makes it."""
    ask = "PRAGMA {}" if product == "SQLite" else "SHOW {}"
    wrong = False
    for name, wanted in WANTED[product].items():
        said = str(connection.scalar(text(ask.format(name))))
        if said not in wanted:
            wrong = True
            # An archive is a choice; the others put counts at risk.
            level = Level.WARNING if name == "archive_mode" else Level.FAULT
            to_do = TO_DO.get(name, "See that nothing else has the database open.")
            yield Finding("settings", level, f"{name} is {said}", to_do)
    if not wrong:
        yield Finding("settings", Level.OK, ", ".join(WANTED[product]))


def _integrity(connection: Connection, product: str) -> Finding:
    if product == "SQLite":
        said = str(connection.scalar(text("PRAGMA quick_check(1)")))
        is_whole = said == "ok"
    else:
        failures = text("SELECT coalesce(sum(checksum_failures), 0) FROM pg_stat_database")
        number = connection.scalar(failures)
        is_whole, said = not number, f"{number} pages had a wrong checksum"
    if is_whole:
        return Finding("integrity", Level.OK, "it is whole")
    to_do = (
        "Stop the server, keep the damaged database, and restore the last backup into a new one."
    )
    return Finding("integrity", Level.FAULT, said, to_do)


def _trail(connection: Connection, product: str) -> Finding:
    """Say how the list of who did what is kept from being changed."""
    if product == "SQLite":
        return Finding("trail", Level.OK, "a trigger alone guards it, as SQLite has no roles")
    may = "SELECT has_table_privilege('audit_entry', 'UPDATE, DELETE, TRUNCATE')"
    if connection.scalar(text(may)):
        to_do = "To have a second role guard it, see docs/operating.md, Two roles on PostgreSQL."
        return Finding("trail", Level.OK, "a trigger alone guards it: one role owns all", to_do)
    return Finding("trail", Level.OK, "this role can only read and add lines")


def _days(db: Database, now: dt.datetime) -> Iterator[Finding]:
    if doubt := stored_doubt(db, now=now, ask_its_clock=True):
        yield Finding("clock", Level.FAULT, f"it is {now:%Y-%m-%d %H:%M} UTC ({doubt})", CLOCK)
    else:
        yield Finding("clock", Level.OK, f"it is {now:%Y-%m-%d %H:%M} UTC")
    with db.reading() as session:
        due = days_due(session, now)
    if due:
        yield Finding("closing", Level.FAULT, f"{due} days have ended and are not closed", CLOSE)
    waiting = days_set_aside(db)
    for day in waiting:
        level = Level.FAULT if needs_help(day.since, now) else Level.WARNING
        found = f"venue {day.venue_id}, {day.date} can't be closed ({day.why})"
        yield Finding("closing", level, found, "See docs/days-set-aside.md.")
    if not due and not waiting:
        yield Finding("closing", Level.OK, "every day that has ended is closed")


CLOCK = "Set the server's clock right, or run `flask trust-clock` if it is. See docs/clock.md."
CLOSE = "Run `flask close-days`, and read what it says."
