"""Asking for the month's or the quarter's report by mail."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from app.domain.people.access import Act
from app.domain.reports.mailed_packages import WantedPackages
from app.services.reports import mailed_packages
from app.web.people import bp
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page
from app.web.platform.context import config, db, now, viewer
from app.web.platform.forms import Form

NONE = ""


class WantedPackagesForm(Form):
    wanted = RadioField(_l("Hvad vil du have?"))

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.wanted.choices = [
            (NONE, _("Intet")),
            (WantedPackages.MONTH.value, _("Hver måned")),
            (WantedPackages.QUARTER.value, _("Hvert kvartal")),
            (WantedPackages.BOTH.value, _("Begge dele")),
        ]


@bp.route("/konto/rapporten", methods=["GET", "POST"])
@needs(Act.SEE_REPORTS)
def own_packages() -> Answer:
    """Choose which reports the viewer gets by mail."""
    before = mailed_packages.wanted_packages(db(), viewer())
    form = WantedPackagesForm(data={"wanted": before or NONE})
    if config().sends_mail and form.accepts():
        wanted = WantedPackages(form.wanted.data) if form.wanted.data else None
        mailed_packages.choose_packages(db(), viewer(), wanted, now=now())
        return done(_("Dit valg er gemt."), "people.own_packages")
    return form_page("people/own_packages.html", form, sends_mail=config().sends_mail)
