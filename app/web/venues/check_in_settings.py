"""The check-in page of a venue: colour, picture, company, and the caps of a day and a minute."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.domain.people.access import Act
from app.domain.venues import look
from app.services.venues import check_in_settings, venue_set_up
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page
from app.web.platform.context import db, now, viewer
from app.web.platform.fields import NumberField
from app.web.platform.forms import Form
from app.web.platform.look_labels import colours, pictures
from app.web.venues import bp

USUAL = ""
NO_PICTURE = "none"


class CheckInSettingsForm(Form):
    colour = RadioField(_l("Farve"))
    picture = RadioField(_l("Billede"))
    offers_company = BooleanField(
        _l("Man kan sige: Jeg vil gerne følges med nogen"),
        description=_l("Dagens vært ser et tal. Ingen ser et navn."),
    )
    daily_cap = NumberField(
        _l("Så mange kan der højst komme på en dag"),
        [
            InputRequired(_l("Skriv et tal, fx 300")),
            NumberRange(1, 100_000, _l("Skriv et tal mellem 1 og 100.000")),
        ],
        description=_l("Kommer der flere, spørger siden værten, om de er der. Ingen går tabt."),
        render_kw={"inputmode": "numeric"},
    )

    minute_cap = NumberField(
        _l("Så mange kan der højst checke ind på et minut"),
        [Optional(), NumberRange(0, 10_000, _l("Skriv et tal mellem 0 og 10.000"))],
        description=_l(
            "Går det hurtigere, spørger siden værten, om de er der. Det stopper den, der checker "
            "ind igen og igen. Skriv 0, hvis der ikke skal være en grænse."
        ),
        render_kw={"inputmode": "numeric"},
    )

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.colour.choices = [(USUAL, _("Som stedets slags")), *colours().items()]
        self.picture.choices = [
            (USUAL, _("Som stedets slags")),
            (NO_PICTURE, _("Intet billede")),
            *pictures().items(),
        ]


@bp.route("/steder/<int:venue_id>/doer", methods=["GET", "POST"], endpoint="door")
@needs(Act.SET_UP)
def edit_check_in_settings(venue_id: int) -> Answer:
    shown = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    form = CheckInSettingsForm(obj=check_in_settings.settings(db(), viewer(), venue_id))
    if form.accepts():
        chosen = check_in_settings.CheckInSettings(
            colour=form.colour.data,
            picture=form.picture.data,
            offers_company=form.offers_company.data,
            daily_cap=form.daily_cap.data or 0,
            minute_cap=form.minute_cap.data or 0,
        )
        check_in_settings.choose(db(), viewer(), venue_id, chosen, now=now())
        return done(
            _("Det er gemt. Print plakaten igen, hvis farven er ny."),
            "venues.venue",
            venue_id=venue_id,
        )
    return form_page(
        "venues/check_in_settings.html", form, venue=shown, usual=look.USUAL[shown.kind]
    )
