"""The names of a venue's colours and pictures as pages show them."""

from __future__ import annotations

from flask_babel import gettext as _

from app.domain.base.palette import VENUE_COLOURS
from app.domain.venues.pictures import PICTURES


def colours() -> dict[str, str]:
    words = {
        "green": _("Grøn"),
        "rust": _("Rust"),
        "blue": _("Blå"),
        "plum": _("Blomme"),
        "teal": _("Petrol"),
        "moss": _("Mos"),
        "brown": _("Brun"),
        "ink": _("Blæk"),
    }
    return {name: words[name] for name in VENUE_COLOURS}


def pictures() -> dict[str, str]:
    words = {
        "bag": _("Pose"),
        "bowl": _("Skål"),
        "stage": _("Maske"),
        "house": _("Hus"),
        "bread": _("Brød"),
        "needle": _("Nål"),
        "tool": _("Værktøj"),
        "leaf": _("Blad"),
        "book": _("Bog"),
        "bicycle": _("Cykel"),
    }
    return {name: words[name] for name in PICTURES}
