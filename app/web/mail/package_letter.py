"""The mail with the month's or the quarter's package."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from flask_babel import gettext as _

from app.domain.mail.letter import Enclosure, Letter
from app.domain.reports.period import PeriodKind
from app.exports.report.files import ReportFile
from app.services.mail.outbox import Claimed
from app.services.reports import mailed_packages
from app.web.mail.links import link_to
from app.web.mail.message import host_of
from app.web.platform.context import config, db
from app.web.platform.language import in_language
from app.web.reports.apart import made_apart_for
from app.web.reports.figures import period_words

LARGEST = 5 * 1024 * 1024
"""The most bytes of a package that is enclosed. Mail makes it a third larger, and many servers
refuse 10 MB."""
LENGTHS = {PeriodKind.MONTH: "maaned", PeriodKind.QUARTER: "kvartal"}


def package(mail: Claimed) -> tuple[str, Letter] | None:
    """Write to a coordinator who asked for it, with the files of the report."""
    found = mailed_packages.to_send(db(), mail)
    if found is None:
        return None
    language = found.viewer.language
    with in_language(language):
        file = made_apart_for(
            found.viewer, language, found.selection, found.period, "zip", released=False
        )
        content = _small_enough(file)
        about = {"partnership": found.partnership, "period": period_words(found.period)}
        letter = Letter(
            subject=_("%(partnership)s: rapporten for %(period)s", **about),
            paragraphs=(
                _("Hej %(name)s", name=found.viewer.name),
                _("Her er rapporten for %(partnership)s, %(period)s, med alle steder.", **about),
                _("Tallene står fast: dagene kan ikke rettes mere."),
                _("ZIP-filen har rapporten som PDF, Word, regneark, CSV og JSON, med diagrammer.")
                if content
                else _("Filerne fylder for meget til en mail. Hent dem på siden."),
            ),
            link=link_to(
                "reports.report_page",
                sted=str(found.selection),
                maaned=str(found.period.end),
                laengde=LENGTHS[found.period.kind],
            ),
            link_text=_("Se rapporten"),
            after=(_("Vil du ikke have den mere, så vælg det under Konto, Rapporten på mail."),),
            footer=_(
                "Sendt af Her i dag på %(host)s, fordi du har bedt om det.", host=host_of(config())
            ),
            language=language,
            enclosures=(Enclosure(file.name, file.content_type, content),) if content else (),
        )
    return found.address, letter


def _small_enough(file: ReportFile) -> bytes | None:
    """Return the whole file, or None if it is too large. No more of it is made then."""
    made = bytearray()
    pieces = iter(file.pieces)
    with contextlib.ExitStack() as stack:
        if isinstance(pieces, Iterator) and hasattr(pieces, "close"):
            stack.callback(pieces.close)
        for piece in pieces:
            made += piece
            if len(made) > LARGEST:
                return None
    return bytes(made)
