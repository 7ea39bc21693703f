"""How a place looks at its door: a colour and a picture from a small, tested choice.

Every colour carries white text at 7:1 or better, by day and by night; every picture is drawn for
this house and costs a few hundred bytes. So no choice can make a door unreadable or slow.
"""

from __future__ import annotations

from app.domain.venues.kinds import VenueKind

COLOURS: dict[str, str] = {
    "green": "#1f4d3a",
    "rust": "#6b2a12",
    "blue": "#1f3f70",
    "plum": "#5a2450",
    "teal": "#0f4a55",
    "moss": "#454512",
    "brown": "#573516",
    "ink": "#33302b",
}
"""The name of each colour and the colour itself, as app/static/css/door.css has it."""


PICTURES = ("bag", "bowl", "stage", "house", "bread", "needle", "tool", "leaf", "book", "bicycle")
"""The pictures of app/templates/components/picture.html."""


USUAL: dict[VenueKind, tuple[str, str]] = {
    VenueKind.SHOP: ("green", "bag"),
    VenueKind.CAFE: ("rust", "bowl"),
    VenueKind.CULTURE: ("blue", "stage"),
    VenueKind.VILLAGE: ("plum", "house"),
    VenueKind.VOLUNTEERS: ("moss", "leaf"),
    VenueKind.OTHER: ("teal", ""),
}


def colour_of(chosen: str, kind: str) -> str:
    """The name of the place's colour: the chosen one, or what suits its kind."""
    return chosen if chosen in COLOURS else USUAL[VenueKind(kind)][0]


def picture_of(chosen: str, kind: str) -> str:
    """The name of the place's picture, or empty for none."""
    if chosen == "none":
        return ""
    return chosen if chosen in PICTURES else USUAL[VenueKind(kind)][1]
