"""Days that have ended but cannot be closed: when to try again, and when to call for help."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from app.domain.base.refusals import NotNow

TRY_AGAIN_AFTER = dt.timedelta(hours=1)
CALL_FOR_HELP_AFTER = dt.timedelta(hours=48)


class Uncountable(StrEnum):
    """Why a day cannot be closed. It reveals nothing about any visit."""

    UNKNOWN_VALUE = "unknown_value"
    BROKEN_RULE = "broken_rule"
    OTHER = "other"


class CannotClose(NotNow):
    """The day has ended, but it cannot be closed yet, so it cannot be corrected either."""


def waits(tried_at: dt.datetime, now: dt.datetime) -> bool:
    """Return whether it is too soon to try again.

    A last attempt in the future is ignored, as the clock has been set back since.
    """
    return dt.timedelta(0) <= now - tried_at < TRY_AGAIN_AFTER


def needs_help(since: dt.datetime, now: dt.datetime) -> bool:
    """Return whether the day has been set aside for so long that the operator must act."""
    return now - since >= CALL_FOR_HELP_AFTER
