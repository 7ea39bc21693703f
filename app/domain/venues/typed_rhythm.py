"""Parses in which weeks an activity is: `hver anden`, `lige uger`, `første mandag i måneden`."""

from __future__ import annotations

import re

from app.domain.venues.usual_times import Rhythm

_NTH = {
    Rhythm.FIRST: ("første", "1.", "first", "1st"),
    Rhythm.SECOND: ("anden", "2.", "second", "2nd"),
    Rhythm.THIRD: ("tredje", "3.", "third", "3rd"),
    Rhythm.FOURTH: ("fjerde", "4.", "fourth", "4th"),
    Rhythm.LAST: ("sidste", "last"),
}
_NUMBER = "|".join(re.escape(word) for words in _NTH.values() for word in words)
_MONTH = r"(?:i\s+(?:hver\s+|en\s+)?måned(?:en)?|(?:of|in)\s+(?:the|each|every|a)\s+month)\b"
_OF_THE_MONTH = re.compile(
    rf"(?:\b(?:hver|hvert|every)\s+)?(?:\b(?:den|the|on the)\s+)?(?<!\w)({_NUMBER})\s+"
    rf"([^\W\d]+)\s+{_MONTH}"
)
_TWO_OF_THE_MONTH = re.compile(
    rf"(?<!\w)({_NUMBER})\s*(?:,|\bog\b|\band\b|&|\+)\s*({_NUMBER})\s+([^\W\d]+)\s+({_MONTH})"
)
_PHRASES = {
    Rhythm.EVEN_WEEKS: re.compile(r"\b(?:i\s+|in\s+)?(?:lige|even)\s+(?:uger?|weeks?)\b"),
    Rhythm.ODD_WEEKS: re.compile(r"\b(?:i\s+|in\s+)?(?:ulige|odd)\s+(?:uger?|weeks?)\b"),
    Rhythm.EVERY_OTHER: re.compile(
        r"\b(?:hver\s*anden|hvert\s*andet|hver\s+2\.|every\s+(?:other|second|2nd))"
        r"(?:\s+(?:uge|week)\b(?:\s+(?:om|på|on)\b)?)?(?!\w)"
    ),
}


def taken_apart(text: str) -> str:
    """Write *første og tredje mandag i måneden* as two days of the month, so that it can be split
    at *og*.
    """
    return _TWO_OF_THE_MONTH.sub(r"\1 \3 \4 og \2 \3 \4", text)


def read_rhythm(part: str) -> tuple[str, Rhythm | None]:
    """Return the part without its rhythm, and the rhythm, or None if it has none."""
    if found := _OF_THE_MONTH.search(part):
        rhythm = next(each for each, words in _NTH.items() if found[1] in words)
        return _without(part, found, found[2]), rhythm
    for rhythm, phrase in _PHRASES.items():
        if found := phrase.search(part):
            return _without(part, found, ""), rhythm
    return part, None


def _without(part: str, found: re.Match[str], instead: str) -> str:
    left = f"{part[: found.start()]} {instead} {part[found.end() :]}"
    return " ".join(left.split()).strip(" ():")


def write_rhythm(rhythm: Rhythm, day: str) -> str:
    """Return a weekday with its rhythm as `read_rhythm` understands it."""
    match rhythm:
        case Rhythm.EVERY_WEEK:
            return day
        case Rhythm.EVERY_OTHER:
            return f"hver anden {day}"
        case Rhythm.EVEN_WEEKS:
            return f"lige uger {day}"
        case Rhythm.ODD_WEEKS:
            return f"ulige uger {day}"
    return f"{_NTH[rhythm][0]} {day} i måneden"
