"""Why a day cannot be opened again."""

from __future__ import annotations

from app.domain.base.refusals import SetUpRefused


class DayIsOpen(SetUpRefused):
    """The day has not been closed."""


class DayNotRunning(SetUpRefused):
    """The day is over, or has not begun."""


class DayHasSettled(SetUpRefused):
    """The day's period has settled, so its exact counts are gone."""
