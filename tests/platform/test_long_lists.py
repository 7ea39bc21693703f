"""Forty venues, four hundred activities, two hundred people, five years: found and folded."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import Database
from app.domain.visits.counting import Cell, Measure
from app.models import (
    Activity,
    EarlierImport,
    HostVenue,
    Logbook,
    Membership,
    MonthCount,
    Person,
    Released,
    Role,
    Venue,
)
from app.services.days.closing import close_due_days
from app.services.venues.make_code import make_code
from tests.support.cast import Cast, make_cast
from tests.support.visit import Visitor

MADE = dt.date(2021, 12, 1)
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def crowd(sqlite_template: Path, scratch: Path) -> tuple[Path, Cast, int]:
    """A file with a partnership after five years of growth, its cast, and its largest venue."""
    path = Path(shutil.copy(sqlite_template, scratch / "crowd.sqlite"))
    with contextlib.closing(Database(f"sqlite:///{path}")) as db:
        cast = make_cast(db, NOW)
        largest = grow(db, cast)
        close_due_days(db, now=NOW)  # As each test's first request would, in some seconds.
        return path, cast, largest


@pytest.fixture
def database_url(sqlite_url: str, crowd: tuple[Path, Cast, int]) -> str:
    """A copy of the crowd for each test. Both databases answer alike."""
    path, _cast, _venue = crowd
    shutil.copy(path, Path(sqlite_url.removeprefix("sqlite:///")))
    return sqlite_url


@pytest.fixture
def cast(crowd: tuple[Path, Cast, int]) -> Cast:
    return crowd[1]


@pytest.fixture
def crowded(crowd: tuple[Path, Cast, int]) -> int:
    """The id of the largest venue."""
    return crowd[2]


def grow(db: Database, cast: Cast) -> int:
    """Write five years of a partnership; returns the id of its largest venue."""
    with db.writing() as session:
        cells = Cell(Measure.VISITS)
        forty = [
            Venue(
                partnership_id=cast.partnership,
                name=f"Hus {n:02} Å",
                kind="kulturhus",
                created_on=MADE,
                archived_on=dt.date(2025, 5, 5) if n == 39 else None,
            )
            for n in range(40)
        ]
        session.add_all(forty)
        session.flush()
        for at, venue in enumerate(forty):
            many = 120 if at == 0 else 7
            activities = [
                Activity(
                    venue_id=venue.id,
                    name=f"Kor {n:03}",
                    kind="fixed",
                    created_on=MADE,
                    archived_on=dt.date(2024, 1, 1) if n % 5 == 4 else None,
                )
                for n in range(many)
            ]
            session.add_all(activities)
            session.flush()
            make_code(session, venue.id, None, MADE)
            if at == 0:
                for activity in activities:
                    make_code(session, venue.id, activity.id, MADE)
            for month in range(60):
                year, number = 2021 + (month + 11) // 12, (month + 11) % 12 + 1
                session.add(
                    MonthCount(
                        venue_id=venue.id,
                        month=dt.date(year, number, 1),
                        cell=cells.key,
                        measure=cells.measure,
                        number=30,
                        days=20,
                    )
                )
            for quarter in range(19):
                first = dt.date(2022 + quarter // 4, quarter % 4 * 3 + 1, 1)
                session.add(Logbook(venue_id=venue.id, quarter=first))
        people = [
            Person(email=f"vaert{n}@example.dk", name=f"Vært {n:03}", password_hash="x")
            for n in range(200)
        ]
        session.add_all(people)
        session.flush()
        for n, person in enumerate(people):
            session.add(
                Membership(person_id=person.id, partnership_id=cast.partnership, duty="host")
            )
            session.add(HostVenue(person_id=person.id, venue_id=forty[n % 40].id))
        for n in range(14):
            session.add(
                EarlierImport(
                    partnership_id=cast.partnership,
                    person_id=people[0].id,
                    made_at=dt.datetime(2026, 1, n + 1, 12, tzinfo=dt.UTC),
                )
            )
        return forty[0].id


def test_every_long_page_is_small_and_takes_few_readings(
    kim: Visitor, crowded: int, statements: list[str], cast: Cast
) -> None:
    for path, most in (
        ("/personer", 60_000),
        (f"/steder/{crowded}", 260_000),
        ("/steder", 40_000),
        ("/logbog", 60_000),
        ("/logbog?aar=2024", 60_000),
        (f"/partnerskab/{cast.partnership}/tidligere", 30_000),
    ):
        statements.clear()
        page = kim.get(path)
        assert len(page.response.data) < most, (path, len(page.response.data))
        assert len(statements) < 30, (path, len(statements))


@pytest.mark.parametrize("period", ["2026-10", "2026-k3", "2026"])
def test_a_report_asks_no_more_for_forty_venues_and_a_year(
    kim: Visitor, crowded: int, statements: list[str], cast: Cast, period: str
) -> None:
    kim.get(f"/rapporter/{crowded}/2026-10.csv")
    one = len(statements)
    statements.clear()
    kim.get(f"/rapporter/p{cast.partnership}/{period}.csv")
    # The partnership itself, by its id, once more to know how large the file is, which of the
    # venues made later were counted before, and each one's visits by date.
    assert len(statements) <= one + 4, statements


def test_a_report_of_many_venues_by_their_ids_asks_once_for_them(
    kim: Visitor, crowded: int, statements: list[str], db: Database
) -> None:
    kim.get(f"/rapporter?sted={crowded}&maaned=2026-10")
    one = len(statements)
    with db.reading() as session:
        others = list(session.scalars(select(Venue.id).where(Venue.name.like("Hus%"))))
    statements.clear()
    kim.get(f"/rapporter?maaned=2026-10{''.join(f'&sted={venue}' for venue in others)}")
    assert len(statements) <= one, statements


def test_what_is_released_is_listed_in_as_many_readings_for_five_years_as_for_one(
    kim: Visitor, crowded: int, statements: list[str], cast: Cast, db: Database
) -> None:
    def release(periods: list[str]) -> int:
        with db.writing() as session:
            session.add_all(
                Released(
                    partnership_id=cast.partnership,
                    venues=str(crowded),
                    period=period,
                    person_id=1,
                    released_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
                )
                for period in periods
            )
        statements.clear()
        kim.get("/frigivet")
        return len(statements)

    one = release(["2026-10"])
    assert release([f"20{y}-{m:02}" for y in range(22, 26) for m in range(1, 13)]) == one
    # Pages of fifty; found by venue and by period.
    assert release([f"20{y}-k{q}" for y in range(22, 26) for q in range(1, 5)]) == one
    page = kim.get("/frigivet?side=2")
    assert "Side 2 af 2" in page.text
    assert page.text.count("Hus 00 Å") == 1 + 48 + 16 - 50
    found = kim.press(page, "Find", soeg="kvartal 2024")
    assert found.text.count("Hus 00 Å") == 4
    assert "Side 1" not in found.text
    nobody = kim.press(page, "Find", soeg="Hus 99")
    assert "Ingen frigivet rapport hedder noget med Hus 99." in nobody.text


def test_roles_are_found_by_their_word_and_move_only_in_their_whole_order(
    kim: Visitor, crowded: int, cast: Cast, db: Database
) -> None:
    with db.writing() as session:
        session.add_all(
            Role(
                partnership_id=cast.partnership,
                verb=f"bager brød {n:02}",
                verb_en=f"baking bread {n:02}",
                position=10 + n,
                archived_on=MADE if n == 39 else None,
            )
            for n in range(40)
        )
    page = kim.get(f"/partnerskab/{cast.partnership}")
    assert len(page.all("button", value="up")) == 41
    for word in ("BAGER  brød 17", "bread 17"):
        found = kim.press(page, "Find", soeg=word)
        assert "bager brød 17" in found.text
        assert "bager brød 18" not in found.text
        assert not found.all("button", value="up")
    assert "I arkivet (1)" in kim.press(page, "Find", soeg="brød 39").text
    assert "Ingen rolle hedder noget med xyz." in kim.press(page, "Find", soeg="xyz").text


def test_people_come_page_by_page_and_are_found_by_name_mail_and_venue(
    kim: Visitor, crowded: int
) -> None:
    page = kim.get("/personer")
    assert "Side 1 af 5" in page.text
    assert "Vært 003" in page.text
    assert "Vært 199" not in page.text
    assert "Vært 199" in kim.get("/personer?side=5").text
    assert "Vært 199" in kim.get("/personer?side=99999999999999999999").text
    assert "Side 1 af 5" in kim.get("/personer?side=-3").text
    for word in ("vært 177", "vaert177@", "VÆRT  177"):
        found = kim.press(page, "Find", soeg=word)
        assert "Vært 177" in found.text
        assert "Vært 003" not in found.text
        assert "Side 1" not in found.text
    found = kim.press(page, "Find", soeg="Hus 17 å")
    assert len(re.findall(r"vaert\d", found.response.text)) == 5
    nobody = kim.press(page, "Find", soeg="<b>")
    assert "Ingen hedder noget med <b>." in nobody.text
    assert "Vis alle" in nobody.text


def test_activities_are_found_with_their_codes_archived_ones_too(
    kim: Visitor, crowded: int
) -> None:
    page = kim.get(f"/steder/{crowded}")
    assert "Vis alle 97 koder" in page.text
    found = kim.press(page, "Find", soeg="kor 017")
    assert found.text.count("Kor 017") == 2
    assert "Kor 018" not in found.text
    archived = kim.press(page, "Find", soeg="kor 019")
    assert "Tidligere (1)" in archived.text
    assert "Hent frem igen" in archived.text
    assert "Ingen aktivitet, der er i gang, hedder noget med" in archived.text


def test_logbooks_are_folded_by_year_and_found_by_venue(kim: Visitor, crowded: int) -> None:
    page = kim.get("/logbog")
    assert "4. kvartal 2026" in page.text
    (table,) = page.all("table")
    assert len(list(table.iter("th"))) == 1 + 4 + 1 + 41  # The partnership's own comes first.
    year = kim.get("/logbog?aar=2023&soeg=hus+39")
    (table,) = year.all("table")
    assert "1. kvartal 2023" in "".join(table.itertext())
    assert "Hus 39 Å" in "".join(table.itertext())
    assert len(list(table.iter("th"))) == 1 + 4 + 1
    assert "Her er ingen logbog fra det år." in kim.get("/logbog?aar=1999").text
    assert "Intet sted hedder noget med" in kim.get("/logbog?soeg=xyz").text


def test_imports_are_folded_after_ten(kim: Visitor, crowded: int, cast: Cast) -> None:
    page = kim.get(f"/partnerskab/{cast.partnership}/tidligere")
    assert "Ældre (4)" in page.text
