"""The shapes of the set-up forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length

from app.domain.base.service_day import DEFAULT_LIMIT
from app.domain.logbook.logbook import LogbookPer
from app.domain.people.access import DUTIES, Duty
from app.domain.venues.activity import ActivityKind
from app.domain.venues.kinds import OrganisationKind, VenueKind
from app.domain.venues.set_up import DAY_LIMITS, DEFAULT_GRACE, GRACE_DAYS, SMALL_NUMBERS
from app.web import names
from app.web.coordinator.fields import (
    DateField,
    NamingForm,
    TimesField,
    email_field,
    name_field,
    optional_text_field,
)
from app.web.coordinator.signs import sign_choices
from app.web.fields import Form
from app.web.templating import clock

NOBODY = 0
"""The choice of no organisation."""


class VenueForm(NamingForm):
    """A venue."""

    named = "name"

    name = name_field(
        _l("Stedets navn"),
        _l("Skriv, hvad stedet hedder"),
        80,
        description=_l("Navnet står stort på plakaten."),
    )
    kind = SelectField(_l("Hvad er det for et sted?"))
    organisation = SelectField(
        _l("Hvem står bag?"), coerce=int, default=NOBODY, validate_choice=False
    )
    hours = TimesField(
        _l("Åbningstider"),
        description=_l(
            "Lad en dag stå tom, når I holder lukket. "
            "I kan også vente: bagefter får I et forslag til tider og aktiviteter."
        ),
    )
    day_limit = SelectField(
        _l("Hvornår er dagen slut?"),
        coerce=int,
        default=DEFAULT_LIMIT,
        description=_l(
            "Besøg efter midnat hører til aftenen før. Kl. 4 passer de fleste. "
            "Dagens besøg bliver til tal, når dagen er slut."
        ),
    )

    def __init__(self, organisations: Iterable[tuple[int, str]], **known: Any) -> None:
        super().__init__(**known)
        self.kind.choices = [
            (each.value, names.venue_kind(each).capitalize()) for each in VenueKind
        ]
        self.organisation.choices = [(NOBODY, _("Ingen bestemt")), *organisations]
        self.day_limit.choices = [(each, clock(each)) for each in DAY_LIMITS]


class HoursForm(Form):
    """Opening hours."""

    hours = TimesField(
        _l("Åbningstider"),
        description=_l(
            "Lad en dag stå tom, når I holder lukket. "
            "Uden tider siger siden aldrig, at der er lukket. "
            "Lukker I efter midnat, så skriv bare tiden."
        ),
    )


class ActivityForm(NamingForm):
    """An activity. The week is for fixed and emerging ones, the date for single ones."""

    named = "name"
    name = name_field(_l("Navn"), _l("Skriv, hvad aktiviteten hedder"), 80)
    kind = RadioField(_l("Slags"), default=ActivityKind.FIXED.value)
    is_cause = BooleanField(
        _l("Det er en sag"), description=_l("En sag er noget, som folk samles om at ændre.")
    )
    week = TimesField(
        _l("Hvornår på ugen?"),
        description=_l("Skriv tider på de dage, den er her. Uden tider er den her hver dag."),
    )
    on_date = DateField(_l("Dato"))
    times = TimesField(_l("Klokken"), pairs=1, description=_l("Du kan også lade tiden stå tom."))
    sign = RadioField(_l("Tegn"), default="")

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.kind.choices = [
            (ActivityKind.FIXED.value, _("Fast: den er her uge efter uge")),
            (ActivityKind.SINGLE.value, _("Enkelt: den er her én dag")),
            (ActivityKind.EMERGING.value, _("Spirende: den er ny, og I prøver den af")),
        ]
        self.sign.choices = sign_choices()

    @property
    def is_single(self) -> bool:
        """Whether the date counts, and the week does not."""
        return bool(self.kind.data == ActivityKind.SINGLE.value)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what counts for the chosen kind; the rest of the page is not asked about."""
        for unused in (self.week,) if self.is_single else (self.on_date, self.times):
            unused.process(None)
        return super().validate(extra_validators)


