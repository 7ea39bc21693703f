"""Encryption of a stream with age, in bounded memory and without anything readable on a disk.

pyrage pulls from one stream and pushes into another until the first one ends, so it runs in a
thread at the other end of a pipe.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

import pyrage

NO_MATCH = "No matching keys"
"""What pyrage says of a key that is not among the recipients'."""


class NoKey(Exception):
    """The stream is encrypted, and no key was given."""


class WrongKey(Exception):
    """None of the keys opens the stream, or what was given is no key."""


def new_identity() -> tuple[str, str]:
    """Return a new key as its secret and its public half."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def identities_in(file: Path) -> list[str]:
    """Return the secret keys of a file as `age-keygen` writes it. Raises OSError, WrongKey."""
    lines = [line.strip() for line in file.read_text("utf-8", "replace").splitlines()]
    found = [line for line in lines if line and not line.startswith("#")]
    for line in found:
        _identity(line)
    return found


@contextlib.contextmanager
def encrypting(target: IO[bytes], recipients: list[str]) -> Iterator[IO[bytes]]:
    """Yield a stream; what is written to it goes to the target, for the recipients to read.

    Raises WrongKey if a recipient is none, and OSError if the target can't be written.
    """
    try:
        keys = [pyrage.x25519.Recipient.from_str(each) for each in recipients]
    except pyrage.RecipientError as error:
        raise WrongKey from error
    kept = _KeepsError(target)
    read_end, write_end = os.pipe()

    def encrypt() -> None:
        with os.fdopen(read_end, "rb", buffering=0) as source:
            pyrage.encrypt_io(source, kept, keys)

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(encrypt)
        # A broken pipe means that the thread has stopped, and it says why.
        with contextlib.suppress(BrokenPipeError), os.fdopen(write_end, "wb") as sink:
            yield sink
    if failed := kept.error or work.exception():
        raise failed


@contextlib.contextmanager
def decrypting(source: IO[bytes], identities: list[str]) -> Iterator[IO[bytes]]:
    """Yield what an encrypted stream holds.

    Raises NoKey or WrongKey. The stream of a damaged one ends too early.
    """
    if not identities:
        raise NoKey
    keys = [_identity(each) for each in identities]
    read_end, write_end = os.pipe()

    def decrypt() -> None:
        with os.fdopen(write_end, "wb", buffering=0) as sink:
            pyrage.decrypt_io(source, sink, keys)

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(decrypt)
        try:
            with os.fdopen(read_end, "rb") as stream:
                yield stream
        except Exception:
            if NO_MATCH in str(work.exception()):
                raise WrongKey from work.exception()
            raise


class _KeepsError:
    """A stream to write to that keeps why it could not be written; pyrage only has words for it."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._target.write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._target.flush()


def _identity(text: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise WrongKey from error
