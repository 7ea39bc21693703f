"""The database tables."""

from app.models import audit_lines, audit_listener, in_step  # Two listen to every session.
from app.models.audit import AuditEntry
from app.models.base import Base
from app.models.counts import DayCount, MonthCount, PartOfDayCount
from app.models.days import ActivityDay, ClosedAhead, Correction, DayNote, HeadCheck, HostTime
from app.models.device import Device
from app.models.imports import EarlierImport, ImportedDay, ImportedVenue
from app.models.logbook import HandedIn, Logbook, LogbookComment, Reflection
from app.models.mail import Mail, MailedLink
from app.models.partnership import (
    Organisation,
    Partnership,
    PartnershipLanguage,
    Role,
)
from app.models.person import (
    HalfSignIn,
    HostVenue,
    Invitation,
    Membership,
    Passkey,
    PasskeyChallenge,
    Person,
    ReadingKey,
    RecoveryCode,
    SignIn,
)
from app.models.provider import ProviderSignIn, TiedSubject
from app.models.released import Released
from app.models.set_aside import ClockSeen, SetAside
from app.models.settling import (
    SettledActivityRole,
    SettledRole,
    SettledUnit,
    SettlingUnitLength,
)
from app.models.venue import (
    Activity,
    ActivityTime,
    Code,
    OpeningHours,
    Venue,
    VenueLanguageOff,
    VenueLogo,
    VenueRole,
)
from app.models.visit import Day, DayKey, Participation, Tap, Visit, VisitRole

__all__ = [
    "Activity",
    "ActivityDay",
    "ActivityTime",
    "AuditEntry",
    "Base",
    "ClockSeen",
    "ClosedAhead",
    "Code",
    "Correction",
    "Day",
    "DayCount",
    "DayKey",
    "DayNote",
    "Device",
    "EarlierImport",
    "HalfSignIn",
    "HandedIn",
    "HeadCheck",
    "HostTime",
    "HostVenue",
    "ImportedDay",
    "ImportedVenue",
    "Invitation",
    "Logbook",
    "LogbookComment",
    "Mail",
    "MailedLink",
    "Membership",
    "MonthCount",
    "OpeningHours",
    "Organisation",
    "PartOfDayCount",
    "Participation",
    "Partnership",
    "PartnershipLanguage",
    "Passkey",
    "PasskeyChallenge",
    "Person",
    "ProviderSignIn",
    "ReadingKey",
    "RecoveryCode",
    "Reflection",
    "Released",
    "Role",
    "SetAside",
    "SettledActivityRole",
    "SettledRole",
    "SettledUnit",
    "SettlingUnitLength",
    "SignIn",
    "Tap",
    "TiedSubject",
    "Venue",
    "VenueLanguageOff",
    "VenueLogo",
    "VenueRole",
    "Visit",
    "VisitRole",
    "audit_lines",
    "audit_listener",
    "in_step",
]
