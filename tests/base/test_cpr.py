"""The CPR guard: what it refuses, and what it lets through."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.base.cpr import REMOVED, find_cpr, without_cpr

BIRTHDAYS = st.dates(dt.date(1900, 1, 1), dt.date(2057, 12, 31))
MORNING = dt.datetime(1990, 1, 1)
FOUR = st.integers(0, 9999)
SEPARATORS = [
    " ",
    "\u00a0",
    "\u2009",
    "\u3000",
    ".",
    "·",
    "-",
    "\u2010",
    "–",
    "—",
    "−",
    "－",
    "/",
    "_",
]
UNSEEN = ["", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u0332"]
ZEROS = ["0", "０", "٠", "۰", "०", "𝟎", "⁰"]
LETTERS = st.text(st.characters(categories=["L"]), max_size=5)


def in_digits(digits: str, zero: str) -> str:
    if zero == "⁰":
        return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in digits)
    return "".join(chr(ord(zero) + int(digit)) for digit in digits)


def cpr(birthday: dt.date, four: int) -> str:
    return f"{birthday:%d%m%y}{four:04d}"


@given(
    BIRTHDAYS,
    FOUR,
    st.sampled_from(SEPARATORS),
    st.sets(st.integers(1, 9)),
    st.sampled_from(UNSEEN),
    st.sampled_from(ZEROS),
    LETTERS,
    LETTERS,
)
def test_it_finds_a_number_in_every_disguise(
    birthday: dt.date,
    four: int,
    sign: str,
    gaps: set[int],
    unseen: str,
    zero: str,
    before: str,
    after: str,
) -> None:
    digits = cpr(birthday, four)
    written = "".join(
        (sign if index in gaps else "") + in_digits(digit, zero) + unseen
        for index, digit in enumerate(digits)
    )
    text = f"{before}{written}{after}"
    assert find_cpr(text)
    assert not find_cpr(without_cpr(text))
    assert before in without_cpr(text)


@given(BIRTHDAYS, FOUR, st.text(max_size=3), st.text(max_size=20), st.text(max_size=20))
def test_it_finds_six_and_four_whatever_stands_between(
    birthday: dt.date, four: int, between: str, before: str, after: str
) -> None:
    assume(not any(sign.isalnum() or sign == "_" for sign in between))
    assume(not (before[-1:] + after[:1]).strip() or not (before[-1:] + after[:1]).isnumeric())
    assume(not any(sign.isnumeric() for sign in before + after))
    assert find_cpr(f"{before}{birthday:%d%m%y}{between}{four:04d}{after}")


DANISH = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# How people write a date of birth: numbers with a four-digit year, or the month in words.
DATES = {
    "04.11.1925": lambda day: f"{day:%d.%m.%Y}",
    "4/11-1925": lambda day: f"{day.day}/{day.month}-{day.year}",
    "04 11 1925": lambda day: f"{day:%d %m %Y}",
    "04111925": lambda day: f"{day:%d%m%Y}",
    "1925-11-04": lambda day: f"{day:%Y-%m-%d}",
    "4. november 1925": lambda day: f"{day.day}. {DANISH[day.month - 1]} {day.year}",
    "4. NOV 25": lambda day: f"{day.day}. {DANISH[day.month - 1][:3].upper()} {day:%y}",
    "4nov1925": lambda day: f"{day.day}{ENGLISH[day.month - 1][:3].lower()}{day.year}",
    "November 4, 1925": lambda day: f"{ENGLISH[day.month - 1]} {day.day}, {day.year}",
}


@given(
    BIRTHDAYS,
    FOUR,
    st.sampled_from(sorted(DATES)),
    st.sampled_from(["-", " ", " - ", ".", ": ", "\u2013"]),
    st.sampled_from(["", "Født ", "CPR: ", "Ring 22 33 44 55 om "]),
)
def test_it_finds_a_date_in_full_and_four_digits(
    birthday: dt.date, four: int, form: str, between: str, before: str
) -> None:
    text = f"{before}{DATES[form](birthday)}{between}{four:04d}"
    assert find_cpr(text)
    assert without_cpr(f"{text}, tak") == f"{before}{REMOVED}, tak"


@given(
    BIRTHDAYS,
    FOUR,
    st.sampled_from(["{:%d%m%y}-", "{:%d%m%y}", "{:%d.%m.%y}-", "{:%d %m %y} ", "{:%d.%m.%Y}-"]),
    st.sampled_from("Oo"),
    st.sampled_from("lI"),
    st.sets(st.integers(0, 11)),
)
def test_it_finds_a_number_with_letters_for_digits(
    birthday: dt.date, four: int, form: str, zero: str, one: str, kept: set[int]
) -> None:
    # A letter alone between spaces is a word, as the Danish "I" is.
    letters = {"0": zero, "1": one}
    written = "".join(
        digit if at in kept else letters.get(digit, digit)
        for at, digit in enumerate(f"{form.format(birthday)}{four:04d}")
    )
    assert find_cpr(written), written
    assert not find_cpr(without_cpr(f"Hun er {written} her."))


MOMENTS = st.datetimes(min_value=MORNING, max_value=MORNING.replace(year=2060))


@given(MOMENTS, MOMENTS, st.sampled_from(" T"), st.sampled_from(["minutes", "seconds", "auto"]))
def test_it_lets_iso_date_times_through(
    moment: dt.datetime, other: dt.datetime, between: str, timespec: str
) -> None:
    exact = moment.isoformat(between, timespec)
    first, last = (each.isoformat(between, "seconds") for each in (moment, other))
    for text in (exact, f"{exact}Z", f"{exact}+01:00", f"{first} - {last}", f"{first} {last}"):
        assert not find_cpr(text), text


@given(MOMENTS, st.sampled_from(DANISH + ENGLISH), st.integers(0, 9999))
def test_it_lets_dates_in_words_through(moment: dt.datetime, month: str, count: int) -> None:
    date = f"{moment.day}. {month} {moment.year}"
    for text in (
        f"Den {date} kl. {moment:%H.%M}-{moment:%H.%M}",
        f"{date} - {date}",
        f"{date}, {count} besøg",
        f"{moment:%d.%m.%Y}, {count} besøg",
        f"{date}. Ring 22 33 44 55",
    ):
        assert not find_cpr(text), text


@given(st.integers(0, 99_999_999), st.sampled_from(["I ", "Il ", "Kl. ", "Lol, ", "Ole l. "]))
def test_it_lets_phone_numbers_after_short_words_through(number: int, word: str) -> None:
    eight = f"{number:08d}"
    pairs = " ".join(eight[start : start + 2] for start in range(0, 8, 2))
    assert not find_cpr(f"Kom. {word}kan ringe {pairs}")
    assert not find_cpr(f"{word}ring {pairs}")


@given(
    st.integers(0, 99_999_999), st.sampled_from(["", "+45", "+45 ", "45 ", "45", "0045", "0045 "])
)
def test_it_lets_phone_numbers_through(number: int, country: str) -> None:
    eight = f"{number:08d}"
    pairs = [eight[start : start + 2] for start in range(0, 8, 2)]
    for written in (eight, " ".join(pairs), f"{eight[:4]} {eight[4:]}"):
        assert not find_cpr(f"Ring {country}{written}.")
        assert not find_cpr(f"{country}{written} {written}")


@given(
    st.datetimes(min_value=MORNING, max_value=MORNING.replace(year=2060)),
    st.sampled_from(
        ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m-%Y", "%d-%m-%Y", "%d/%m/%y", "%d/%m"]
    ),
    st.sampled_from([" kl. ", " ", ", "]),
    st.sampled_from(["%H.%M", "%H:%M", "%H.%M-%H.%M", "%H:%M–%H:%M", "%H"]),
)
def test_it_lets_dates_and_times_through(
    moment: dt.datetime, date: str, between: str, time: str
) -> None:
    assert not find_cpr(f"Vi mødtes {moment:{date}}{between}{moment:{time}}.")
    assert not find_cpr(f"{moment:{date}} - {moment:{date}}")


@given(st.integers(0, 999_999_999))
def test_it_lets_money_through(kroner: int) -> None:
    with_dots = f"{kroner:,}".replace(",", ".")
    assert not find_cpr(f"{with_dots} kr.")
    assert not find_cpr(f"{with_dots},50 kr.")


@given(st.integers(10**10, 10**24))
def test_it_lets_longer_numbers_through(number: int) -> None:
    assert not find_cpr(f"Vare {number}")


@given(st.integers(0, 9_999_999_999))
def test_it_lets_ten_digits_without_a_day_through(number: int) -> None:
    digits = f"{number:010d}"
    assume(not (1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[:2]) <= 31))
    assert not find_cpr(digits)


@given(st.lists(st.integers(0, 400), max_size=12), st.sampled_from([", ", "\n", "\t", "; "]))
def test_it_lets_lists_of_counts_through(counts: list[int], between: str) -> None:
    assert not find_cpr(between.join(map(str, counts)))


@pytest.mark.parametrize(
    "text",
    [
        "CPR: 290200-1234",
        "290200 - 1234",
        "290200: 1234",
        "2 9 0 2 0 0 1 2 3 4",
        "2️⃣9️⃣0️⃣2️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣",
        "Ring 22 33 44 55 om 290200-1234",
        "290200-1234 22334455",
        "22.11.26 290200-1234",
        "22.11.26-1234",
        "04.11.1925-6295",
        "22334455 04.11.1925-6295",
        "O4.ll.l925-6295",
        "Ol Ol 85 1234",
        "4th of 04 11 1925 6295",
    ],
)
def test_it_finds_a_number_among_others(text: str) -> None:
    assert find_cpr(text)


@pytest.mark.parametrize(
    "text",
    [
        "300200-1234",
        "001126-1234",
        "221326-1234",
        "EAN 5712345678901",
        "DK50 0040 0440 1162 43",
        "Uge 47: 12, 11, 20, 22 og 30 besøg",
        "Skoleåret 2025/2026, 1. halvår",
        "2024-12-01 00:00:00",
        "01-12-2024 00:00:00",
        "01.12.2024 00.00.00",
        "40.11.1925-6295",
        "04.13.1925-6295",
        "30. februar 1925-6295",
        "Uge 47, 2026: 1200 besøg",
        "",
    ],
)
def test_it_lets_other_numbers_through(text: str) -> None:
    assert not find_cpr(text)


def test_it_removes_the_number_and_nothing_else() -> None:
    text = "Ring 22 33 44 55 og sig 2902\u200b00–1234 til Ane, eller ２９０２００１２３４."
    assert without_cpr(text) == f"Ring 22 33 44 55 og sig {REMOVED} til Ane, eller {REMOVED}."


@given(st.text(st.sampled_from("0123456789 .-/:,a\n"), max_size=60))
def test_it_leaves_nothing_to_find_and_leaves_other_text_alone(text: str) -> None:
    cleaned = without_cpr(text)
    assert not find_cpr(cleaned)
    if not find_cpr(text):
        assert cleaned == text


def test_it_judges_long_texts_quickly() -> None:
    for text in (
        "45 " * 1_666,
        "1.1 " * 1_250,
        "1" * 5_000,
        "1 " * 2_500,
        "22.11.26 " * 555,
        "O." * 2_500,
        "O" * 5_000,
        "1. jan 20 " * 500,
    ):
        assert not find_cpr(text + "x") or len(without_cpr(text + "x")) < len(text)
