"""Closing the days that have ended: before a request, and once a minute without any.

Once a day, former members are removed too, old texts deleted and used codes forgotten, and every
minute what was uploaded over an hour ago.
"""

from __future__ import annotations

import datetime as dt
import logging

from app.db import StorageUnavailable
from app.domain.base.service_day import service_date
from app.services.days.closing import close_due_days
from app.services.imports import uploads
from app.services.logbook.old_texts import delete_old_texts
from app.services.people.codes import forget_steps
from app.services.people.former_members import remove_former_members
from app.web.platform.background import BackgroundThread
from app.web.platform.clock_watch import look, over_by
from app.web.platform.context import State

logger = logging.getLogger(__name__)
MINUTE = 60.0


def close_what_is_due(state: State) -> None:
    """Close the days that have ended, unless this process has looked for them this minute.

    Once a minute is enough, since days end on the minute; it costs one indexed read. While the
    clock is in doubt no day is closed.
    """
    minute = state.clock().replace(second=0, microsecond=0)
    if state.closed.minute == minute:
        return
    # All threads of a server that has just started come here at once. One does it; the others would
    # only queue up at the database, beyond its patience.
    with state.closed.looking:
        if state.closed.minute != minute:
            if look(state) is None:
                _close(state, over_by(state))
            state.closed.minute = minute


def _close(state: State, now: dt.datetime) -> None:
    close_due_days(state.db, now=now)
    date = service_date(now)
    if state.closed.date != date:
        remove_former_members(state.db, now=now)
        delete_old_texts(state.db, now=now)
        forget_steps(state.db, now=now)
        state.closed.date = date


class ClosingTimer(BackgroundThread):
    """A thread that closes the days that have ended, at the beginning of every minute.

    So a day becomes numbers in the night though nobody asks for a page. Several processes may each
    have one: a day that one of them has closed is skipped by the others.
    """

    def __init__(self, state: State) -> None:
        super().__init__("closing")
        self._state = state

    def run(self) -> None:
        """Look for days to close at once, and then every minute."""
        while not self.stopped.is_set():
            # From before the look: a day that ends during it is not left for another minute.
            ends = _next_minute(self._state.clock())
            try:
                close_what_is_due(self._state)
            except StorageUnavailable as error:
                logger.warning("Days could not be closed yet: %s", error)
            except Exception:  # The next minute tries again, whatever it was.
                logger.exception("Days could not be closed")
            try:
                uploads.sweep(self._state.db, now=self._state.clock())
            except (OSError, uploads.UploadGone) as error:
                logger.warning("Old uploads could not be deleted yet (%s)", type(error).__name__)
            left = (ends - self._state.clock()).total_seconds()
            self.stopped.wait(min(max(left, 0), MINUTE))  # The clock may have been set.


def _next_minute(now: dt.datetime) -> dt.datetime:
    return now.replace(second=0, microsecond=0) + dt.timedelta(seconds=MINUTE)
