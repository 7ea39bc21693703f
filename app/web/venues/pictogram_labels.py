"""Labels for the pictograms."""

from __future__ import annotations

from flask_babel import gettext as _

from app.domain.venues.pictograms import PICTOGRAMS


def sign_choices() -> list[tuple[str, str]]:
    """Return each pictogram with its label. The first choice derives it from the name."""
    words = {
        "jug": _("Kande"),
        "pot": _("Gryde"),
        "cutlery": _("Kniv og gaffel"),
        "bread": _("Brød"),
        "basket": _("Kurv"),
        "tag": _("Mærke"),
        "shirt": _("Trøje"),
        "scissors": _("Saks"),
        "yarn": _("Garn"),
        "hammer": _("Hammer"),
        "plant": _("Plante"),
        "broom": _("Kost"),
        "till": _("Kasse"),
        "book": _("Bog"),
        "pencil": _("Blyant"),
        "music": _("Node"),
        "brush": _("Pensel"),
        "ball": _("Bold"),
        "walk": _("Støvle"),
        "bicycle": _("Cykel"),
        "game": _("Terning"),
        "kite": _("Drage"),
        "dog": _("Pote"),
        "film": _("Film"),
        "talk": _("Taleboble"),
        "screen": _("Skærm"),
        "van": _("Bil"),
        "chair": _("Stol"),
        "hands": _("Hånd og hjerte"),
        "lamp": _("Pære"),
        "star": _("Stjerne"),
        "door": _("Dør"),
        "case": _("Taske"),
    }
    return [("", _("Efter navnet")), *((sign, words[sign]) for sign in PICTOGRAMS)]
