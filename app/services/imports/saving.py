"""Saving days while a page says how far it is. It goes on though nobody looks at that page."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.db import Database
from app.domain.imports.account import NewDay
from app.domain.imports.rows import ImportedCount
from app.domain.people.access import Viewer
from app.services.imports import take, uploads

logger = logging.getLogger(__name__)
WAIT = 1.5
"""Seconds that a request waits for the rest, before its answer says how far it is."""


@dataclass
class Saving:
    """An import that is being saved by this process: how many days are, of how many."""

    import_id: int | None = None
    done: int = 0
    days: int = 0
    stopped: bool = False
    begun: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    fault: BaseException | None = None

    def step(self, import_id: int, done: int, days: int) -> None:
        """Note what is saved. Raises Stopped, which takes it back."""
        self.import_id, self.done, self.days = import_id, done, days
        self.begun.set()
        if self.stopped:
            raise take.Stopped


class Savings:
    """What this process is saving, by the upload's token: a second click finds the first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, Saving] = {}

    def of_import(self, import_id: int) -> Saving | None:
        running = list(self._running.values())
        return next((one for one in running if one.import_id == import_id), None)

    def stop(self, import_id: int) -> None:
        """Stop saving an import, and wait until it is taken back."""
        if saving := self.of_import(import_id):
            saving.stopped = True
            saving.over.wait()

    def save(self, token: str, work: Callable[[Saving], None]) -> Saving:
        """Do the work in a thread of its own; return when it has begun, or a moment later.

        Raises what it raises before that. What it raises later is undone by itself.
        """
        with self._lock:
            saving = self._running.get(token)
            if saving is None:
                saving = self._running[token] = Saving()
                arguments = (token, saving, work)
                threading.Thread(target=self._run, args=arguments, daemon=True).start()
        return self._begun(saving)

    def begun(self, token: str) -> Saving | None:
        """Return what another click has begun, as `save` does."""
        saving = self._running.get(token)
        return None if saving is None else self._begun(saving)

    def _begun(self, saving: Saving) -> Saving:
        saving.begun.wait()
        saving.over.wait(WAIT)
        if saving.fault is not None and saving.import_id is None:
            raise saving.fault
        return saving

    def _run(self, token: str, saving: Saving, work: Callable[[Saving], None]) -> None:
        try:
            work(saving)
        except take.Stopped:
            pass
        except BaseException as fault:
            saving.fault = fault
            if saving.import_id is not None:
                logger.exception("An import could not be saved, and was taken back")
        finally:
            del self._running[token]
            saving.over.set()
            saving.begun.set()


SAVINGS = Savings()


def begun(token: str) -> int | None:
    """Return the import's id if another click is saving this file."""
    saving = SAVINGS.begun(token)
    return None if saving is None else saving.import_id


def save(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    token: str,
    days: Sequence[NewDay],
    *,
    now: dt.datetime,
) -> int | None:
    """Begin to save the days of a file, and delete the file.

    Returns the import's id, or None if there was nothing to save. Raises NotFound.
    """
    counts = [ImportedCount(_label(day), day.date, day.number) for day in days]
    venues = {_label(day): day.venue if isinstance(day.venue, int) else take.NEW for day in days}
    replaced = {(d.venue, d.date) for d in days if d.replaces and isinstance(d.venue, int)}

    def work(saving: Saving) -> None:
        def step(import_id: int, done: int, of: int) -> None:
            if saving.import_id is None:
                uploads.settle(db, viewer, partnership_id, token, import_id)
            saving.step(import_id, done, of)

        take.take(db, viewer, partnership_id, counts, venues, now=now, replaced=replaced, step=step)

    return SAVINGS.save(token, work).import_id


def _label(day: NewDay) -> str:
    """A venue that exists has its id as a name that no file can give."""
    return f"\n{day.venue}" if isinstance(day.venue, int) else day.venue
