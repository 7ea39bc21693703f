"""The classes that describe the demo data."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.base.opening_hours import Span
from app.domain.people.access import Duty
from app.domain.venues.activity import ActivityKind
from app.domain.venues.kinds import OrganisationKind, VenueKind

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
WORKDAYS = (MON, TUE, WED, THU, FRI)
EVERY_DAY = (*WORKDAYS, SAT, SUN)
Week = dict[int, Span]


def week(days: tuple[int, ...], start: float, end: float) -> Week:
    """Return the same hours for several weekdays; 17.5 is 17:30, 26 is 02:00 the next day."""
    return {day: Span(int(start * 60), int(end * 60)) for day in days}


@dataclass(frozen=True)
class DemoActivity:
    """An activity. `began`, `ended` and `on_day` are in days ago; negative is in the future.

    `on_day` is the date of a single activity. `pull` is its popularity relative to the venue's
    other activities; one that `grows` reaches it gradually. An empty `code` is made from the name.
    """

    name: str
    times: Week = field(default_factory=dict)
    kind: ActivityKind = ActivityKind.FIXED
    is_cause: bool = False
    began: int = 400
    ended: int | None = None
    on_day: int | None = None
    pull: float = 1.0
    grows: bool = False
    code: str = ""


@dataclass(frozen=True)
class DemoVenue:
    """A venue. `visits` is the number on an average day; `phones` the share checked in by phone.

    `began` and `ended` are in days ago. `feasts` maps days ago to visits. `at_least_today` is the
    minimum for the day in progress. `old_code` was replaced recently and still works. `reopens`
    are second openings of a day.
    """

    name: str
    kind: VenueKind
    organisation: str
    code: str
    hours: Week
    visits: float
    happenings: tuple[DemoActivity, ...] = ()
    phones: float = 0.8
    feasts: dict[int, int] = field(default_factory=dict)
    at_least_today: int = 0
    began: int = 365
    ended: int | None = None
    old_code: str = ""
    reopens: Week = field(default_factory=dict)


@dataclass(frozen=True)
class DemoPerson:
    """Somebody with an account; `hosts_at` are the codes of the venues where they host."""

    name: str
    email: str
    duty: Duty
    hosts_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoPartnership:
    """A partnership and everything in it. `roles` (Danish, English) precede the default ones."""

    name: str
    organisations: dict[str, OrganisationKind]
    plans: tuple[DemoVenue, ...]
    people: tuple[DemoPerson, ...]
    roles: tuple[tuple[str, str], ...] = ()
    small_number: int = 5


HOST, COORDINATOR, READER = (
    "vaert@demo.example",
    "koordinator@demo.example",
    "laeser@demo.example",
)
EMERGING, SINGLE = ActivityKind.EMERGING, ActivityKind.SINGLE
EVERYWHERE = (
    DemoPerson("Kim Koordinator", COORDINATOR, Duty.COORDINATOR),
    DemoPerson("Lis Læser", READER, Duty.READER),
)
