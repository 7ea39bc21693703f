"""Setting up activities."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest

from app.db import Database
from app.domain.base.opening_hours import Span
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.usual_times import Rhythm, every_week
from app.models import Venue
from app.services.board.todays_board import board
from app.services.check_in import check_in
from app.services.venues import activities
from app.services.venues.venue_set_up import venue_set_up
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, text_of


def add(kim: Visitor, cast: Cast, *, status: int = 200, **typed: Any) -> Page:
    page = kim.get(f"/steder/{cast.shop}/aktiviteter/ny")
    return kim.press(page, "Opret aktiviteten", status=status, **typed)


def named(db: Database, cast: Cast, clock: Clock, name: str) -> ScheduledActivity:
    shown = venue_set_up(db, viewer(db, 2), cast.shop, now=clock())
    return next(each for each in (*shown.activities, *shown.earlier) if each.name == name)


def running(db: Database, cast: Cast, clock: Clock) -> list[str]:
    rows = board(db, viewer(db, 2), cast.shop, now=clock()).activities
    return [row.activity.name for row in rows]


def test_it_makes_a_fixed_activity_with_a_code(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    week = ["", "", "10:00", "12:00", "", "", "10:00", "12:00", *[""] * 6]
    page = add(kim, cast, name="Syning", week=week)
    assert "Syning Fast · tirsdage og torsdage 10.00–12.00" in page.text
    made = named(db, cast, clock, "Syning")
    assert made.times == every_week({1: Span(600, 720), 3: Span(600, 720)})
    codes = venue_set_up(db, viewer(db, 2), cast.shop, now=clock()).hanging
    code = next(each for each in codes if each.activity and each.activity.id == made.id)
    door = check_in.arrive(db, code.code, None, now=clock.at("2026-11-24", 11)).target
    assert door.activity is not None and door.activity.name == "Syning"


def test_it_makes_a_single_activity_on_a_date(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    page = add(
        kim,
        cast,
        name="Loppemarked",
        kind="single",
        on_date="2026-11-28",
        times=["10:00", "14:00"],
        week=["nonsense", *[""] * 13],
    )
    assert "lørdag den 28. november 10.00–14.00" in page.text
    made = named(db, cast, clock, "Loppemarked")
    assert made.on_date == dt.date(2026, 11, 28)
    assert made.times == every_week({5: Span(600, 840)})
    assert "Loppemarked" not in running(db, cast, clock)
    clock.at("2026-11-28")
    assert "Loppemarked" in running(db, cast, clock)


def test_it_needs_a_date_for_a_single_activity(kim: Visitor, cast: Cast) -> None:
    for typed in ("", "snart", "0001-01-01"):
        page = add(kim, cast, status=400, name="Loppemarked", kind="single", on_date=typed)
        assert "Skriv dat" in page.text or "Skriv den dato" in page.text
        assert page.field("name") == "Loppemarked"


def test_it_takes_a_date_as_danes_write_it(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    add(kim, cast, name="Loppemarked", kind="single", on_date="28.11.2026")
    assert named(db, cast, clock, "Loppemarked").on_date == dt.date(2026, 11, 28)


def test_it_makes_an_emerging_cause(kim: Visitor, db: Database, cast: Cast, clock: Clock) -> None:
    add(kim, cast, name="Byttebiks", kind="emerging", is_cause="y")
    made = named(db, cast, clock, "Byttebiks")
    assert made.kind is ActivityKind.EMERGING
    assert made.is_cause
    assert "Byttebiks" in running(db, cast, clock)


@pytest.mark.parametrize("name", ["Strikkecafé", " strikkeCAFÉ"])
def test_it_refuses_a_name_twice(kim: Visitor, cast: Cast, name: str) -> None:
    page = add(kim, cast, status=400, name=name)
    assert "Det navn er i brug her. Find et andet." in page.text


def test_it_lets_a_single_event_come_again(kim: Visitor, db: Database, cast: Cast) -> None:
    add(kim, cast, name="Loppemarked", kind="single", on_date="2026-11-28")
    add(kim, cast, name="Loppemarked", kind="single", on_date="2026-12-05")
    add(kim, cast, status=400, name="Loppemarked", kind="single", on_date="2026-12-05")
    add(kim, cast, status=400, name="Loppemarked")


def test_it_refuses_times_that_the_end_of_the_day_cuts(kim: Visitor, cast: Cast) -> None:
    page = add(kim, cast, status=400, name="Fest", week=["20:00", "05:00", *[""] * 12])
    assert "Mandag: tiderne går hen over" in page.text


def test_it_changes_an_activity(kim: Visitor, db: Database, cast: Cast, clock: Clock) -> None:
    page = kim.get(f"/aktiviteter/{cast.knitting}")
    fields = [f.get("value") for f in page.all("input", name="week")]
    assert fields[12:] == ["10:00", "14:00"]
    kim.press(page, "Gem", name="Strik")
    changed = named(db, cast, clock, "Strik")
    assert changed.id == cast.knitting
    assert changed.times == every_week({6: Span(600, 840)})
    kim.press(kim.get(f"/aktiviteter/{cast.knitting}"), "Gem", kind="single", on_date="2026-11-29")
    changed = named(db, cast, clock, "Strik")
    assert changed.times == ()
    assert changed.on_date == dt.date(2026, 11, 29)


def test_it_takes_times_of_some_weeks_and_two_on_a_day(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    week = ["", "", "10:00", "12:00", *[""] * 10]
    more = "hver anden torsdag kl. 17, første mandag i måneden 10-12 og tirsdag 14-16"
    page = add(kim, cast, name="Syning", week=week, more=more)
    assert (
        "tirsdage 10.00–12.00, 14.00–16.00, hver anden torsdag 17.00–19.00 fra 26. november 2026"
        in page.text
    )
    assert "første mandag i måneden 10.00–12.00" in page.text
    made = named(db, cast, clock, "Syning")
    weekly = Rhythm.EVERY_WEEK
    rhythms = [time.rhythm for time in made.times]
    assert rhythms == [Rhythm.FIRST, weekly, weekly, Rhythm.EVERY_OTHER]
    for date, runs in (("2026-11-26", True), ("2026-12-03", False), ("2026-12-10", True)):
        clock.at(date)
        assert ("Syning" in running(db, cast, clock)) is runs
    page = kim.get(f"/aktiviteter/{made.id}")
    kim.press(page, "Gem", name="Garn")
    assert named(db, cast, clock, "Garn").times == made.times


def test_it_says_which_times_it_does_not_understand_and_keeps_them(
    kim: Visitor, cast: Cast
) -> None:
    for more in ("når vi vil", "12. december 10-12", "sag"):
        page = add(kim, cast, status=400, name="Syning", more=more)
        assert "Det forstår vi ikke. Skriv for eksempel: hver anden tirsdag kl. 17-19" in page.text
        assert page.field("more") == more
    week = ["10:00", "12:00", *[""] * 12]
    page = add(kim, cast, status=400, name="Syning", week=week, more="mandag 11-13")
    assert "To af tiderne er oven i hinanden. Ret den ene." in page.text


def test_a_pasted_list_shows_in_which_weeks(kim: Visitor, cast: Cast) -> None:
    address = f"/steder/{cast.shop}/aktiviteter/liste"
    text = "Korsang; hver anden tirsdag kl. 17-19\nYoga; lige uger fredag 9-10"
    page = kim.press(kim.get(address), "Opret aktiviteterne", text=text)
    assert "Korsang: hver anden tirsdag 17.00–19.00 fra 24. november 2026" in page.text
    assert "Yoga: fredage i lige uger 9.00–10.00" in page.text
    page = kim.press(page, "Opret aktiviteterne")
    assert "Nye aktiviteter med koder: 2." in page.text


def test_it_archives_and_brings_back(kim: Visitor, db: Database, cast: Cast, clock: Clock) -> None:
    page = kim.press(kim.get(f"/aktiviteter/{cast.repair}"), "Læg i arkivet")
    assert "Tidligere (1)" in page.text
    assert running(db, cast, clock) == ["Strikkecafé"]
    page = kim.press(page, "Hent frem igen: Reparation")
    assert "Aktiviteten er hentet frem" in page.text
    assert running(db, cast, clock) == ["Strikkecafé", "Reparation"]


def test_it_brings_nothing_back_under_a_name_that_is_taken(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    activities.archive_activity(db, viewer(db, 2), cast.repair, now=clock())
    add(kim, cast, name="Reparation")
    page = kim.press(kim.get(f"/steder/{cast.shop}"), "Hent frem igen: Reparation")
    assert "En anden aktivitet har samme navn" in page.text


def test_it_hides_other_partnerships(kim: Visitor, cast: Cast) -> None:
    kim.get(f"/steder/{cast.cafe}/aktiviteter/ny", status=404)
    kim.get(f"/aktiviteter/{cast.cafe_activity}", status=404)
    kim.post(f"/aktiviteter/{cast.cafe_activity}/arkiver", status=404)
    kim.post(f"/aktiviteter/{cast.cafe_activity}/hent-frem", status=404)
    kim.get("/aktiviteter/9999", status=404)
    kim.get(f"/aktiviteter/{10**30}", status=404)
    kim.get(f"/aktiviteter/{cast.knitting}/arkiver", status=405)


@pytest.mark.parametrize("who", ["ane", "lis"])
def test_it_is_only_for_coordinators(visit: Visitor, cast: Cast, who: str) -> None:
    visit.sign_in(getattr(cast, who))
    visit.get(f"/aktiviteter/{cast.knitting}", status=404)
    visit.post(f"/aktiviteter/{cast.knitting}/arkiver", status=404)


def test_it_makes_several_from_a_pasted_list(kim: Visitor, cast: Cast) -> None:
    address = f"/steder/{cast.shop}/aktiviteter/liste"
    page = kim.get(address)
    text = "Korsang; tirsdag 19-21\nStrikkecafé\nVandretur\tlørdag\t10-12"
    page = kim.press(page, "Opret aktiviteterne", text=text)
    assert "Nye aktiviteter med koder: 2." in page.text  # knitting is already here
    assert "Korsang" in page.text
    wrong = kim.press(
        kim.get(address), "Opret aktiviteterne", status=400, text="Fest; når vi vil\nHøstfest"
    )
    assert "Disse linjer forstår vi ikke. Ret dem: linje 1 (Fest; når vi vil)" in wrong.text
    assert "Høstfest" not in kim.get(f"/steder/{cast.shop}").text
    night = kim.post(address, status=400, text="Nattesang; tirsdag 02-05")
    assert "tiderne går hen over" in night.text


def test_it_says_in_words_what_it_understands_before_it_creates(kim: Visitor, cast: Cast) -> None:
    address = f"/steder/{cast.shop}/aktiviteter/liste"
    text = "Korsang; man+ons 19-21\nLoppemarked 12. december 10-15\nNatur (sag)\nHvad; som helst"
    see = "Se, hvordan vi forstår linjerne"
    page = kim.press(kim.get(address), see, status=400, text=text)
    assert "linje 4 (Hvad; som helst)" in page.text
    assert "Korsang: mandage og onsdage 19.00–21.00" in page.text
    page = kim.press(page, see, text=text.rpartition("\n")[0])
    assert "Loppemarked: lørdag den 12. december 10.00–15.00" in page.text
    assert "Natur: alle dage, sag" in page.text
    assert "Loppemarked" not in kim.get(f"/steder/{cast.shop}").text
    page = kim.press(page, "Opret aktiviteterne")
    assert "Nye aktiviteter med koder: 3." in page.text


def test_it_shows_what_it_has_filled_in_before_it_creates(kim: Visitor, cast: Cast) -> None:
    address = f"/steder/{cast.shop}/aktiviteter/liste"
    page = kim.press(kim.get(address), "Opret aktiviteterne", text="Korsang; tirsdag kl. 17.30")
    assert "Korsang: tirsdage 17.30–19.30" in page.text
    assert "Uden sluttid er det to timer." in page.text
    assert "Korsang" not in kim.get(f"/steder/{cast.shop}").text
    page = kim.press(page, "Opret aktiviteterne")
    assert "Nye aktiviteter med koder: 1." in page.text


def test_what_is_seen_is_what_is_created(kim: Visitor, cast: Cast) -> None:
    address = f"/steder/{cast.shop}/aktiviteter/liste"
    page = kim.press(kim.get(address), "Opret aktiviteterne", text="Korsang; tirsdag kl. 17.30")
    page = kim.press(page, "Opret aktiviteterne", text="Korsang; onsdag kl. 17.30")
    assert "Korsang: onsdage 17.30–19.30" in page.text, "another text is shown first"
    page = kim.press(page, "Opret aktiviteterne")
    assert "Nye aktiviteter med koder: 1." in page.text
    hinted = kim.press(kim.get(address), "Opret aktiviteterne", text="Udsatgruppen; onsdag kl. 9")
    assert "Udsatgruppen: onsdage 9.00–11.00" in hinted.text


def test_it_suggests_activities_to_a_new_venue(kim: Visitor, cast: Cast, db: Database) -> None:
    with db.writing() as session:
        created_on = session.get_one(Venue, cast.shop).created_on
        new = Venue(
            partnership_id=cast.partnership,
            name="Centret",
            kind="frivilligcenter",
            created_on=created_on,
        )
        session.add(new)
        session.flush()
        venue_id = new.id
    page = kim.get(f"/steder/{venue_id}/aktiviteter/liste")
    assert "Her er et forslag at begynde med." in page.text
    page = kim.press(page, "Opret aktiviteterne")
    assert "Nye aktiviteter med koder: 5." in page.text
    assert "forslag" not in kim.get(f"/steder/{cast.shop}/aktiviteter/liste").text


def a_file(text: bytes, name: str = "liste.csv") -> tuple[io.BytesIO, str]:
    return io.BytesIO(text), name


def test_it_takes_the_lines_of_a_file_up_for_somebody_to_look_through(
    kim: Visitor, cast: Cast
) -> None:
    address = f"/steder/{cast.shop}/aktiviteter/liste"
    table = "Navn;Tid;Ansvarlig\nKorsang;tirsdag 19-21;Bo\nHøstfest;når vi vil;Bo\n".encode()
    page = kim.post(address, text="Vandretur", file=a_file(table), do="read")
    assert "Linjer fra filen: 2." in page.text
    assert "Disse kolonner kom ikke med: Ansvarlig." in page.text
    [text] = [box.text or "" for box in page.all("textarea", name="text")]
    assert text.split("\n")[-3:] == ["Vandretur", "Korsang; tirsdag 19-21", "Høstfest; når vi vil"]
    assert "Korsang" not in kim.get(f"/steder/{cast.shop}").text
    wrong = kim.press(page, "Opret aktiviteterne", status=400)
    assert "Ret dem: linje 3 (Høstfest; når vi vil)" in wrong.text
    page = kim.press(wrong, "Opret aktiviteterne", text=text.replace("; når vi vil", ""))
    assert "Nye aktiviteter med koder: 3." in page.text


def test_whoever_forgets_to_read_a_file_first_sees_its_lines_too(kim: Visitor, cast: Cast) -> None:
    address = f"/steder/{cast.shop}/aktiviteter/liste"
    page = kim.post(address, text="", file=a_file(b"Korsang\n"))
    assert "Linjer fra filen: 1." in page.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Vælg en fil først."),
        (b"\n;;\n", "I filen står ingen aktiviteter."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "Gem den som CSV eller XLSX"),
        (b"PK\x03\x04 and no more", "Gem den som CSV eller XLSX"),
        (b"\xef\xbb\xbf<html><table><tr><td>Kor</td></tr></table>", "Gem den som CSV eller XLSX"),
        (
            b"".join(b"Kor %d\n" % n for n in range(1200)),
            "I filen står 1.200 linjer. Opret højst 40",
        ),
        (b"Kor;010203-1234\n", "Række 1, kolonne B: Her står noget, der ligner et CPR-nummer."),
    ],
)
def test_it_says_what_is_wrong_with_a_file_and_keeps_what_was_typed(
    kim: Visitor, cast: Cast, content: bytes, sentence: str
) -> None:
    address = f"/steder/{cast.shop}/aktiviteter/liste"
    page = kim.post(address, status=400, text="Vandretur", do="read", file=a_file(content))
    assert sentence in page.text
    assert "010203" not in page.response.text
    assert "Vandretur" in [text_of(box) for box in page.all("textarea", name="text")]
    assert "Vandretur" not in kim.get(f"/steder/{cast.shop}").text


def test_a_file_that_is_far_too_large_is_refused_in_words(kim: Visitor, cast: Cast) -> None:
    address = f"/steder/{cast.shop}/aktiviteter/liste"
    page = kim.post(address, text="", do="read", file=a_file(b"x" * 13_000_000))
    assert "Filen er for stor." in page.text
