"""Which tables and columns the audit trail covers. The others are never in it.

`tests/people/test_audit_tables.py` asks of every table whether it is watched, told by the service
that writes it, or left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.people.audit import AuditSubject
from app.models.base import Base
from app.models.partnership import Organisation, Partnership, PartnershipLanguage, Role
from app.models.person import HostVenue, Membership
from app.models.settling import SettlingUnitLength
from app.models.venue import (
    Activity,
    ActivityTime,
    OpeningHours,
    Venue,
    VenueLanguageOff,
    VenueLogo,
    VenueRole,
)


@dataclass(frozen=True)
class Watched:
    """A table whose rows are a subject of their own; `fields` are the columns that are told."""

    subject: AuditSubject
    fields: tuple[str, ...]
    named: str | None = None


@dataclass(frozen=True)
class WatchedParts:
    """A table whose rows are parts of a subject, told as `field`: those gone, and those that came.

    `of` is the column that names the subject, `told` the columns of a part.
    """

    subject: AuditSubject
    field: str
    of: str
    told: tuple[str, ...]


WHOLE: dict[type[Base], Watched] = {
    Partnership: Watched(
        AuditSubject.PARTNERSHIP, ("name", "small_number", "logbook_per"), named="name"
    ),
    Organisation: Watched(AuditSubject.ORGANISATION, ("name", "kind"), named="name"),
    Role: Watched(
        AuditSubject.ROLE, ("verb", "verb_en", "sign", "verbs", "archived_on"), named="verb"
    ),
    PartnershipLanguage: Watched(AuditSubject.LANGUAGE, ("language",), named="language"),
    Venue: Watched(
        AuditSubject.VENUE,
        (
            *("name", "kind", "organisation_id", "day_limit", "colour", "picture"),
            *("offers_company", "daily_cap", "minute_cap", "archived_on"),
        ),
        named="name",
    ),
    Activity: Watched(
        AuditSubject.ACTIVITY,
        ("name", "kind", "sign", "is_cause", "on_date", "archived_on"),
        named="name",
    ),
    Membership: Watched(AuditSubject.MEMBER, ("duty",)),
}
PARTS: dict[type[Base], WatchedParts] = {
    OpeningHours: WatchedParts(
        AuditSubject.OPENING_HOURS,
        "hours",
        "venue_id",
        ("valid_from", "weekday", "opens", "closes"),
    ),
    VenueRole: WatchedParts(AuditSubject.VENUE, "roles", "venue_id", ("role_id",)),
    VenueLanguageOff: WatchedParts(AuditSubject.VENUE, "languages_off", "venue_id", ("language",)),
    VenueLogo: WatchedParts(AuditSubject.VENUE, "logo", "venue_id", ("digest",)),
    SettlingUnitLength: WatchedParts(
        AuditSubject.VENUE, "unit_length", "venue_id", ("since", "months")
    ),
    ActivityTime: WatchedParts(
        AuditSubject.ACTIVITY,
        "times",
        "activity_id",
        ("weekday", "starts", "ends", "rhythm", "since"),
    ),
    HostVenue: WatchedParts(AuditSubject.MEMBER, "venues", "person_id", ("venue_id",)),
}
WATCHED: tuple[type[Base], ...] = (*WHOLE, *PARTS)
