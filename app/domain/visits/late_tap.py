"""A tap that could not be sent at once: when it was made, and whether it still counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.base.languages import WITHOUT_A_VENUE, Spoken
from app.domain.base.service_day import DAY_MINUTES, minute_of
from app.domain.visits.refusals import CheckInRefused, DayClosed


class TapTooLate(DayClosed):
    """The tap came after its day: a host can still add it."""

    def __init__(self, date: dt.date, venue_name: str, languages: Spoken) -> None:
        super().__init__("tap too late")
        self.date = date
        self.venue_name = venue_name
        self.languages = languages


class DayAhead(CheckInRefused):
    """The tap says that it was made on a day that has not begun."""


@dataclass(frozen=True)
class LateTap:
    """When a tap was made, as its page says. Nobody believes more of it than `today` allows.

    `date` is the service date; `minute` is after that date's midnight, past the next one over
    1440, and None where the page does not know it. Neither is ever stored.
    """

    date: dt.date
    minute: int | None = None

    @classmethod
    def read(cls, date: str, minute: str | None) -> LateTap:
        """Read `2026-11-22` and `780`. Raises ValueError for anything else."""
        if len(date) != len("2026-11-22") or len(minute or "") > len("2880"):
            raise ValueError("not a date and a minute")
        at = int(minute) if minute else None
        if at is not None and not 0 <= at < 2 * DAY_MINUTES:
            raise ValueError("not a minute of a service day")
        return cls(dt.date.fromisoformat(date), at)

    def must_be_of(
        self, today: dt.date, venue_name: str, languages: Spoken = WITHOUT_A_VENUE
    ) -> None:
        """Raises TapTooLate for a tap of an earlier service day, DayAhead for a later one."""
        if self.date < today:
            raise TapTooLate(self.date, venue_name, languages)
        if self.date > today:
            raise DayAhead

    def moment(self, now: dt.datetime) -> dt.datetime:
        """The instant of the tap; never later than now, and now where its minute is not known.

        Counted back on the wall clock: on the night when it is moved, up to an hour beside. It is
        used for opening hours, whose margin is wider, and for the part of the day.
        """
        if self.minute is None:
            return now
        return now - dt.timedelta(minutes=max(minute_of(now, self.date) - self.minute, 0))