class PastedForm(NamingForm):
    """A pasted list of activities."""

    named = "text"

    text = TextAreaField(
        _l("Aktiviteter"),
        [
            InputRequired(_l("Skriv mindst én aktivitet")),
            Length(max=6_000, message=_l("Det er for langt. Del listen op.")),
        ],
        description=_l(
            "Én på hver linje. Skriv gerne tider efter et semikolon: Strik; tirsdag 10-12. "
            "Du kan også sætte celler ind fra et regneark."
        ),
        render_kw={"rows": 10},
    )
    file = FileField(
        _l("Eller en fil"),
        description=_l("CSV eller XLSX. Linjerne kommer op i listen, så du kan se dem igennem."),
        render_kw={"accept": ".csv,.txt,.xlsx"},
    )


class PartnershipForm(Form):
    """A partnership's name and its small-number threshold."""

    name = name_field(_l("Partnerskabets navn"), _l("Skriv, hvad partnerskabet hedder"), 120)
    small_number = SelectField(
        _l("Små tal"),
        coerce=int,
        description=_l(
            "Er et tal for en måned mindre end dette, så viser rapporten det ikke. "
            "Så kan ingen regne ud, hvem det var. "
            "Måneder, der ikke kan rettes mere, beholder den gamle grænse."
        ),
    )

    logbook_per = SelectField(
        _l("Logbog"),
        description=_l("En logbog, som I er begyndt på, bliver stående, hvis I skifter."),
    )

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.small_number.choices = [(each, str(each)) for each in SMALL_NUMBERS]
        self.logbook_per.choices = [
            (LogbookPer.QUARTER.value, _("en for hvert kvartal")),
            (LogbookPer.MONTH.value, _("en for hver måned")),
        ]


class OrganisationForm(Form):
    """An organisation."""

    name = name_field(_l("Navn"), _l("Skriv, hvad organisationen hedder"), 120)
    kind = SelectField(_l("Hvad er det?"))

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.kind.choices = [
            (each.value, names.organisation_kind(each).capitalize()) for each in OrganisationKind
        ]


class RoleForm(NamingForm):
    """A role."""

    named = "verb"

    verb = name_field(
        _l("Rollen"),
        _l("Skriv, hvad man gør"),
        40,
        description=_l("Skriv det, som man gør: laver mad, passer kassen, er vært."),
    )
    verb_en = optional_text_field(
        _l("På engelsk"), 40, description=_l("Står der intet, viser siden det danske.")
    )
    sign = RadioField(_l("Tegn"), default="")

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.sign.choices = sign_choices()


class CodeForm(Form):
    """For how long a replaced code goes on working."""

    grace_days = RadioField(
        _l("Hvor længe skal den gamle kode virke?"), coerce=int, default=DEFAULT_GRACE
    )

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        words = {
            0: _("Kun resten af dagen"),
            14: _("14 dage"),
            60: _("60 dage"),
            365: _("Et år"),
        }
        self.grace_days.choices = [(days, words[days]) for days in GRACE_DAYS]


class InvitationForm(Form):
    """What somebody is invited to."""

    duty = RadioField(_l("Hvad skal personen kunne?"), default=Duty.HOST.value)
    venues = SelectMultipleField(
        _l("Vært på disse steder"), coerce=int, validate_choice=False, default=()
    )

    def __init__(self, venues: Iterable[tuple[int, str]], **known: Any) -> None:
        super().__init__(**known)
        words = {
            Duty.HOST: _("Vært: tæller i dag på sine steder og skriver i logbogen"),
            Duty.COORDINATOR: _("Koordinator: sætter op, ser rapporter og afleverer logbogen"),
            Duty.READER: _("Læser: læser det, som er frigivet eller afleveret"),
        }
        self.duty.choices = [(each.value, words[each]) for each in DUTIES]
        self.venues.choices = list(venues)

    def validate(self, extra_validators: Any = None) -> bool:
        """A host counts somewhere, where there is somewhere to count."""
        right = super().validate(extra_validators)
        hosts_nowhere = self.duty.data == Duty.HOST.value and not self.venues.data
        if self.venues.choices and hosts_nowhere and not self.venues.errors:
            self.venues.errors = [_("Vælg mindst ét sted, hvor personen er vært")]
            return False
        return right


class MemberForm(InvitationForm):
    """Somebody with access to a partnership."""

    name = name_field(_l("Navn"), _l("Skriv personens navn"), 80)
    email = email_field(_l("E-mail"), description=_l("Personen logger ind med den."))
