"""The fonts for every PDF that is made with typst."""

from __future__ import annotations

from functools import cache

import typst

from app.posters.glyphs import FONTS


@cache
def fonts() -> typst.Fonts:
    """Return our own fonts only, so that PDFs look the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
