"""What a new venue starts with: roles, activities and opening hours. All can be changed later."""

from __future__ import annotations

from app.domain.base.opening_hours import WeekOpenings
from app.domain.venues.activity_list import read_times
from app.domain.venues.kinds import VenueKind

EVERYWHERE = frozenset({"er vært", "hjælper til", "rydder op", "er her på arbejde"})
OF_KIND: dict[VenueKind, frozenset[str]] = {
    VenueKind.SHOP: EVERYWHERE | {"passer kassen", "sorterer", "reparerer"},
    VenueKind.CAFE: EVERYWHERE | {"laver mad", "bager", "serverer"},
    VenueKind.CULTURE: EVERYWHERE | {"laver mad", "viser, hvordan man gør", "stiller op"},
    VenueKind.VILLAGE: EVERYWHERE | {"laver mad", "bager", "passer kassen"},
    VenueKind.VOLUNTEERS: EVERYWHERE | {"laver mad", "viser, hvordan man gør", "stiller op"},
    VenueKind.OTHER: EVERYWHERE,
}
ACTIVITIES: dict[VenueKind, tuple[str, ...]] = {
    VenueKind.SHOP: (
        "Åben butik; man-fre 10-17, lørdag 10-14",
        "Sortere og sætte på plads; man-fre 9-12",
        "Reparationscafé; onsdag 15-17",
        "Hente og bringe; torsdag 10-13",
        "Kaffebordet; man-fre 10-16",
    ),
    VenueKind.CAFE: (
        "Hente varer; tir-fre 9-11",
        "Lave mad; tir-fre 11-17",
        "Fællesspisning; tir-fre 17-19",
        "Sylte og gemme; lørdag 10-14",
        "Rydde op og vaske op; tir-fre 19-20",
    ),
    VenueKind.CULTURE: (
        "Åbent værksted; man-fre 13-20",
        "Fællesspisning; onsdag 17.30-20",
        "Øvelokalet; man-søn 14-22",
        "Strik og snak; torsdag 13-15",
        "Koncert og foredrag; torsdag 19-21",
    ),
    VenueKind.VILLAGE: (
        "Kaffebordet; man-fre 9-12",
        "Torsdagsspisning; torsdag 17-19",
        "Gymnastik; tirsdag 10-11",
        "Lektiehjælp; mandag 15-17",
        "Grønne fingre; lørdag 10-12",
    ),
    VenueKind.VOLUNTEERS: (
        "Åbent hus; man-fre 10-15",
        "Kor; tirsdag 19-21",
        "Maleværksted; onsdag 13-16",
        "Gåtur; torsdag 10-12",
        "Hjælp til det digitale; torsdag 13-15",
    ),
    VenueKind.OTHER: (
        "Kaffe og snak; man-fre 10-12",
        "Fællesspisning; torsdag 17-19",
        "Værksted; onsdag 13-16",
        "Gåtur; tirsdag 10-12",
        "Noget helt nyt; fredag 13-15",
    ),
}
"""Suggested activities, in the format of a pasted list. None of them has to be kept."""
HOURS: dict[VenueKind, str] = {
    VenueKind.SHOP: "man-fre 9-17, lørdag 10-14",
    VenueKind.CAFE: "tir-fre 9-20, lørdag 10-14",
    VenueKind.CULTURE: "man-søn 13-22",
    VenueKind.VILLAGE: "man 9-17, tir 9-12, ons 9-12, tor 9-19, fre 9-12, lørdag 10-12",
    VenueKind.VOLUNTEERS: "man 10-15, tir 10-21, ons 10-16, tor 10-15, fre 10-15",
    VenueKind.OTHER: "man 10-12, tir 10-12, ons 10-16, tor 10-19, fre 10-15",
}
"""Suggested opening hours. They cover the times of the suggested activities."""


def hours_of(kind: VenueKind) -> WeekOpenings:
    """Return the suggested opening hours by weekday (Monday is 0)."""
    return {weekday: (span,) for weekday, span in (read_times(HOURS[kind]) or {}).items()}


def offered_at(kind: VenueKind, verbs: list[str]) -> set[str]:
    """Return which of a partnership's roles a new venue offers: those that suit its kind.

    If none of the default roles for that kind is left, the venue offers all of `verbs`.
    """
    return set(verbs) & OF_KIND[kind] or set(verbs)
