"""Demo data: only for empty databases, the same every time, untidy cases included."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import Database
from app.domain.base.label_hints import hints
from app.domain.base.months import Month, Quarter
from app.domain.days.day_note import Way
from app.domain.days.day_state import DayState, WhyClosed
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.venues.codes import ALPHABET, LONGEST
from app.domain.visits.counting import Measure
from app.exports.report.sentences import sentences
from app.models import (
    Activity,
    AuditEntry,
    Code,
    Correction,
    Day,
    DayCount,
    DayNote,
    HandedIn,
    HeadCheck,
    HostTime,
    HostVenue,
    Membership,
    MonthCount,
    Partnership,
    Person,
    SignIn,
    Venue,
    Visit,
)
from app.services import demo
from app.services.demo import demo_accounts, removal
from app.services.demo.shapes import COORDINATOR
from app.services.demo.venues import PARTNERSHIPS
from app.services.reports.report_builder import Counts
from app.translator import DANISH
from tests.support.clock import NOON, Clock
from tests.support.visit import Visitor

pytestmark = pytest.mark.xdist_group("demo")  # It is written once.


def test_it_fills_an_empty_database_once_and_always_the_same(
    db: Database, demo_db: Database
) -> None:
    assert demo.standing(db) is None
    set_up = demo.fill(db, now=NOON)
    assert demo.standing(db) == set_up
    by_month = select(MonthCount.venue_id, MonthCount.month, MonthCount.cell, MonthCount.number)
    with demo_db.reading() as once, db.reading() as again:
        assert set(once.execute(by_month).all()) == set(again.execute(by_month).all())
        people = again.scalar(select(func.count(Person.id)))
    with pytest.raises(demo.NotEmpty):
        demo.fill(db, now=NOON)
    with db.reading() as session:
        assert session.scalar(select(func.count(Partnership.id))) == 3
        assert session.scalar(select(func.count(Person.id))) == people


def test_it_leaves_a_database_with_somebody_in_it_alone(db: Database) -> None:
    with db.writing() as session:
        session.add(Person(email="ane@example.dk", name="Ane", password_hash="-"))
    with pytest.raises(demo.NotEmpty):
        demo.fill(db, now=NOON)
    with db.reading() as session:
        assert session.scalar(select(func.count(Venue.id))) == 0


@pytest.mark.parametrize("hour", [4, 12, 26])
def test_somebody_can_check_in_at_any_hour(filled: Flask, hour: int) -> None:
    clock: Clock = filled.extensions["her_i_dag"].clock
    clock.at("2026-11-23", 0)
    clock.pass_(hours=hour)
    visitor = Visitor(filled)
    page = visitor.press(visitor.get("/c/HEJREN"), "Jeg er her")
    assert "Tak" in page.text


def test_the_accounts_on_the_sign_in_page_open_their_pages(filled: Flask) -> None:
    pages = {"host": "/i-dag", "coordinator": "/rapporter", "reader": "/frigivet"}
    for account in demo_accounts.SHOWN:
        visitor = Visitor(filled).sign_in(account.email, account.password)
        visitor.get(pages[account.duty])


def test_the_reader_has_something_to_read(filled: Flask) -> None:
    lis = Visitor(filled).sign_in(demo_accounts.SHOWN[2].email, demo_accounts.PASSWORD)
    first = lis.get("/start")
    assert first.h1 == "Frigivne rapporter"
    for report in (
        "oktober 2026 Kulturhuset Hejren",
        "oktober 2026 Genbrugsbutikken Ræven",
        "3. kvartal 2026 Landsbyen Birkelyng",
        "3. kvartal 2026 Huset på Hjørnet og Fjordby Kommune",
    ):
        assert report in first.text
    for link in first.all("a", class_="row-link"):
        assert "besøg" in lis.get(link.get("href", "")).text
    shelf = lis.get("/logbog")
    assert "Her er de logbøger, som partnerskabet har afleveret." in shelf.text
    assert shelf.text.count("afleveret") > 1


def test_the_host_sees_a_day_in_progress(filled: Flask, demo_db: Database) -> None:
    with demo_db.reading() as session:
        venue_id = session.get_one(Code, "HEJREN").venue_id
        sources = set(session.scalars(select(Visit.source).where(Visit.venue_id == venue_id)))
        largest = session.scalar(select(func.max(Visit.size)))
    page = Visitor(filled).sign_in(demo_accounts.SHOWN[0].email, demo_accounts.PASSWORD)
    assert "Kulturhuset Hejren" in page.get(f"/i-dag/{venue_id}").text
    assert {"phone", "host"} <= sources
    assert largest and largest > 1


def test_one_sees_what_hosts_do(filled: Flask, demo_db: Database) -> None:
    with demo_db.reading() as session:
        venue_id = session.get_one(Code, "HEJREN").venue_id
        ways = set(session.scalars(select(DayNote.way)))
        reasons = set(session.scalars(select(Day.reason).where(Day.state == DayState.CLOSED)))
        corrected = set(
            session.scalars(select(Correction.reason).where(Correction.venue_id == venue_id))
        )
        checks = session.scalars(select(HeadCheck).where(HeadCheck.venue_id == venue_id)).all()
        days_with_time = session.scalars(select(HostTime.service_date).distinct()).all()
        texts = session.scalars(select(DayNote.text)).all()
    assert ways == {*Way, None}
    assert reasons == set(WhyClosed)
    assert corrected == {"forgotten", "twice", "wrong_day"}
    assert {check.said is None for check in checks} == {True, False}
    assert len(days_with_time) > 20
    assert not any(hints(text) for text in texts), "a word that hosts would be asked to look at"
    host = Visitor(filled).sign_in(demo_accounts.SHOWN[0].email, demo_accounts.PASSWORD)
    board = host.get(f"/i-dag/{venue_id}").text
    for seen in ("1 venter på dig", "1 har en idé", "vil gerne følges med nogen"):
        assert seen in board
    kim = Visitor(filled).sign_in(COORDINATOR, demo_accounts.PASSWORD)
    shown = kim.get(f"/rapporter?sted={venue_id}&maaned=2026-11").text
    for seen in ("Koderne havde fanget cirka", "3 rettelser", "Værternes tid"):
        assert seen in shown


def test_every_day_of_the_year_adds_up(demo_db: Database) -> None:
    """A day's numbers fit together like those of a real day, until its unit has settled."""
    days: dict[tuple[int, dt.date], dict[str, int]] = {}
    with demo_db.reading() as session:
        for venue, date, measure, number in session.execute(
            select(DayCount.venue_id, DayCount.service_date, DayCount.measure, DayCount.number)
        ):
            day = days.setdefault((venue, date), {})
            day[measure] = day.get(measure, 0) + number
    assert len(days) > 1000
    unsettled = [day for day in days.values() if day.keys() != {Measure.VISITS}]
    assert len(unsettled) > 100
    for day in unsettled:
        visits = day[Measure.VISITS]
        assert day.get(Measure.JUST_HERE, 0) + day.get(Measure.TOOK_PART, 0) == visits
        assert day[Measure.SOURCE] == visits


