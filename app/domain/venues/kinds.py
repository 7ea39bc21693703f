"""The kinds of venue and of organisation."""

from __future__ import annotations

from enum import StrEnum


class VenueKind(StrEnum):
    """What kind of house it is."""

    SHOP = "genbrugsbutik"
    CAFE = "skraldecafe"
    CULTURE = "kulturhus"
    VILLAGE = "faelleshus"
    VOLUNTEERS = "frivilligcenter"
    OTHER = "andet"


class OrganisationKind(StrEnum):
    """What kind of organisation stands behind a partnership."""

    ASSOCIATION = "association"
    MUNICIPALITY = "municipality"
    COMPANY = "company"
    OTHER = "other"
