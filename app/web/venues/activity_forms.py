"""The forms for one activity, and for a pasted list of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FileField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, ValidationError

from app.domain.venues.activity import ActivityKind
from app.domain.venues.typed_when import NotUnderstood, read_when
from app.domain.venues.usual_times import UsualTimes
from app.web.platform.fields import DateField, NamingForm, TimesField, name_field
from app.web.venues.pictogram_labels import sign_choices


class ActivityForm(NamingForm):
    """An activity. `on_date` and `times` are for single activities, `week` for all others.

    `more` is for what does not fit the week: a second time on a day, and times of some weeks.
    """

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
    more = StringField(
        _l("Andre tider"),
        [Length(max=500, message=_l("Det er for langt. Skriv færre tider."))],
        description=_l(
            "For eksempel: hver anden tirsdag kl. 17-19, første mandag i måneden 10-12, "
            "lige uger fredag 9-12, eller en tid mere på en dag."
        ),
    )
    on_date = DateField(_l("Dato"))
    times = TimesField(_l("Klokken"), pairs=1, description=_l("Du kan også lade tiden stå tom."))
    sign = RadioField(_l("Tegn"), default="")

    def __init__(self, *, today: dt.date, **known: Any) -> None:
        super().__init__(**known)
        self.today = today
        self.more_times: UsualTimes = ()
        self.kind.choices = [
            (ActivityKind.FIXED.value, _("Fast: den er her uge efter uge")),
            (ActivityKind.SINGLE.value, _("Enkelt: den er her én dag")),
            (ActivityKind.EMERGING.value, _("Spirende: den er ny, og I prøver den af")),
        ]
        self.sign.choices = sign_choices()

    @property
    def is_single(self) -> bool:
        return bool(self.kind.data == ActivityKind.SINGLE.value)

    def validate_more(self, field: StringField) -> None:
        """Parse the times, or say that they are not understood."""
        try:
            found = read_when(field.data or "", self.today)
        except NotUnderstood:
            found = None
        if found is None or found.dates or found.is_cause:
            sentence = _("Det forstår vi ikke. Skriv for eksempel: hver anden tirsdag kl. 17-19")
            raise ValidationError(sentence)
        self.more_times = tuple(found.times)

    def validate(self, extra_validators: Any = None) -> bool:
        """Clear the fields that the chosen kind does not use, then validate the rest."""
        for unused in (self.week, self.more) if self.is_single else (self.on_date, self.times):
            unused.process(None)
        return super().validate(extra_validators)


class PastedForm(NamingForm):
    """A list of activities, pasted or from a file."""

    named = "text"

    text = TextAreaField(
        _l("Aktiviteter"),
        [
            InputRequired(_l("Skriv mindst én aktivitet")),
            Length(max=6_000, message=_l("Det er for langt. Del listen op.")),
        ],
        description=_l(
            "Én på hver linje. Skriv gerne tider efter et semikolon: Strik; tirsdag 10-12. "
            "Hverdage, man+ons, hver anden tirsdag, lige uger og 12. december kl. 10-15 går også. "
            "Skriv sag til sidst, hvis folk er gået sammen om at ændre noget. "
            "Du kan også sætte celler ind fra et regneark."
        ),
        render_kw={"rows": 10},
    )
    file = FileField(
        _l("Eller en fil"),
        description=_l("CSV eller XLSX. Linjerne kommer op i listen, så du kan se dem igennem."),
        render_kw={"accept": ".csv,.txt,.xlsx"},
    )
