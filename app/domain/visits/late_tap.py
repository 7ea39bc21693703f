"""Late taps: taps that could not be sent at once, and whether they still count."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.base.languages import WITHOUT_A_VENUE, Spoken
from app.domain.base.service_day import DAY_MINUTES, minute_of
from app.domain.visits.refusals import DayClosed


class TapTooLate(DayClosed):
    """The tap arrived after its service day ended. A host can still add the visit."""

    def __init__(self, date: dt.date, venue_name: str, languages: Spoken) -> None:
        super().__init__("tap too late")
        self.date = date
        self.venue_name = venue_name
        self.languages = languages


@dataclass(frozen=True)
class LateTap:
    """When a tap was made, according to the page that sent it. Check it with `of_day`.

    `date` is the service date. `minute` is in minutes after midnight of that date, more than
    1440 after the next midnight, or None if the page does not know it. Neither is ever stored.
    """

    date: dt.date
    minute: int | None = None

    @classmethod
    def read(cls, date: str, minute: str | None) -> LateTap:
        """Parse a date such as `2026-11-22` and a minute such as `780`. Raises ValueError."""
        if len(date) != len("2026-11-22") or len(minute or "") > len("2880"):
            raise ValueError("not a date and a minute")
        at = int(minute) if minute else None
        if at is not None and not 0 <= at < 2 * DAY_MINUTES:
            raise ValueError("not a minute of a service day")
        return cls(dt.date.fromisoformat(date), at)

    def of_day(
        self, today: dt.date, venue_name: str, languages: Spoken = WITHOUT_A_VENUE
    ) -> LateTap:
        """Return the tap as one of `today`. Raises TapTooLate if it is from an earlier day.

        A tap from a later day was made no later than now: the clock of the device is fast.
        """
        if self.date < today:
            raise TapTooLate(self.date, venue_name, languages)
        return self if self.date == today else LateTap(today)

    def moment(self, now: dt.datetime) -> dt.datetime:
        """Return the instant of the tap, at most `now`. It is `now` if the minute is not known.

        Uses the difference in wall-clock time, so it can be an hour off on the nights when the
        clocks change. It is only used for the part of the day and for opening hours, which have
        a wider margin than that.
        """
        if self.minute is None:
            return now
        return now - dt.timedelta(minutes=max(minute_of(now, self.date) - self.minute, 0))
