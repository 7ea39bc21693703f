"""Setting up venues."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from app.db import Database
from app.domain.base.opening_hours import Span
from app.domain.visits.refusals import VenueArchived, VenueClosed
from app.models import Activity, Venue
from app.services.board.todays_board import Board, board
from app.services.check_in import check_in
from app.services.core.venue_profile import opening_hours_of
from app.services.venues import venues
from app.services.venues.venue_set_up import VenueSetUp, venue_set_up
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, text_of

WEEK = ["10:00", "17:00"] * 4 + ["18:00", "01:00"] + [""] * 4


def new_venue(kim: Visitor, cast: Cast, *, status: int = 200, **typed: Any) -> Page:
    page = kim.get(f"/partnerskab/{cast.partnership}/steder/nyt")
    return kim.press(page, "Opret stedet", status=status, **typed)


def id_of(page: Page) -> int:
    return int(page.response.request.path.rsplit("/", 1)[1])


def seen(db: Database, clock: Clock, venue_id: int) -> VenueSetUp:
    return venue_set_up(db, viewer(db, 2), venue_id, now=clock())


def test_it_makes_a_venue_with_code_roles_and_hours(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    page = new_venue(kim, cast, name="  Laden 🌻 ", kind="faelleshus", organisation="1", hours=WEEK)
    assert page.h1 == "Laden 🌻"
    assert "Landsbyhus eller fælleshus · Borgerforeningen" in page.text
    assert "18.00–1.00" in page.text
    shown = seen(db, clock, id_of(page))
    assert len(shown.hanging) == 1
    offered = [choice.role.verb for choice in shown.roles if choice.offered]
    assert offered == ["laver mad", "er vært"]
    door = check_in.arrive(db, shown.hanging[0].code, None, now=clock.at("2026-11-23")).target
    assert door.venue_name == "Laden 🌻"


def test_it_settles_roles_by_the_quarter_or_by_the_month(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    laden = id_of(new_venue(kim, cast, name="Laden", kind="faelleshus", unit_length="1"))
    assert "Roller gøres op hver måned." in kim.get(f"/steder/{laden}").text
    shop = f"/steder/{cast.shop}"
    assert "Roller gøres op hvert kvartal." in kim.get(shop).text
    edit = kim.get(f"{shop}/ret")
    assert "Et nyt valg gælder fra næste kvartal." in edit.text
    page = kim.press(edit, "Gem", unit_length="1")
    assert "Roller gøres op hvert kvartal. Fra januar 2027: hver måned." in page.text
    again = kim.press(kim.get(f"{shop}/ret"), "Gem")
    assert "Fra januar 2027: hver måned." in again.text
    clock.at("2027-01-01")
    assert "Roller gøres op hver måned." in kim.sign_in(cast.kim).get(shop).text


def test_it_shows_the_steps_of_a_new_venue_and_what_is_next(
    app: Flask, kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    def steps(page: Page) -> tuple[list[str], list[str]]:
        [around] = [s for s in page.all("section") if s.get("aria-labelledby") == "start"]
        nexts = [text_of(a) for a in around.iter("a") if a.get("aria-current")]
        return [text_of(li) for li in around.iter("li")], nexts

    page = new_venue(kim, cast, name="Laden", kind="faelleshus")
    told, nexts = steps(page)
    assert told == [
        "Åbningstider det næste",
        "Aktiviteter, gerne flere på én gang mangler",
        "Roller her forslag – se dem igennem",
        "En vært, inviteret med et link mangler",
        "Print alle plakater til sidst",
    ]
    assert nexts == ["Åbningstider"]
    laden = id_of(page)
    page = kim.press(kim.get(f"/steder/{laden}/aabningstider"), "Gem", hours=WEEK)
    assert steps(page)[1] == ["Aktiviteter, gerne flere på én gang"]
    page = kim.get(f"/steder/{laden}/aktiviteter/liste")
    page = kim.press(page, "Opret aktiviteterne", text="Kor")
    assert steps(page)[1] == ["En vært, inviteret med et link"]
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/inviter?sted={laden}")
    page = kim.press(page, "Opret et link")
    assert [a for a in page.all("a") if a.get("href") == f"/steder/{laden}"]
    assert steps(kim.get(f"/steder/{cast.shop}"))[0][3].endswith("gjort")
    papers = kim.press(kim.get(f"/steder/{laden}/plakater"), "Hent alle plakater (PDF)")
    assert papers.response.content_type == "application/pdf"
    assert steps(kim.get(f"/steder/{laden}"))[0][4] == "Print alle plakater gjort"
    clock.at("2026-12-06")
    assert "Kom godt i gang" not in Visitor(app).sign_in(cast.kim).get(f"/steder/{laden}").text


def test_it_lists_venues_and_says_when_there_are_none(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    assert "Genbrugsbutikken" in kim.get("/steder").text
    venues.archive_venue(db, viewer(db, 2), cast.shop, now=clock())
    page = kim.get("/steder")
    assert "Her er ingen steder endnu" in page.text
    assert "I arkivet (1)" in page.text
    assert "Skraldecaféen" not in page.text


def test_a_long_list_can_be_searched_and_takes_no_more_readings(
    kim: Visitor, db: Database, cast: Cast
) -> None:
    said = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    assert "Find et sted" not in kim.get("/steder").text
    few = len(said)
    with db.writing() as session:
        made = {"partnership_id": cast.partnership, "created_on": dt.date(2026, 11, 22)}
        several = [Venue(name=f"Hus {n} Å", kind="kulturhus", **made) for n in range(40)]
        session.add_all(several)
        session.flush()
        day = dt.date(2026, 11, 22)
        session.add_all(
            Activity(venue_id=venue.id, name=f"Kor {n}", kind="fixed", created_on=day)
            for venue in several
            for n in range(10)
        )
    said.clear()
    page = kim.get("/steder")
    assert len(said) == few
    event.remove(db.engine, "before_cursor_execute", note)
    assert page.text.count("10 aktiviteter") == 40
    page = kim.press(page, "Find", soeg=" hus 17 å ")
    assert page.text.count("aktiviteter") == 1
    assert page.field("soeg") == "hus 17 å"
    page = kim.press(page, "Find", soeg="<b>")
    assert "Intet sted hedder noget med <b>." in page.text


def test_it_keeps_what_was_typed_when_it_errs(kim: Visitor, cast: Cast) -> None:
    page = new_venue(kim, cast, status=400, name="Laden", hours=["10:00", "", *[""] * 12])
    assert page.field("name") == "Laden"
    assert page.field("hours") == "10:00"
    assert "Mandag: skriv begge tider, eller ingen" in page.text
    assert new_venue(kim, cast, status=400, name="  ").all("div", class_="errors")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("genbrugsBUTIKKEN ", "Det navn er i brug her"),
        ("x" * 81, "Brug højst 80 tegn"),
        ("a\x00b", "Brug almindelige bogstaver"),
        ("\u200b", "Skriv, hvad stedet hedder"),
        ("Hos 010203-1234", "CPR"),
    ],
)
def test_it_refuses_a_name(kim: Visitor, cast: Cast, name: str, words: str) -> None:
    assert words in new_venue(kim, cast, status=400, name=name).text


@pytest.mark.parametrize("typed", [{"kind": "slot"}, {"day_limit": "120"}, {"organisation": "x"}])
def test_it_refuses_what_is_not_on_the_page(
    kim: Visitor, cast: Cast, typed: dict[str, Any]
) -> None:
    page = new_venue(kim, cast, status=400, name="Laden", **typed)
    assert "Det kan vi ikke bruge" in page.text


def test_it_takes_no_foreign_organisation(kim: Visitor, db: Database, cast: Cast) -> None:
    page = kim.get(f"/partnerskab/{cast.partnership}/steder/nyt")
    kim.press(page, "Opret stedet", status=404, name="Laden", organisation="9999")
    kim.press(page, "Opret stedet", status=404, name="Laden", organisation=str(10**30))


def test_it_changes_a_venue(kim: Visitor, db: Database, cast: Cast, clock: Clock) -> None:
    page = kim.get(f"/steder/{cast.shop}/ret")
    assert page.field("name") == "Genbrugsbutikken"
    page = kim.press(page, "Gem", name="Butikken", kind="andet", organisation="1", day_limit="300")
    assert page.h1 == "Butikken"
    assert "dagen slutter kl. 5.00" in page.text


def test_it_sets_hours_from_today_and_leaves_history(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    address = f"/steder/{cast.shop}/aabningstider"
    kim.press(kim.get(address), "Gem", hours=WEEK)
    clock.at("2026-12-01")
    kim.press(kim.get(address), "Gem", hours=["12:00", "13:00", *[""] * 12])
    page = kim.press(kim.get(address), "Gem", hours=["", "", "12:00", "14:00", *[""] * 10])
    assert "12.00–14.00" in page.text
    with db.reading() as session:
        hours = opening_hours_of(session, cast.shop)
    assert [each.valid_from.isoformat() for each in hours.sets] == ["2026-11-22", "2026-12-01"]
    assert hours.sets[0].spans[4] == (Span(1080, 1500),)
    assert hours.sets[1].spans == {1: (Span(720, 840),)}


def test_it_makes_no_set_where_nothing_changes(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    address = f"/steder/{cast.shop}/aabningstider"
    kim.press(kim.get(address), "Gem")
    kim.press(kim.get(address), "Gem", hours=WEEK)
    clock.at("2026-12-01")
    kim.press(kim.get(address), "Gem")
    with db.reading() as session:
        assert len(opening_hours_of(session, cast.shop).sets) == 1


def test_it_never_says_closed_once_the_hours_are_taken_away(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    address = f"/steder/{cast.shop}/aabningstider"
    kim.press(kim.get(address), "Gem", hours=WEEK)
    clock.at("2026-11-28")
    with pytest.raises(VenueClosed):
        check_in.arrive(db, cast.shop_code, None, now=clock())
    page = kim.press(kim.get(address), "Gem", hours=[""] * 14)
    assert "Her er ingen faste tider" in page.text
    check_in.arrive(db, cast.shop_code, None, now=clock())


def test_it_refuses_hours_that_the_end_of_the_day_cuts(kim: Visitor, cast: Cast) -> None:
    page = kim.get(f"/steder/{cast.shop}/aabningstider")
    late = ["18:00", "05:00", *[""] * 12]
    page = kim.press(page, "Gem", status=400, hours=late)
    assert "Mandag: tiderne går hen over" in page.text
    assert page.field("hours") == "18:00"
    kim.press(kim.get(f"/steder/{cast.shop}/ret"), "Gem", day_limit="360")
    kim.press(kim.get(f"/steder/{cast.shop}/aabningstider"), "Gem", hours=late)
    page = kim.press(kim.get(f"/steder/{cast.shop}/ret"), "Gem", status=400, day_limit="240")
    assert "lad dagen slutte på et andet klokkeslæt" in page.text


def test_it_asks_before_it_archives_and_brings_back(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    page = kim.get(f"/steder/{cast.shop}/arkiver")
    assert page.h1 == "Læg Genbrugsbutikken i arkivet?"
    assert "Her er ingen steder endnu" in kim.press(page, "Ja, læg det i arkivet").text
    with pytest.raises(VenueArchived):
        check_in.arrive(db, cast.shop_code, None, now=clock())
    page = kim.press(kim.get(f"/steder/{cast.shop}"), "Hent stedet frem igen")
    assert "Stedet er hentet frem" in page.text
    check_in.arrive(db, cast.shop_code, None, now=clock())


def test_it_brings_no_venue_back_under_a_name_that_is_taken(kim: Visitor, cast: Cast) -> None:
    kim.press(kim.get(f"/steder/{cast.shop}/arkiver"), "Ja, læg det i arkivet")
    new_venue(kim, cast, name="Genbrugsbutikken")
    page = kim.press(kim.get(f"/steder/{cast.shop}"), "Hent stedet frem igen")
    assert "Et andet sted har samme navn" in page.text


def test_it_chooses_the_roles_of_a_venue(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    at = f"/steder/{cast.shop}"
    kim.press(kim.get(at), "Gem roller", role=[str(cast.cooks)])
    assert [row.role.id for row in today(db, cast, clock).roles] == [cast.cooks]
    kim.press(kim.get(at), "Gem roller", role=[])
    assert not today(db, cast, clock).roles
    page = kim.get(at)
    for role in (cast.cafe_role, 9999, 10**30):
        kim.press(page, "Gem roller", status=404, role=[str(role)])


def test_it_tells_open_boards(kim: Visitor, db: Database, cast: Cast, clock: Clock) -> None:
    check_in.check_in(db, cast.shop_code, None, "a" * 32, taking_part=False, now=clock())
    before = today(db, cast, clock).version
    kim.press(kim.get(f"/steder/{cast.shop}"), "Gem roller", role=[])
    assert today(db, cast, clock).version > before


def today(db: Database, cast: Cast, clock: Clock) -> Board:
    return board(db, viewer(db, 2), cast.shop, now=clock())


@pytest.mark.parametrize("who", ["ane", "lis"])
def test_it_is_only_for_coordinators(visit: Visitor, cast: Cast, who: str) -> None:
    visit.sign_in(getattr(cast, who))
    for path in ("/steder", f"/steder/{cast.shop}", f"/steder/{cast.shop}/ret"):
        visit.get(path, status=404)


def test_it_hides_other_partnerships(kim: Visitor, cast: Cast) -> None:
    for path in (
        f"/steder/{cast.cafe}",
        f"/partnerskab/{cast.other_partnership}/steder/nyt",
        "/steder/9999",
        f"/steder/{10**30}",
    ):
        kim.get(path, status=404)
    kim.post(f"/steder/{cast.cafe}/arkiver", status=404)


def test_it_answers_wrong_methods(kim: Visitor, cast: Cast) -> None:
    kim.get(f"/steder/{cast.shop}/hent-frem", status=405)
    kim.post("/steder", status=405)


@pytest.mark.parametrize(("limit", "still_here"), [(360, True), (0, False)])
def test_a_new_day_limit_goes_for_the_open_day_too(
    app: Flask, cast: Cast, clock: Clock, limit: int, still_here: bool
) -> None:
    clock.at("2026-11-23", 3, 30)
    visitor = Visitor(app)
    visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")
    kim = Visitor(app).sign_in(cast.kim)
    kim.press(kim.get(f"/steder/{cast.shop}/ret"), "Gem", day_limit=limit)
    clock.at("2026-11-23", 5)
    assert (visitor.get(f"/c/{cast.shop_code}").h1 == "Tak") is still_here
    visitor.press(visitor.get("/kode"), "Videre", kode=cast.shop_code)


def test_a_later_day_limit_waits_while_its_night_is_closed(
    app: Flask, cast: Cast, clock: Clock
) -> None:
    clock.at("2026-11-22", 23)
    visitor = Visitor(app)
    visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-11-23", 4, 30)
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.press(kim.get(f"/steder/{cast.shop}/ret"), "Gem", status=400, day_limit=360)
    assert "Natten er talt op." in page.text
    visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-11-23", 6, 30)
    kim.press(page, "Gem")
    assert visitor.get(f"/c/{cast.shop_code}").h1 == "Tak"


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/i-dag/{shop}/dage", "I dag"),
        ("/rapporter", "Rapporter"),
        ("/frigivet", "Rapporter"),
        ("/logbog/{shop}/2026-4/happened", "Logbog"),
        ("/logbog/{shop}/2026-4/aflever", "Logbog"),
        ("/steder/{shop}", "Steder"),
        ("/aktiviteter/{knitting}", "Steder"),
        ("/koder/{shop_code}", "Steder"),
        ("/partnerskab/{partnership}", "Steder"),
        ("/partnerskab/{partnership}/roller/ny", "Steder"),
        ("/partnerskab/{partnership}/tidligere", "Steder"),
        ("/personer", "Personer"),
        ("/partnerskab/{partnership}/personer/inviter", "Personer"),
        ("/konto", "Konto"),
        ("/konto/adgangsnoegler", "Konto"),
        ("/konto/rapporten", "Konto"),
        ("/konto/to-trin", "Konto"),
        ("/partnerskab/{partnership}/hvem-gjorde-hvad", "Personer"),
    ],
)
def test_the_head_says_where_one_is(visit: Visitor, cast: Cast, path: str, room: str) -> None:
    page = visit.sign_in(cast.kim).get(path.format(**vars(cast)))
    [nav] = [nav for nav in page.all("nav") if nav.get("aria-label") == "Sider"]
    assert [text_of(link) for link in nav.iter("a") if link.get("aria-current")] == [room]
