"""The forms for a partnership, its organisations and its roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    RadioField,
    SelectField,
)

from app.domain.base.languages import TO_BE_READ
from app.domain.logbook.logbook import LogbookPer
from app.domain.venues.kinds import OrganisationKind
from app.domain.venues.set_up import SMALL_NUMBERS
from app.web.platform import labels
from app.web.platform.fields import NamingForm, name_field, optional_text_field
from app.web.platform.forms import Form
from app.web.platform.ids import whole
from app.web.platform.labels import called
from app.web.venues.pictogram_labels import sign_choices


class PartnershipForm(Form):
    """A partnership's name, small-number threshold, and logbook period."""

    name = name_field(_l("Partnerskabets navn"), _l("Skriv, hvad partnerskabet hedder"), 120)
    small_number = SelectField(
        _l("Små tal"),
        coerce=whole,
        description=_l(
            "Er et tal for roller eller følgeskab mindre end dette, står der kun, at det er under. "
            "Så kan ingen regne ud, hvem det var. "
            "En ny grænse gælder for det, der ikke er gjort op endnu."
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
    name = name_field(_l("Navn"), _l("Skriv, hvad organisationen hedder"), 120)
    kind = SelectField(_l("Hvad er det?"))

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.kind.choices = [
            (each.value, labels.organisation_kind(each).capitalize()) for each in OrganisationKind
        ]


class RoleForm(NamingForm):
    """A role's words and pictogram. `usual` is what is shown in a language that has no word."""

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

    def __init__(self, usual: Mapping[str, str] | None = None, **known: Any) -> None:
        super().__init__(**known)
        self.sign.choices = sign_choices()
        for code in TO_BE_READ:
            field = self[f"verb_{code}"]
            field.label.text = called(code).capitalize()
            field.render_kw = {"lang": code, "dir": "auto"}
            if word := (usual or {}).get(code):
                field.description = _("Står der intet, viser siden: %(verb)s", verb=word)

    @property
    def verbs(self) -> dict[str, str]:
        """What was written in the further languages, by code."""
        return {code: self[f"verb_{code}"].data or "" for code in TO_BE_READ}


for _code in TO_BE_READ:
    setattr(RoleForm, f"verb_{_code}", optional_text_field(_code, 40))
