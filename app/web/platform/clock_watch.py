"""Checking the server's clock before days are opened or closed by it."""

from __future__ import annotations

import datetime as dt
import logging

from app.domain.base import clock
from app.domain.base.clock import ClockDoubt, Reading, has_jumped, watched
from app.services.core.clock import stored_doubt, trust
from app.web.platform.context import State

logger = logging.getLogger(__name__)
TO_DO = {
    ClockDoubt.JUMPED: "The server's clock was set while it ran. No day is opened or closed until"
    " it shows the right time again, or has gone on steadily for an hour.",
    ClockDoubt.BEFORE_LAST_DATE: "The server's clock shows a date before the last one that it has"
    " shown. Set it right, or run `trust-clock` if it is right.",
    ClockDoubt.UNLIKE_DATABASE: "The clocks of the server and of its database do not agree. Set"
    " the wrong one right.",
}


def look(state: State) -> ClockDoubt | None:
    """Return why the clock is in doubt, or None.

    A clock without `elapsed`, as in tests and replays, is never in doubt.
    """
    if state.elapsed is None:
        return None
    reading = Reading(state.clock(), state.elapsed())
    memory = state.clock_memory
    before, after = memory.watch, watched(memory.watch, reading)
    if before and not after.away and not before.believed.agrees(reading):
        trust(state.db, now=reading.at)  # It was set, and has run steadily since.
    memory.watch = after
    if has_jumped(after, reading):
        return _told(state, ClockDoubt.JUMPED)
    doubt = stored_doubt(state.db, now=reading.at, ask_its_clock=state.is_real)
    if doubt is not None:
        # Readings of a clock that is known to be wrong are no use once it is right.
        memory.watch = None
    return _told(state, doubt)


def over_by(state: State) -> dt.datetime:
    """Return the time by which a day must have ended to be closed; see `clock.over_by`."""
    watch = state.clock_memory.watch
    if state.elapsed is None or watch is None:
        return state.clock()
    return clock.over_by(watch, Reading(state.clock(), state.elapsed()))


def _told(state: State, doubt: ClockDoubt | None) -> ClockDoubt | None:
    """Log a doubt when it begins and when it ends, and return it."""
    if doubt is not state.clock_memory.doubt:
        if doubt is None:
            logger.warning("The clock is believed again")
        else:
            logger.error("%s See docs/clock.md", TO_DO[doubt])
    state.clock_memory.doubt = doubt
    return doubt
