"""The table of what is kept for how long agrees with the code, and forgets none of its tables."""

from __future__ import annotations

import datetime as dt

import pytest

from app import models
from app.domain.days.correction_window import DAYS_BACK
from app.domain.logbook.texts_kept import KEPT_YEARS
from app.domain.people.audit import KEPT_MONTHS
from app.domain.people.membership import NAME_KEPT
from app.domain.people.passkeys import CHALLENGE_LASTS
from app.domain.people.second_factor import HALF_LASTS
from app.domain.people.session_limits import IDLE, LONGEST
from app.exports.data_protection.papers import paper
from app.exports.formats.document import Grid
from app.services.imports.uploads import KEPT as UPLOAD_KEPT
from app.services.operations.backup_folder import KEPT as BACKUP_KEPT
from app.services.people.invitations import LASTS as INVITATION_LASTS
from app.services.people.reading_keys import LASTS as READING_KEY_LASTS

ORDINALS = {7: "ottende"}
"""The day after those in which a day can be corrected."""
NIGHT = "Til dagen er lukket, natten efter"
PERSONAL = (
    "En adgangs e-mail, sessioner, nøgler og nødkoder, og kontoen et andet sted, hvis den har en"
)
NAMED = "En adgangs navn, aftryk af adgangskoden og valg af rapporter"
TO_SIGN = "Det, en adgangsnøgle bliver bedt om at skrive under på"
WORDS = f"Til { {5: 'fem'}[KEPT_YEARS] } år efter årets udgang"
IN_USE = "Så længe databasen er i brug"
KEPT = {
    "Et besøg og det, der er valgt": NIGHT,
    "Dagens nøgle, som binder en cookie til et besøg": NIGHT,
    "Engangsnøgler fra siderne": NIGHT,
    "Præcise tal om roller og følgeskab": f"Til den {ORDINALS[DAYS_BACK]} dag efter kvartalet eller"
    " måneden",
    "Dagenes og månedernes andre tal": IN_USE,
    "Steder, logoer, åbningstider, aktiviteter, koder og enheder": IN_USE,
    "Hvem der rettede en dag": "Til perioden er gjort op",
    PERSONAL: "Til den sidste adgang ender",
    NAMED: f"{NAME_KEPT.days} dage efter den sidste adgang",
    "Ord om en dag, og det, der er skrevet i en logbog": WORDS,
    "Frigivelser og afleverede logbøgers tal": IN_USE,
    "En session": f"{IDLE.days} dage uden brug, højst {LONGEST.days} dage",
    "En læsenøgle": f"{READING_KEY_LASTS.days} dage",
    "Hvem der satte noget op, frigav eller hentede": f"{KEPT_MONTHS} måneder",
    TO_SIGN: f"{CHALLENGE_LASTS // dt.timedelta(minutes=1)} minutter",
    "Et login, der er begyndt": f"{HALF_LASTS // dt.timedelta(minutes=1)} minutter",
    "En mails adresse og links": f"Til mailen er sendt, højst {INVITATION_LASTS.days} dage",
    "En indbydelse": f"{INVITATION_LASTS.days} dage",
    "En fil med tidligere tal, som er ved at blive læst": f"{UPLOAD_KEPT // dt.timedelta(hours=1)}"
    " time",
    "Sikkerhedskopier": f"{BACKUP_KEPT.days} dage",
    "Serverens log": "Så længe den, der passer serveren, har valgt",
}
TABLES: dict[str, tuple[type[models.Base], ...]] = {
    "Et besøg og det, der er valgt": (models.Visit, models.Participation, models.VisitRole),
    "Dagens nøgle, som binder en cookie til et besøg": (models.DayKey,),
    "Engangsnøgler fra siderne": (models.Tap,),
    "Præcise tal om roller og følgeskab": (models.DayCount, models.MonthCount),
    "Dagenes og månedernes andre tal": (
        *(models.Day, models.PartOfDayCount, models.ActivityDay, models.ClosedAhead),
        *(models.HeadCheck, models.HostTime, models.ImportedDay, models.ImportedVenue),
        *(models.SettlingUnitLength, models.SettledUnit, models.SettledRole),
        *(models.SettledActivityRole, models.SetAside, models.ClockSeen),
    ),
    "Steder, logoer, åbningstider, aktiviteter, koder og enheder": (
        *(models.Partnership, models.Organisation, models.Role, models.PartnershipLanguage),
        *(models.Venue, models.OpeningHours, models.VenueRole, models.VenueLanguageOff),
        *(models.Activity, models.ActivityTime, models.Code, models.Device),
        models.VenueLogo,
    ),
    "Hvem der rettede en dag": (models.Correction,),
    NAMED: (models.Person,),
    PERSONAL: (
        *(models.Membership, models.HostVenue, models.RecoveryCode),
        *(models.Passkey, models.TiedSubject),
    ),
    "Ord om en dag, og det, der er skrevet i en logbog": (
        *(models.DayNote, models.Reflection, models.LogbookComment),
    ),
    "Frigivelser og afleverede logbøgers tal": (
        *(models.Logbook, models.HandedIn, models.Released, models.EarlierImport),
    ),
    "En session": (models.SignIn,),
    "En læsenøgle": (models.ReadingKey,),
    "Hvem der satte noget op, frigav eller hentede": (models.AuditEntry,),
    TO_SIGN: (models.PasskeyChallenge,),
    "Et login, der er begyndt": (models.HalfSignIn, models.ProviderSignIn),
    "En mails adresse og links": (models.Mail, models.MailedLink),
    "En indbydelse": (models.Invitation,),
}
"""In which row each table of the database is found. The others are files."""


@pytest.fixture
def rows() -> dict[str, str]:
    (grid,) = (block for block in paper("opbevaring", "da", {}).blocks() if isinstance(block, Grid))
    return {what: how_long for what, how_long, _then in grid.rows}


def test_it_says_how_long_each_thing_is_kept(rows: dict[str, str]) -> None:
    assert rows == KEPT


def test_it_has_every_table(rows: dict[str, str]) -> None:
    assert set(TABLES) <= set(rows)
    found = [model for models_ in TABLES.values() for model in models_]
    assert sorted(model.__name__ for model in found) == sorted(
        mapper.class_.__name__ for mapper in models.Base.registry.mappers
    )
