"""Activities read from a pasted list."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.base.opening_hours import Span
from app.domain.venues.activity_list import PastedActivity, read
from app.domain.venues.defaults import ACTIVITIES
from app.domain.venues.kinds import VenueKind
from app.domain.venues.typed_when import usual_time
from app.domain.venues.usual_times import Rhythm, UsualTime, contradict, every_week

TODAY = dt.date(2026, 11, 22)


def test_it_reads_a_list_as_people_paste_it() -> None:
    pasted = read(
        "• Strikkecafé; tirsdag 10-12, tor. kl. 13.30-15\n"
        "\n"
        "Åbent værksted\tman-ons\t9–16\n"
        "Brætspil\n"
        "  brætspil \n"
        "Fest; fredag 20 til 01\n",
        TODAY,
    )
    assert pasted.not_understood == {}
    assert pasted.activities == (
        PastedActivity("Strikkecafé", every_week({1: Span(600, 720), 3: Span(810, 900)})),
        PastedActivity("Åbent værksted", every_week(dict.fromkeys((0, 1, 2), Span(540, 960)))),
        PastedActivity("Brætspil"),
        PastedActivity("Fest", every_week({4: Span(1200, 1500)})),
    )


@pytest.mark.parametrize(
    "line", ["Kor; når vi har lyst", "Kor; torsdag", "Kor; tors 19-25", "x" * 81, "; tirsdag 10-12"]
)
def test_it_says_which_lines_it_did_not_understand(line: str) -> None:
    pasted = read(f"Strik\n{line}", TODAY)
    assert [one.name for one in pasted.activities] == ["Strik"]
    assert list(pasted.not_understood) == [2]


@given(st.text())
def test_it_reads_whatever_is_pasted(text: str) -> None:
    for one in read(text, TODAY).activities:
        assert 0 < len(one.name) <= 80


def test_it_understands_what_it_suggests_itself() -> None:
    assert set(ACTIVITIES) == set(VenueKind)
    for lines in ACTIVITIES.values():
        pasted = read("\n".join(lines), TODAY)
        assert not pasted.not_understood
        assert len(pasted.activities) >= 5


def test_it_reads_cells_with_headings_and_times_in_columns_of_their_own() -> None:
    cells = "Aktivitet\tUgedag\tFra\tTil\nKor\ttirsdag\t10.00\t12:30\nHave\t\t\t\n"
    found = read(cells, TODAY)
    assert not found.not_understood
    assert [(one.name, one.times) for one in found.activities] == [
        ("Kor", every_week({1: Span(600, 750)})),
        ("Have", ()),
    ]
    assert [one.name for one in read("Aktivitet\nKor", TODAY).activities] == ["Aktivitet", "Kor"]
    assert read("Kor\ttirsdag\t10\t\n", TODAY).not_understood


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("Kor; hverdage 10-12", dict.fromkeys(range(5), Span(600, 720))),
        ("Kor; man+ons 10-12", dict.fromkeys((0, 2), Span(600, 720))),
        ("Kor; mandag og onsdag kl. 10-12", dict.fromkeys((0, 2), Span(600, 720))),
        (
            "Kor; man, ons 10-12, fre 14-15",
            {0: Span(600, 720), 2: Span(600, 720), 4: Span(840, 900)},
        ),
        ("Kor; hver tirsdag kl. 17.30", {1: Span(1050, 1170)}),
        ("Kor tirsdag fra kl. 17.30 til kl. 19", {1: Span(1050, 1140)}),
        ("Kor; every Tuesday at 17.30", {1: Span(1050, 1170)}),
        ("Kor; tirsdag 17.30", {1: Span(1050, 1170)}),
        ("Kor tirsdag 17:05", {1: Span(1025, 1145)}),
        ("Kor\ttirsdag\t17.00\t", {1: Span(1020, 1140)}),
        ("Kor, weekdays 10-12", dict.fromkeys(range(5), Span(600, 720))),
        ("Kor; thurs & fri 10 to 12", dict.fromkeys((3, 4), Span(600, 720))),
        ("Kor; hver dag 10-12", dict.fromkeys(range(7), Span(600, 720))),
    ],
)
def test_it_reads_weekly_times_in_many_ways(line: str, times: dict[int, Span]) -> None:
    assert read(line, TODAY).activities == (PastedActivity("Kor", every_week(times)),)


@pytest.mark.parametrize(
    ("line", "date", "span"),
    [
        ("Loppemarked 12. december 10-15", "2026-12-12", Span(600, 900)),
        ("Loppemarked; lørdag d. 12. dec. kl. 10-15", "2026-12-12", Span(600, 900)),
        ("Loppemarked; 12/12", "2026-12-12", None),
        ("Loppemarked 12/12-2027 10-15", "2027-12-12", Span(600, 900)),
        ("Loppemarked; 12.12.2026 kl. 10", "2026-12-12", Span(600, 720)),
        ("Loppemarked; 2027-01-03 10.30-12", "2027-01-03", Span(630, 720)),
        ("Loppemarked; December 12 10:00-15:00", "2026-12-12", Span(600, 900)),
        ("Loppemarked 3. marts 10-15", "2027-03-03", Span(600, 900)),
        ("Loppemarked; 29. februar", "2028-02-29", None),
    ],
)
def test_it_reads_a_date(line: str, date: str, span: Span | None) -> None:
    [one] = read(line, TODAY).activities
    assert (one.name, str(one.on_date)) == ("Loppemarked", date)
    assert one.times == (every_week({one.on_date.weekday(): span}) if one.on_date and span else ())


def test_it_says_when_it_has_filled_something_in() -> None:
    for line in ("Kor; tirsdag kl. 17.30", "Kor; tirsdag 17.30", "Marked; 12/12 10-15"):
        assert read(line, TODAY).assumed
    for line in ("Kor; tirsdag 17.30-19", "Marked; 12/12-2026 10-15", "Kor"):
        assert not read(line, TODAY).assumed


def test_it_reads_a_cause() -> None:
    cells = "Natur\tsag\tonsdag\t10\t12"
    for line in ("Natur; onsdag 10-12, sag", "Natur (sag); onsdag 10-12", cells):
        assert read(line, TODAY).activities == (
            PastedActivity("Natur", every_week({2: Span(600, 720)}), is_cause=True),
        )


def test_a_repeated_name_adds_its_times_or_its_date() -> None:
    found = read("Kor; man 10-12\nkor; ons 14-16\nTur; 12/12\nTur; 13/12", TODAY)
    assert not found.not_understood
    assert found.activities == (
        PastedActivity("Kor", every_week({0: Span(600, 720), 2: Span(840, 960)})),
        PastedActivity("Tur", (), dt.date(2026, 12, 12)),
        PastedActivity("Tur", (), dt.date(2026, 12, 13)),
    )
    twice = read("Kor; man 10-12\nKor; man 14-16", TODAY).activities
    assert [one.span for one in twice[0].times] == [Span(600, 720), Span(840, 960)]
    assert list(read("Kor; man 10-12\nKor; man 11-16", TODAY).not_understood) == [2]
    assert list(read("Kor; man 10-12\nKor; 12/12", TODAY).not_understood) == [2]


@pytest.mark.parametrize(
    "times",
    [
        "hver tredje tirsdag 10-12",
        "første hverdag i måneden 10-12",
        "lige uger 10-12",
        "tirsdag 10-12, lige uger",
        "tirsdag 10-12 fra 8. december",
        "lige uger tirsdag og ulige uger torsdag og fredag 10-12",
        "1. november 2026",
        "søndag 12/12",
        "30. februar",
        "man 10-12 og man 11-16",
        "tirsdag kl. 25",
        "12/13 10-12",
        "tirsdag 16",
        "lørdag 12.12",
        "10-12 og tirsdag 17-19",
        "12/12 10-12 og 14-16",
    ],
)
def test_it_guesses_nothing(times: str) -> None:
    assert list(read(f"Kor; {times}", TODAY).not_understood) == [1]


SPANS = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 1439), st.integers(1, 1440)
).filter(lambda span: span.end <= 1800)
TIMES = st.builds(
    usual_time,
    st.integers(0, 6),
    SPANS,
    st.sampled_from(Rhythm),
    st.dates(dt.date(2000, 1, 1), dt.date(2199, 12, 1)),
)
WEEKS = st.lists(TIMES, max_size=6, unique=True).filter(lambda times: not contradict(times))
DATES = st.dates(TODAY, dt.date(2199, 12, 31))


@given(
    name=st.from_regex(r"[A-ZÆØÅa-zæøå0-9][A-ZÆØÅa-zæøå0-9 ,.:/-]{0,30}[a-zæøå]", fullmatch=True),
    times=WEEKS,
    date=st.none() | DATES,
    span=st.none() | SPANS,
    is_cause=st.booleans(),
)
def test_what_it_writes_it_reads_again(
    name: str, times: list[UsualTime], date: dt.date | None, span: Span | None, is_cause: bool
) -> None:
    if date is not None:
        times = [UsualTime(date.weekday(), span)] if span else []
    in_order = tuple(sorted(times, key=lambda one: (one.weekday, one.span, one.rhythm)))
    one = PastedActivity(" ".join(name.split()), in_order, date, is_cause)
    found = read(one.line, TODAY)
    assert (found.activities, found.not_understood) == ((one,), {})
    assert found.assumed == (len({one.rhythm for one in times}) > 1)


EVERY_OTHER, EVEN, ODD = Rhythm.EVERY_OTHER, Rhythm.EVEN_WEEKS, Rhythm.ODD_WEEKS
EVENING = Span(1020, 1140)
THE_24TH, THE_8TH = dt.date(2026, 11, 24), dt.date(2026, 12, 8)


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("hver anden tirsdag 17-19", [UsualTime(1, EVENING, EVERY_OTHER, THE_24TH)]),
        ("hver 2. tirsdag kl. 17", [UsualTime(1, EVENING, EVERY_OTHER, THE_24TH)]),
        ("hver anden uge om tirsdagen 17-19", [UsualTime(1, EVENING, EVERY_OTHER, THE_24TH)]),
        ("every other Tuesday 17-19", [UsualTime(1, EVENING, EVERY_OTHER, THE_24TH)]),
        ("hver anden tirsdag 17-19 fra 8. december", [UsualTime(1, EVENING, EVERY_OTHER, THE_8TH)]),
        (
            "hver anden tirsdag fra den 8/12 kl. 17-19",
            [UsualTime(1, EVENING, EVERY_OTHER, THE_8TH)],
        ),
        (
            "hver anden tirsdag 17-19, fra og med 8/12-2026",
            [UsualTime(1, EVENING, EVERY_OTHER, THE_8TH)],
        ),
        (
            "every second Tuesday at 17 from December 8",
            [UsualTime(1, EVENING, EVERY_OTHER, THE_8TH)],
        ),
        ("lige uger: tirsdag 17-19", [UsualTime(1, EVENING, EVEN)]),
        ("tirsdage i ulige uger kl. 17", [UsualTime(1, EVENING, ODD)]),
        ("tirsdag 17-19 (lige uger)", [UsualTime(1, EVENING, EVEN)]),
        ("Tuesdays 17-19 in even weeks", [UsualTime(1, EVENING, EVEN)]),
        (
            "tirsdag og torsdag i lige uger kl. 17",
            [UsualTime(1, EVENING, EVEN), UsualTime(3, EVENING, EVEN)],
        ),
        ("første tirsdag i måneden 17-19", [UsualTime(1, EVENING, Rhythm.FIRST)]),
        ("den sidste tirsdag i måneden kl. 17", [UsualTime(1, EVENING, Rhythm.LAST)]),
        ("on the third Tuesday of the month 17-19", [UsualTime(1, EVENING, Rhythm.THIRD)]),
        (
            "1. og 3. tirsdag i måneden 17-19",
            [UsualTime(1, EVENING, Rhythm.FIRST), UsualTime(1, EVENING, Rhythm.THIRD)],
        ),
        ("tirsdag 10-12 og 17-19", [UsualTime(1, Span(600, 720)), UsualTime(1, EVENING)]),
        ("tirsdag 10-12, tirsdag 17-19", [UsualTime(1, Span(600, 720)), UsualTime(1, EVENING)]),
    ],
)
def test_it_reads_in_which_weeks(words: str, times: list[UsualTime]) -> None:
    found = read(f"Kor; {words}", TODAY)
    assert [one.times for one in found.activities] == [tuple(times)]


def test_it_says_when_it_has_chosen_the_weeks() -> None:
    for words in ("hver anden tirsdag 17-19", "lige uger: tirsdag 17-19, torsdag 10-12"):
        assert read(f"Kor; {words}", TODAY).assumed
    for words in ("hver anden tirsdag 17-19 fra 8/12-2026", "lige uger: tirsdag 17-19"):
        assert not read(f"Kor; {words}", TODAY).assumed