def test_yesterday_is_counted_and_no_open_day_is_older_than_today(demo_db: Database) -> None:
    with demo_db.reading() as session:
        latest = session.scalar(select(func.max(DayCount.service_date)))
        oldest_open = session.scalar(select(func.min(Day.service_date)).where(~Day.closed))
        states = set(session.scalars(select(Day.state).where(Day.closed)))
    assert latest == dt.date(2026, 11, 21)
    assert oldest_open == dt.date(2026, 11, 22)
    assert states == {"counted", "zero", "not_counted", "closed"}


def test_it_holds_the_ugly(demo_db: Database) -> None:
    with demo_db.reading() as session:
        names = [*session.scalars(select(Venue.name)), *session.scalars(select(Activity.name))]
        feast = session.execute(
            select(DayCount.number, DayCount.venue_id)
            .where(
                DayCount.measure == Measure.VISITS, DayCount.service_date == dt.date(2026, 11, 21)
            )
            .order_by(DayCount.number.desc())
        ).first()
        assert feast is not None
        activities = session.scalars(
            select(DayCount.activity_id).where(
                DayCount.venue_id == feast.venue_id,
                DayCount.service_date == dt.date(2026, 11, 21),
                DayCount.measure == Measure.ACTIVITY,
            )
        ).all()
        archived = session.scalars(
            select(Activity.id)
            .join(MonthCount, MonthCount.activity_id == Activity.id)
            .where(Activity.archived_on.is_not(None))
        ).all()
        empty = session.scalars(
            select(Venue.name).where(~select(Day).where(Day.venue_id == Venue.id).exists())
        ).all()
        in_grace = session.scalars(
            select(Code.code).where(Code.grace_until >= dt.date(2026, 11, 22))
        ).all()
    assert max(len(name) for name in names) == 80
    for letters in ("æøå", "🧶", "اللغة"):
        assert any(letter in name for name in names for letter in letters)
    assert (feast.number, len(activities)) == (300, 12)
    assert archived
    assert empty == ["Drivhuset"]
    assert in_grace == ["VARM"]


def test_every_code_can_be_typed(demo_db: Database) -> None:
    with demo_db.reading() as session:
        codes = session.scalars(select(Code.code)).all()
    assert all(set(code) <= set(ALPHABET) and len(code) <= LONGEST for code in codes)


