"""Turning a code into the content of its poster."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from app.domain.base.languages import RIGHT_TO_LEFT
from app.posters.sheet import Further, PosterSheet
from app.services.venues.codes import PosterCode
from app.web.platform.language import in_language, language
from app.web.platform.weekdays import when


def sheet_of(code: PosterCode, base_url: str) -> PosterSheet:
    """Return the poster's content in the page's language."""
    return _sheet(code, base_url, language(), ())


def sheets_of(
    codes: Sequence[PosterCode],
    base_url: str,
    main: str,
    further: Sequence[str],
    drafts: Collection[str] = (),
) -> list[PosterSheet]:
    """Return the posters' content in the main language, and shorter in the further ones.

    Languages that the partnership has not approved are marked as drafts.
    """
    more = tuple(_in(each, is_draft=each in drafts) for each in further)
    with in_language(main):
        return [_sheet(code, base_url, main, more) for code in codes]


def _sheet(code: PosterCode, base_url: str, main: str, further: tuple[Further, ...]) -> PosterSheet:
    return PosterSheet(
        venue=code.venue_name,
        colour=code.colour,
        picture=code.picture,
        logo=code.logo,
        code=code.code,
        base_url=base_url,
        version=code.version,
        date=code.created_on,
        activity=code.activity.name if code.activity else None,
        when=when(code.activity) if code.activity else "",
        language=main,
        further=further,
    )


def _in(one: str, *, is_draft: bool) -> Further:
    # These texts are on the check-in pages too, so that translating those covers the posters.
    with force_locale(one):
        scan = _("Scan koden på plakaten på stedet. Tryk én gang. Så er du talt med.")
        no_name = _("Du skal ikke skrive dit navn.")
        draft = _("Udkast: ikke læst igennem endnu.") if is_draft else ""
    return Further(one, f"{scan} {no_name}", draft, right_to_left=one in RIGHT_TO_LEFT)
