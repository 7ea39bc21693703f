"""What a new partnership and a new venue begin with. Everything can be changed afterwards.

Roles are verbs, beside each other: nobody stands above anybody.
"""

from __future__ import annotations

from app.domain.activities import VenueKind

ROLES: tuple[tuple[str, str], ...] = (
    ("er vært", "hosts"),
    ("hjælper til", "lends a hand"),
    ("laver mad", "cooks"),
    ("bager", "bakes"),
    ("serverer", "serves"),
    ("passer kassen", "minds the till"),
    ("sorterer", "sorts things"),
    ("reparerer", "repairs things"),
    ("viser, hvordan man gør", "shows how to"),
    ("stiller op", "sets things up"),
    ("rydder op", "tidies up"),
    ("er her på arbejde", "is here at work"),
)
"""The verb in Danish and in English, in the order in which they are offered."""

EVERYWHERE = frozenset({"er vært", "hjælper til", "rydder op", "er her på arbejde"})

OF_KIND: dict[VenueKind, frozenset[str]] = {
    VenueKind.SHOP: EVERYWHERE | {"passer kassen", "sorterer", "reparerer"},
    VenueKind.CAFE: EVERYWHERE | {"laver mad", "bager", "serverer"},
    VenueKind.CULTURE: EVERYWHERE | {"laver mad", "viser, hvordan man gør", "stiller op"},
    VenueKind.VILLAGE: EVERYWHERE | {"laver mad", "bager", "passer kassen"},
    VenueKind.OTHER: EVERYWHERE,
}


def offered_at(kind: VenueKind, verbs: list[str]) -> set[str]:
    """Which of a partnership's roles a new venue offers: those that suit its kind.

    A partnership that has found words of its own offers all of them.
    """
    return set(verbs) & OF_KIND[kind] or set(verbs)
