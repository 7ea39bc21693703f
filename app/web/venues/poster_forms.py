"""The form for a poster's paper and languages."""

from __future__ import annotations

from typing import cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from app.domain.base.languages import NAMES, ON_EVERY_PAGE, WRITTEN_IN, Spoken
from app.posters.sheet import Paper
from app.web.platform.forms import Form


class PosterForm(Form):
    """The paper, the main language, and up to two more that the venue offers."""

    paper = SelectField(_l("Papir"))
    main = SelectField(_l("Plakatens sprog"), default=WRITTEN_IN)
    first = SelectField(_l("Et sprog mere"))
    second = SelectField(
        _l("Endnu et sprog"),
        description=_l(
            "De ekstra sprog står med mindre skrift. Et visitkort har ikke plads til sætninger. Et "
            "udkast er ikke læst igennem endnu. Det siger plakaten også, til I godkender sproget."
        ),
    )

    def __init__(self, spoken: Spoken) -> None:
        super().__init__()
        self.paper.choices = [
            ("a4", _("Plakat, A4")),
            ("a5", _("Lille plakat, A5")),
            ("table", _("Bordskilt: et A4-ark, der foldes på midten")),
            ("large", _("Stor skrift, A4")),
            ("cards", _("Visitkort: ti på et A4-ark, til at klippe ud")),
        ]
        self.main.choices = [(each, NAMES[each]) for each in ON_EVERY_PAGE]
        self.drafts = spoken.drafts
        more = [(each, self._named(each)) for each in (WRITTEN_IN, *spoken.codes)]
        self.first.choices = self.second.choices = [("", _("intet")), *dict.fromkeys(more)]

    def _named(self, code: str) -> str:
        return _("%(name)s (udkast)", name=NAMES[code]) if code in self.drafts else NAMES[code]

    @property
    def chosen_paper(self) -> Paper:
        return cast(Paper, self.paper.data)

    @property
    def further(self) -> list[str]:
        """The additional languages, at most two, without the main one."""
        chosen = (self.first.data, self.second.data)
        return list(dict.fromkeys(each for each in chosen if each and each != self.main.data))

    @property
    def chosen_main(self) -> str:
        """The language in large print."""
        return str(self.main.data)
