"""The file of a backup: what it holds is decided elsewhere (docs/decisions/0022-backups.md).

The first line is a `Header` as JSON. What follows is packed (gzip), and encrypted (age) if the
header says so; unpacked, it is lines of JSON again: the same header, how many rows each table has,
for each table its name with its columns and then its rows, many to a line because that is three
times as fast, and the SHA-256 of all these lines.
"""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import datetime as dt
import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.services.operations import encryption

FORMAT = "her-i-dag backup 1"
LONGEST_HEADER = 1_000
LONGEST_LINE = 16_000_000
PACKING = 6
NOT_AS_EXPECTED = (ValueError, TypeError, KeyError, AttributeError)
"""What reading JSON raises that was not written by us."""


class BackupRefused(Exception):
    """The backup can't be made or restored; the message says why and what to do."""


@dataclass(frozen=True)
class Header:
    """What is known of a backup without its key. `schema` is a migration's revision."""

    made_at: dt.datetime
    version: str
    schema: str
    encrypted: bool

    def line(self) -> bytes:
        """Return it as the first line of a file."""
        made_at = self.made_at.astimezone(dt.UTC).isoformat(timespec="seconds")
        fields = {"format": FORMAT, **dataclasses.asdict(self), "made_at": made_at}
        return json.dumps(fields).encode() + b"\n"


@dataclass(frozen=True)
class TableRows:
    """A table of a backup, with its rows in the order of the columns."""

    name: str
    columns: list[str]
    rows: Iterator[list[list[Any]]]
    """Some at a time."""


def read_header(file: Path) -> Header:
    """Return a file's header. Raises BackupRefused if it is not a backup, or can't be read."""
    try:
        with file.open("rb") as source:
            return _header(source)
    except OSError as error:
        raise BackupRefused(f"{file} can't be read: {error.strerror}.") from error


def _header(source: IO[bytes]) -> Header:
    try:
        fields = json.loads(source.readline(LONGEST_HEADER))
        kind = fields.pop("format")
        if kind == FORMAT:
            made_at = dt.datetime.fromisoformat(fields.pop("made_at"))
            return Header(made_at=made_at, **fields)
    except NOT_AS_EXPECTED:
        kind = ""
    if str(kind).startswith(FORMAT.rstrip("1")):
        raise BackupRefused("That backup was made by a newer version. Restore it with that one.")
    raise BackupRefused("That file is not a backup made by `flask backup`.")


def _plain(value: object) -> object:
    """Return a value of a column as JSON can hold it; `typed` is the way back."""
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value))


ENCODE = json.JSONEncoder(default=_plain, ensure_ascii=False, separators=(",", ":")).encode


class BackupWriter:
    """Writes lines, packed and perhaps encrypted, and sums them up in the last one."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._sum = hashlib.sha256()

    def line(self, value: object) -> None:
        line = ENCODE(value).encode() + b"\n"
        self._sum.update(line)
        self._stream.write(line)

    def end(self) -> None:
        """Write the last line. A file without it is not whole."""
        self.line({"sha256": self._sum.hexdigest()})


@contextlib.contextmanager
def writing(target: IO[bytes], header: Header, recipients: list[str]) -> Iterator[BackupWriter]:
    """Write a backup after its header. Raises OSError."""
    target.write(header.line())
    with contextlib.ExitStack() as stack:
        if header.encrypted:
            target = stack.enter_context(encryption.encrypting(target, recipients))
        # No name and no time: the header has what is to be known.
        packed = gzip.GzipFile("", "wb", PACKING, target, mtime=0)
        stack.enter_context(packed)
        writer = BackupWriter(packed)  # type: ignore[arg-type]
        writer.line(json.loads(header.line()))
        yield writer
        writer.end()


class BackupReader:
    """An open backup. `counts` is how many rows each of its tables has."""

    def __init__(self, stream: IO[bytes], header: Header) -> None:
        self._stream = stream
        self._sum = hashlib.sha256()
        if self._next() != json.loads(header.line()):
            raise BackupRefused("That backup has been changed. Take another.")
        self.counts: dict[str, int] = self._next()["rows"]

    def tables(self) -> Iterator[TableRows]:
        """Yield the tables; the rows of each must be read before the next.

        Raises BackupRefused at the end, or earlier, unless the file is whole.
        """
        for name, count in self.counts.items():
            head = self._next()
            if head.get("table") != name:
                raise ValueError(name)
            yield TableRows(name, head["columns"], self._rows(count, len(head["columns"])))
        found = self._sum.hexdigest()
        if self._next() != {"sha256": found} or self._stream.read(1):
            raise ValueError("sum")

    def _rows(self, count: int, width: int) -> Iterator[list[list[Any]]]:
        while count > 0:
            rows: list[list[Any]] = self._next()
            count -= len(rows)
            if count < 0 or not rows or any(len(row) != width for row in rows):
                raise ValueError("rows")
            yield rows

    def _next(self) -> Any:
        line = self._stream.readline(LONGEST_LINE)
        self._sum.update(line)
        return json.loads(line.decode())


@contextlib.contextmanager
def reading(file: Path, identities: list[str]) -> Iterator[tuple[Header, BackupReader]]:
    """Open a backup. Raises BackupRefused if it isn't one, the key is wrong or it is not whole."""
    with _plainly(file), file.open("rb") as source, contextlib.ExitStack() as stack:
        header = _header(source)
        stream: IO[bytes] = source
        if header.encrypted:
            stream = stack.enter_context(encryption.decrypting(source, identities))
        packed: Any = stack.enter_context(gzip.GzipFile(fileobj=stream))
        yield header, BackupReader(packed, header)


@contextlib.contextmanager
def _plainly(file: Path) -> Iterator[None]:
    try:
        yield
    except encryption.NoKey as error:
        raise BackupRefused(
            "That backup is encrypted. Give the file with its key: --identity FILE."
        ) from error
    except encryption.WrongKey as error:
        raise BackupRefused(
            "That key does not open the backup. Give the one that belongs to the BACKUP_RECIPIENT"
            " it was made with."
        ) from error
    except FileNotFoundError as error:
        raise BackupRefused(f"There is no file {file}.") from error
    except (OSError, EOFError, zlib.error, *NOT_AS_EXPECTED) as error:
        raise BackupRefused(f"{file} is damaged or not whole. Take another backup.") from error


def typed(kind: type) -> Callable[[Any], Any] | None:
    """Return what turns a value of a file into one of the column's type, or None if it is one."""
    if issubclass(kind, dt.datetime):
        return _utc
    if issubclass(kind, dt.date):
        return dt.date.fromisoformat
    return base64.b64decode if issubclass(kind, bytes) else None


def _utc(value: str) -> dt.datetime:
    return dt.datetime.fromisoformat(value).astimezone(dt.UTC).replace(tzinfo=None)
