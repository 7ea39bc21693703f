"""From a code to the words on its poster, in the language of the page."""

from __future__ import annotations

from typing import cast

from app.posters.sheet import PosterSheet
from app.posters.wording import Language
from app.services.codes import Code
from app.web.language import language
from app.web.weekdays import when


def sheet_of(code: Code, base_url: str) -> PosterSheet:
    """What the poster of a code says."""
    return PosterSheet(
        venue=code.venue_name,
        colour=code.colour,
        code=code.code,
        base_url=base_url,
        version=code.version,
        date=code.made_on,
        activity=code.activity.name if code.activity else None,
        when=when(code.activity) if code.activity else "",
        language=cast(Language, language()),
    )
