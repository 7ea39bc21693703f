"""The colours and pictures that a venue can choose for its check-in page.

White text on each colour has a contrast of at least 7:1, in light and dark mode, and each picture
is a few hundred bytes. So no choice can make the page unreadable or slow.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.base.palette import VENUE_COLOURS
from app.domain.venues.kinds import VenueKind
from app.domain.venues.pictures import PICTURES


@dataclass(frozen=True)
class Look:
    """How a venue looks on paper. `picture` may be empty, and so may `logo`, its own PNG file.

    What is of several venues has no `colour` and no `picture`; it has their logo if they share one.
    """

    colour: str = ""
    picture: str = ""
    logo: bytes = field(default=b"", repr=False)


NEUTRAL = Look()
USUAL: dict[VenueKind, tuple[str, str]] = {
    VenueKind.SHOP: ("green", "bag"),
    VenueKind.CAFE: ("rust", "bowl"),
    VenueKind.CULTURE: ("blue", "stage"),
    VenueKind.VILLAGE: ("plum", "house"),
    VenueKind.VOLUNTEERS: ("moss", "leaf"),
    VenueKind.OTHER: ("teal", ""),
}


def colour_of(chosen: str, kind: str) -> str:
    """Return the name of the chosen colour, or the default for the kind of venue."""
    return chosen if chosen in VENUE_COLOURS else USUAL[VenueKind(kind)][0]


def picture_of(chosen: str, kind: str) -> str:
    """Return the name of the chosen picture, or the default for the kind of venue.

    Returns an empty string for no picture, which is chosen as `none`.
    """
    if chosen == "none":
        return ""
    return chosen if chosen in PICTURES else USUAL[VenueKind(kind)][1]
