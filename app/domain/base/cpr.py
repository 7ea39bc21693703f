"""Find and remove numbers that look like CPR numbers (Danish personal ID numbers).

Only the format is checked: day, month, year, four digits. The year may have four digits, the month
may be a word, and O and l may stand for 0 and 1. The old check digit is ignored, because CPR
numbers issued since 2007 need not satisfy it.
Source: https://www.cpr.dk/cpr-systemet/opbygning-af-cpr-nummeret
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.base.cpr_dates import dates_and_four

REMOVED = "[fjernet]"
# February has 29: a CPR number may belong to somebody born on a leap day.
DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Unicode categories to ignore: zero-width characters, and marks combined with a digit.
UNSEEN = {"Cf", "Mn", "Me"}
DOTS = "．。․·•‧∙⋅・"
SLASHES = "／⁄∕"
MINUS = "−⁃"
# Digits and the separators people write between them. Commas, line breaks and tabs end a run,
# because they separate numbers in a list or in a row pasted from a spreadsheet.
RUN = re.compile(r"\d(?:[ ._/-]*:?\d)*")
# Six digits and four, with any separator.
SIX_AND_FOUR = re.compile(r"(?<!\d)(\d{6})[^\w]{1,3}(\d{4})(?!\d)")
# Text that can have ten or more digits without being a CPR number.
_FULL_DATE = r"(?:\d\d?(?:\.\d\d?\.|/\d\d?[/-]|-\d\d?-)(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
_SHORT_DATE = r"\d\d?(?:\.\d\d?\.|/\d\d?[/-]|-\d\d?-)\d\d(?!\d)"
_DATE = rf"(?:{_FULL_DATE}|{_SHORT_DATE})"
_TIME = r"(?:[01]?\d|2[0-3])(?::[0-5]\d:[0-5]\d(?:\.\d{1,6})?|[.:][0-5]\d)(?!\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])(?!\d)"
_PHONE = r"(?:(?:00 ?)?45 ?)?(?:\d\d ?\d\d ?\d\d ?\d\d|\d\d \d{3} \d{3})(?!\d)"
_AMOUNT = r"\d{1,3}(?:\.\d{3}){1,2}(?!\d)"
# A range of dates. If the first date is written with hyphens, the hyphen between the two needs
# spaces around it: otherwise the digits are ambiguous.
_SPAN = rf"(?:{_DATE} +- +|(?!\d\d?-){_DATE} *- *){_DATE}"
_DATES = rf"{_SPAN}|{_FULL_DATE}(?: +\d\d?(?![\d.:]))?|{_DATE}"
_TIMES = rf"(?:{_TIME}|{_DAY})(?: *- *(?:{_TIME}|{_DAY}))?"
# Atomic groups prevent backtracking, so that no text is slow to match.
_PIECE = f"(?>{_DATES}|{_TIMES}|{_PHONE}|{_AMOUNT})"
PLAIN = re.compile(rf"{_PIECE}(?>\.? +(?:- +)?{_PIECE})*+\.?")

# Letters typed for digits: those joined to a digit, and words of nothing else, such as "Ol".
LIKE_DIGITS = str.maketrans("OolI", "0011")
DIGITS_AND_LETTERS = re.compile(r"[\dOolI]++(?:[._/-][\dOolI]++)*+")
FEWEST = 7
"""Digits in the shortest way of writing one: 4 nov 25 6295."""


def find_cpr(text: str) -> bool:
    """Whether the text contains ten digits that could be a CPR number.

    Separators, invisible characters and non-ASCII digits do not hide one. Phone numbers, dates,
    times, amounts and longer numbers do not match.
    """
    return next(_spans(text), None) is not None


def without_cpr(text: str) -> str:
    """The text with every possible CPR number replaced by `[fjernet]`."""
    while spans := list(_spans(text)):
        kept, end = [], 0
        for start, stop in _merged(spans):
            kept += [text[end:start], REMOVED]
            end = stop
        text = "".join([*kept, text[end:]])
    return text


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each possible CPR number; `end` is exclusive. They may overlap."""
    read = _read(text)
    if sum(map(read.plain.count, "0123456789OolI")) < FEWEST:
        return
    yield from _cpr_numbers(read)
    digits = DIGITS_AND_LETTERS.sub(_as_digits, read.plain)
    if digits != read.plain:
        yield from _cpr_numbers(_Read(digits, read.at))


def _as_digits(found: re.Match[str]) -> str:
    around = found.string[max(found.start() - 1, 0) : found.end() + 1]
    is_word = len(found[0]) > 1 and not any(map(str.isalpha, around.replace(found[0], "", 1)))
    if is_word or not found[0].isalpha():
        return found[0].translate(LIKE_DIGITS)
    return found[0]


@dataclass(frozen=True)
class _Read:
    """A text with digits and separators normalised to ASCII and invisible characters removed.

    `at` maps each index in `plain` to its index in the original text.
    """

    plain: str
    at: list[int]


def _read(text: str) -> _Read:
    seen = [
        (_plain(character), index)
        for index, character in enumerate(text)
        if unicodedata.category(character) not in UNSEEN
    ]
    return _Read("".join(character for character, _index in seen), [index for _sign, index in seen])


def _plain(character: str) -> str:
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category == "Pd" or character in MINUS:
        return "-"
    if category == "Zs":
        return " "
    if category == "Pc":
        return "_"
    return "." if character in DOTS else "/" if character in SLASHES else character


def _cpr_numbers(read: _Read) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each possible CPR number in the original text; `end` is exclusive."""
    for found in SIX_AND_FOUR.finditer(read.plain):
        if _is_day(found[1]) and not PLAIN.fullmatch(found[0]):
            yield read.at[found.start()], read.at[found.end() - 1] + 1
    for start, stop, day_and_month in dates_and_four(read.plain):
        if _is_day(day_and_month):
            yield read.at[start], read.at[stop - 1] + 1
    for run in RUN.finditer(read.plain):
        if not PLAIN.fullmatch(run[0]):
            for start, stop in _in_run(run[0]):
                yield read.at[run.start() + start], read.at[run.start() + stop - 1] + 1


def _in_run(run: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of consecutive groups of digits that together could be a CPR number.

    If the run has more than ten digits, those ten must be unbroken or have a gap after the sixth:
    otherwise two phone numbers in a row could match.
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
