"""How much of a report somebody needs: a page needs less than its files, and is read sooner."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Detail:
    """What an overview has beside its main numbers.

    Without `lines`, its parts have none of their activities, roles and weekdays, which are most of
    the work. If it shows no more than the `longest` largest venues and activities, only those get
    a part of their own or a comparison; that needs no `lines`. `each_month` adds a part for each
    month of each venue, and `each_day` the days of those months.
    """

    lines: bool = True
    longest: int | None = None
    each_month: bool = False
    each_day: bool = False


ALL_LINES = Detail()
BRIEF = Detail(lines=False)
