"""CPR numbers written with a four-digit year, or with the month in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "januar january jan", "februar february feb", "marts march mar", "april apr",
            "maj may", "juni june jun", "juli july jul", "august aug",
            "september sept sep", "oktober october okt oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WORD = rf"(?P<month>{'|'.join(MONTHS)})"
_DAY, _MONTH = r"(?P<day>\d\d?)", r"(?P<month>\d\d?)"
_YEAR = r"(?:1[89]|20)\d\d"
# No comma, tab or line break: they separate numbers in a list.
_GAP, _PERHAPS_GAP = "[ ._/:-]{1,3}", "[ ._/:-]{0,3}"
# Four digits that begin nothing longer, such as a date or a time.
_FOUR = r"\d{4}(?!\d|[.:/-]\d)"
FORMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<!\d){_DAY}{_GAP}{_MONTH}{_GAP}{_YEAR}{_PERHAPS_GAP}{_FOUR}",
        rf"(?<!\d)(?P<day>\d\d)(?P<month>\d\d){_YEAR}{_GAP}{_FOUR}",
        rf"(?<!\d){_YEAR}([./-]?)(?P<month>\d\d)\1(?P<day>\d\d){_GAP}{_FOUR}",
        rf"(?<!\d){_DAY}{_PERHAPS_GAP}{_WORD}{_PERHAPS_GAP}(?:{_YEAR}|\d\d){_GAP}{_FOUR}",
        rf"(?<![^\W\d_]){_WORD}{_GAP}{_DAY}(?:st|nd|rd|th)?,?{_GAP}{_YEAR}{_GAP}{_FOUR}",
    )
)


def dates_and_four(plain: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, day and month as four digits) of each date followed by four digits.

    `plain` has ASCII digits and separators; `end` is exclusive. The day and month may not exist.
    """
    for form in FORMS:
        for found in form.finditer(plain):
            month = MONTHS.get(found["month"].lower()) or int(found["month"])
            yield found.start(), found.end(), f"{int(found['day']):02}{month:02}"
