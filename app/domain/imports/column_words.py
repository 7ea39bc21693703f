"""Words used as column headings in people's own counts, in Danish and English."""

from __future__ import annotations

DATES = ("dato", "date", "dag", "day", "hvornår")
NUMBERS = (
    "antal",
    "besøg",
    "besøgende",
    "gæster",
    "deltagere",
    "people",
    "visits",
    "visitors",
    "fremmødte",
    "personer",
    "hoveder",
    "tal",
    "count",
)
VENUES = ("sted", "hus", "venue", "place", "lokation", "center", "afdeling")
NOTES = (
    "note",
    "noter",
    "bemærkning",
    "bemærkninger",
    "kommentar",
    "ugedag",
    "vejr",
    "vært",
    "uge",
)
SUMS = ("i alt", "ialt", "sum", "total", "gennemsnit", "snit", "subtotal")