def test_a_coordinator_reads_the_year_and_a_handed_in_logbook(
    filled: Flask, demo_db: Database
) -> None:
    with demo_db.reading() as session:
        venues = session.scalars(select(Venue.id)).all()
        set_up = session.get_one(Code, "HEJREN").venue_id
        assert session.scalar(select(func.count()).select_from(HandedIn)) == 2
    coordinator = Visitor(filled).sign_in(demo_accounts.SHOWN[1].email, demo_accounts.PASSWORD)
    month = Month(2026, 10)
    for venue in venues:
        coordinator.get(f"/rapporter?sted={venue}&maaned={month}")
    page = coordinator.get(f"/logbog/{set_up}/{Quarter(2026, 2)}")
    assert "Køkkenet blev husets hjerte" in page.text


def test_a_coordinator_sees_who_did_what_in_the_months_it_was_done(
    filled: Flask, demo_db: Database
) -> None:
    with demo_db.reading() as session:
        lines = session.scalars(select(AuditEntry).order_by(AuditEntry.at)).all()
        names = {row.id: row.name for row in session.scalars(select(Person))}
        handed_in = set(session.scalars(select(HandedIn.handed_in_at)))
        told = {(one.subject, one.deed, names[one.person_id or 0]) for one in lines}
    assert {
        ("activity", "archived", "Kim Koordinator"),
        ("code", "changed", "Kim Koordinator"),
        ("logbook", "released", "Kim Koordinator"),
        ("report", "released", "Kim Koordinator"),
        ("report", "exported", "Lis Læser"),
    } <= told
    assert {one.at for one in lines if one.subject == "logbook"} == handed_in
    assert lines[-1].at <= NOON
    assert len({Month.of(one.at.date()) for one in lines}) >= 6
    of_each = {one.partnership_id: one for one in lines}
    assert len(of_each) == len(PARTNERSHIPS)
    coordinator = Visitor(filled).sign_in(COORDINATOR, demo_accounts.PASSWORD)
    for partnership_id, one in of_each.items():
        page = coordinator.get(f"/partnerskab/{partnership_id}/hvem-gjorde-hvad")
        assert str(one.subject_name) in page.text


def test_it_fits_a_night_on_which_the_day_before_still_runs(
    sqlite_template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "her-i-dag.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    db = Database(f"sqlite:///{path}")
    demo.fill(db, now=dt.datetime(2028, 3, 1, 2, 59, tzinfo=dt.UTC))
    with db.reading() as session:
        running = set(session.scalars(select(Day.service_date).where(~Day.closed)))
    db.close()
    assert running == {dt.date(2028, 2, 29)}


def test_the_command_says_how_to_try_it(filled: Flask) -> None:
    said = filled.test_cli_runner().invoke(args=["demo"])
    assert said.exit_code == 0
    assert "no demo data was written" in said.output
    assert "http://localhost/c/HEJREN" in said.output
    for account in demo_accounts.SHOWN:
        assert account.email in said.output


def test_the_command_refuses_an_installation_that_is_no_demo(app: Flask, db: Database) -> None:
    refused = app.test_cli_runner().invoke(args=["demo"])
    assert refused.exit_code == 1
    assert "DEMO=1" in refused.output
    assert demo.standing(db) is None


def test_it_shows_the_busiest_part_of_the_day_of_a_month_that_is_over(demo_db: Database) -> None:
    with demo_db.reading() as session:
        month = Month(2026, 10)
        told = [
            Counts(session, [venue], [month], now=NOON).report(Period.month(month))
            for venue in session.scalars(select(Venue)).all()
        ]
    assert sum("Flest blev talt" in " ".join(sentences(Overview(one), DANISH)) for one in told) >= 2


def test_it_can_be_taken_out_of_a_database(filled: Flask, demo_db: Database) -> None:
    accounts = {person.email for plan in PARTNERSHIPS for person in plan.people}
    assert all(email.endswith(demo_accounts.DOMAIN) for email in accounts)
    visitor = Visitor(filled).sign_in(COORDINATOR, demo_accounts.PASSWORD)
    with demo_db.reading() as session:
        written = session.scalar(select(func.count()).select_from(DayNote))
    assert removal.holds_accounts(demo_db)
    assert removal.remove_accounts(demo_db, now=NOON) == len(accounts)
    assert not removal.holds_accounts(demo_db)
    assert visitor.get("/konto").h1 == "Log ind"
    for email in accounts:
        visitor.post("/log-ind", email=email, password=demo_accounts.PASSWORD, status=400)
    with demo_db.reading() as session:
        for table in (Membership, HostVenue, SignIn):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        assert session.scalar(select(func.count()).select_from(DayNote)) == written
        assert session.scalars(select(Person.email).distinct()).all() == [None]
    assert removal.remove_accounts(demo_db, now=NOON) == 0
