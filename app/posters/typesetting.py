"""The fonts of everything that typst sets: our own and no others."""

from __future__ import annotations

from functools import cache

import typst

from app.posters.glyphs import FONTS


@cache
def fonts() -> typst.Fonts:
    """Our fonts, so that a page looks the same from every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
