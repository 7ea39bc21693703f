"""Kinds of venues and organisations."""

from __future__ import annotations

from enum import StrEnum


class VenueKind(StrEnum):
    SHOP = "genbrugsbutik"
    CAFE = "skraldecafe"
    CULTURE = "kulturhus"
    VILLAGE = "faelleshus"
    VOLUNTEERS = "frivilligcenter"
    OTHER = "andet"


class OrganisationKind(StrEnum):
    ASSOCIATION = "association"
    MUNICIPALITY = "municipality"
    COMPANY = "company"
    OTHER = "other"
