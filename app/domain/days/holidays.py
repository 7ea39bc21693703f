"""Danish public holidays, plus Constitution Day and Christmas Eve, when most venues are closed.

*Store bededag* is not included: it was abolished from 2024.
Source: lov om helligdage and https://www.retsinformation.dk/eli/lta/2023/214
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class Holiday(StrEnum):
    """A day when a venue is likely to be closed."""

    NEW_YEAR = "new_year"
    MAUNDY_THURSDAY = "maundy_thursday"
    GOOD_FRIDAY = "good_friday"
    EASTER_SUNDAY = "easter_sunday"
    EASTER_MONDAY = "easter_monday"
    ASCENSION = "ascension"
    WHIT_SUNDAY = "whit_sunday"
    WHIT_MONDAY = "whit_monday"
    CONSTITUTION_DAY = "constitution_day"
    CHRISTMAS_EVE = "christmas_eve"
    CHRISTMAS_DAY = "christmas_day"
    BOXING_DAY = "boxing_day"


FIXED = {
    (1, 1): Holiday.NEW_YEAR,
    (6, 5): Holiday.CONSTITUTION_DAY,
    (12, 24): Holiday.CHRISTMAS_EVE,
    (12, 25): Holiday.CHRISTMAS_DAY,
    (12, 26): Holiday.BOXING_DAY,
}
AFTER_EASTER = {
    -3: Holiday.MAUNDY_THURSDAY,
    -2: Holiday.GOOD_FRIDAY,
    0: Holiday.EASTER_SUNDAY,
    1: Holiday.EASTER_MONDAY,
    39: Holiday.ASCENSION,
    49: Holiday.WHIT_SUNDAY,
    50: Holiday.WHIT_MONDAY,
}


def easter_sunday(year: int) -> dt.date:
    """The date of Easter Sunday (anonymous Gregorian algorithm, Nature, 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon = (century + 8) // 25
    epact = (19 * golden + century - leap_centuries - (century - moon + 1) // 3 + 15) % 30
    leaps, leap_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - leap_rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def holiday(date: dt.date) -> Holiday | None:
    """The holiday on a date, or None."""
    after = (date - easter_sunday(date.year)).days
    return AFTER_EASTER.get(after) or FIXED.get((date.month, date.day))
