"""What the errors of SQLite and PostgreSQL mean."""

from __future__ import annotations

# The error names of SQLite and the SQLSTATE of PostgreSQL for a full disk.
FULL = {"SQLITE_FULL", "SQLITE_IOERR_WRITE", "53100"}
# Damaged (SQLite, PostgreSQL) and read-only (PostgreSQL): the drivers don't call these operational.
BROKEN = {"SQLITE_NOTADB", "SQLITE_CORRUPT", "XX001", "XX002", "25006"}
# Another transaction has the lock; nothing is wrong with the connection.
BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "40001", "40P01"}


def is_full(error: BaseException | None) -> bool:
    """Whether the disk is full.

    If a savepoint was open, SQLite has rolled it back, and the outer error reports only that it is
    missing; the original error is in its context.
    """
    while error is not None:
        if name_of(getattr(error, "orig", None)) in FULL:
            return True
        error = error.__context__
    return False


def name_of(error: object) -> str | None:
    """Return SQLite's name of the error, or PostgreSQL's SQLSTATE.

    Extended names like SQLITE_BUSY_SNAPSHOT are shortened for the errors in BROKEN and BUSY.
    """
    name: str | None = getattr(error, "sqlite_errorname", getattr(error, "sqlstate", None))
    if name and name.startswith(("SQLITE_CORRUPT", "SQLITE_BUSY", "SQLITE_LOCKED")):
        return "_".join(name.split("_")[:2])
    return name
