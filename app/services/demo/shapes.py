"""What the invented houses are described with."""

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
    """The same hours on several weekdays; 17.5 is half past five, 26 is two at night."""
    return {day: Span(int(start * 60), int(end * 60)) for day in days}


@dataclass(frozen=True)
class DemoActivity:
    """An activity. Days are days ago; `on_day` is a single one's, negative where it is to come.

    `pull` is how many come for it, beside the house's other activities. What `grows` began small.
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
    """A venue. `visits` is an ordinary opening day's; `phones` is the share with a phone.

    `feasts` maps days ago to visits. `old_code` was replaced days ago, and works a while yet.
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


@dataclass(frozen=True)
class DemoPerson:
    """Somebody with a sign-in; a host hosts at the houses with these codes."""

    name: str
    email: str
    duty: Duty
    hosts_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoPartnership:
    """A partnership with all that belongs to it; `roles` come on top of the usual ones."""

    name: str
    organisations: dict[str, OrganisationKind]
    houses: tuple[DemoVenue, ...]
    people: tuple[DemoPerson, ...]
    roles: tuple[tuple[str, str], ...] = ()
    small_number: int = 5
