"""What may not be written: numbers that look like a CPR number, also in disguise.

The format decides (a day, a month, two digits, then four), never the old check digit: numbers
without it have been handed out since 2007.
Source: https://www.cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

REMOVED = "[fjernet]"


# A leap year: 29 February is somebody's birthday.
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


# Signs that a reader passes over: zero-width characters, and marks set on top of a digit.
UNSEEN = {"Cf", "Mn", "Me"}


DOTS = "．。․·•‧∙⋅・"


SLASHES = "／⁄∕"


MINUS = "−⁃"


# Digits and what people put between them. Commas, line breaks and tabs end a run: they
# separate the numbers of a list or a row that was pasted from a spreadsheet.
RUN = re.compile(r"\d(?:[ ._/-]*:?\d)*")


# The form itself, six and four, whatever signs stand between.
SIX_AND_FOUR = re.compile(r"(?<!\d)(\d{6})[^\w]{1,3}(\d{4})(?!\d)")


# What people write with ten digits or more that is no CPR number.
_FULL_DATE = r"(?:\d\d?(?:\.\d\d?\.|/\d\d?[/-]|-\d\d?-)(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)"


_SHORT_DATE = r"\d\d?(?:\.\d\d?\.|/\d\d?[/-]|-\d\d?-)\d\d(?!\d)"


_DATE = rf"(?:{_FULL_DATE}|{_SHORT_DATE})"


_TIME = r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?!\d)"


_DAY = r"(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])(?!\d)"


_PHONE = r"(?:(?:00 ?)?45 ?)?(?:\d\d ?\d\d ?\d\d ?\d\d|\d\d \d{3} \d{3})(?!\d)"


_AMOUNT = r"\d{1,3}(?:\.\d{3}){1,2}(?!\d)"


# From one date to another. With strokes inside, the one between needs room: it may be anything.
_SPAN = rf"(?:{_DATE} +- +|(?!\d\d?-){_DATE} *- *){_DATE}"


_DATES = rf"{_SPAN}|{_FULL_DATE}(?: +\d\d?(?![\d.:]))?|{_DATE}"


_TIMES = rf"(?:{_TIME}|{_DAY})(?: *- *(?:{_TIME}|{_DAY}))?"


# Atomic groups: each piece is read in one way only, so that no text takes long to judge.
_PIECE = f"(?>{_DATES}|{_TIMES}|{_PHONE}|{_AMOUNT})"


PLAIN = re.compile(rf"{_PIECE}(?>\.? +{_PIECE})*+\.?")


def find_cpr(text: str) -> bool:
    """Whether the text holds ten digits that can be a CPR number, however disguised.

    Phone numbers, dates, times, amounts and longer numbers are none.
    """
    return next(_cpr_numbers(_read(text)), None) is not None


def without_cpr(text: str) -> str:
    """The text with `[fjernet]` in the place of everything that `find_cpr` finds."""
    while spans := list(_cpr_numbers(_read(text))):
        kept, end = [], 0
        for start, stop in _merged(spans):
            kept += [text[end:start], REMOVED]
            end = stop
        text = "".join([*kept, text[end:]])
    return text


@dataclass(frozen=True)
class _Read:
    """A text as a reader sees it, with plain digits and separators; `at` leads back."""

    plain: str
    at: list[int]


def _read(text: str) -> _Read:
    seen = [
        (_plain(sign), index)
        for index, sign in enumerate(text)
        if unicodedata.category(sign) not in UNSEEN
    ]
    return _Read("".join(sign for sign, _index in seen), [index for _sign, index in seen])


def _plain(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(sign)
    if category == "Pd" or sign in MINUS:
        return "-"
    if category == "Zs":
        return " "
    if category == "Pc":
        return "_"
    return "." if sign in DOTS else "/" if sign in SLASHES else sign


def _cpr_numbers(read: _Read) -> Iterator[tuple[int, int]]:
    """Where the text holds one: index of the first sign, and after the last."""
    for found in SIX_AND_FOUR.finditer(read.plain):
        if _is_day(found[1]) and not PLAIN.fullmatch(found[0]):
            yield read.at[found.start()], read.at[found.end() - 1] + 1
    for run in RUN.finditer(read.plain):
        if not PLAIN.fullmatch(run[0]):
            for start, stop in _in_run(run[0]):
                yield read.at[run.start() + start], read.at[run.start() + stop - 1] + 1


def _in_run(run: str) -> Iterator[tuple[int, int]]:
    """Groups of digits that follow each other and together are day, month, year and four more.

    In a run of more than ten digits there must be a gap after the sixth, or none at all:
    otherwise two phone numbers in a row would hold one.
    """
    groups = [(found.start(), found.end()) for found in re.finditer(r"\d+", run)]
    alone = sum(stop - start for start, stop in groups) == 10
    for first in range(len(groups)):
        digits, gaps = "", set()
        for start, stop in groups[first : first + 10]:
            digits += run[start:stop]
            gaps.add(len(digits))
            if len(digits) >= 10:
                if len(digits) == 10 and _is_day(digits) and (alone or 6 in gaps or len(gaps) == 1):
                    yield groups[first][0], stop
                break


def _is_day(digits: str) -> bool:
    day, month = int(digits[:2]), int(digits[2:4])
    return 1 <= month <= 12 and 1 <= day <= DAYS_IN_MONTH[month - 1]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged
