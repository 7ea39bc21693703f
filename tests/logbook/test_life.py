"""From draft to final: shared, handed in, corrected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from app.db import Database
from app.domain.imports.rows import ImportedCount
from app.models import Activity, LogbookComment, Person, Role, Venue
from app.services.imports import take
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.logbook_pages import row, write
from tests.support.viewers import viewer
from tests.support.visit import Visitor


def test_it_can_be_handed_in_when_no_day_can_be_corrected(
    last_day: None, sign_in: Callable[[Any], Visitor], cast: Cast, at: str, clock: Clock
) -> None:
    kim = sign_in(cast.kim)
    clock.at("2027-01-08", 3, 59)
    page = kim.get(at)
    assert "De kan rettes til og med 7. januar 2027." in page.text
    assert "Logbogen kan afleveres fra 8. januar 2027." in page.text
    kim.get(f"{at}/moedeark.pdf")
    kim.press(page, "Del til kommentarer")
    kim.press(kim.get(at), "Send kommentaren", text="Husk koncerten.")
    page = kim.post(f"{at}/aflever")
    assert "Tallene kan rettes til og med 7. januar 2027. Logbogen er ikke" in page.text
    assert "Aflevér logbogen" not in page.text
    clock.at("2027-01-08", 4)
    page = kim.get(at)
    assert "Aflevér logbogen" in page.text
    page = kim.get(f"{at}/aflever")
    assert page.h1 == "Aflevér logbogen?"
    assert "Disse spørgsmål er uden svar" in page.text
    page = kim.press(page, "Ja, aflevér den nu")
    assert "Version 1, afleveret 8. januar 2027 af Kim." in page.text


def test_it_is_handed_in_by_coordinators_alone(
    last_day: None, sign_in: Callable[[Any], Visitor], cast: Cast, at: str, clock: Clock
) -> None:
    ane = sign_in(cast.ane)
    clock.at("2027-01-09")
    assert "Aflevér" not in ane.get(at).text
    ane.get(f"{at}/aflever", status=404)
    ane.post(f"{at}/aflever", status=404)
    sign_in(cast.bo).post(f"{at}/aflever", status=404)
    assert "Udkast" in ane.get(at).text


def test_it_stands_once_it_is_handed_in(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    clock: Clock,
    counted: Callable[..., None],
    db: Database,
) -> None:
    ane, kim, lis = sign_in(cast.ane), sign_in(cast.kim), sign_in(cast.lis)
    counted("2026-10-05", 20, knitting=12, cooks=6)
    write(ane, at, "happened", "Vi åbnede.")
    clock.at("2027-01-09")
    lis.get(at, status=404)
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    before = lis.get(at)
    assert row(before, "Besøg") == ["20", "ikke talt", "ikke talt", "20"]

    counted("2026-10-06", 40, knitting=30)
    with db.writing() as session:
        session.get_one(Activity, cast.knitting).name = "Hækling"
        session.get_one(Role, cast.cooks).verb = "rører i gryden"
        session.get_one(Venue, cast.shop).name = "Et andet navn"
        for person in session.query(Person):
            person.name = "En anden"
    after = lis.get(at)
    assert after.text == before.text
    assert "Strikkecafé" in after.text
    assert "laver mad" in after.text
    assert "Genbrugsbutikken" in after.text


def test_it_cannot_be_changed_once_it_is_handed_in(
    last_day: None, sign_in: Callable[[Any], Visitor], cast: Cast, at: str, clock: Clock
) -> None:
    ane, kim = sign_in(cast.ane), sign_in(cast.kim)
    clock.at("2027-01-09")
    open_page = ane.get(f"{at}/happened")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    late = ane.press(open_page, "Gem", text="En ting til.", status=409)
    assert late.h1 == "Logbogen er afleveret"
    assert "En ting til." in late.text
    assert "En ting til." not in ane.get(at).text
    page = ane.get(f"{at}/happened")
    assert "Teksten kan ikke rettes mere." in page.text
    assert not [a for a in page.all("a") if a.get("href", "").startswith(f"{at}/")]
    assert "Den står, som den er." in kim.post(f"{at}/aflever").text


def test_it_is_shared_for_comments_within_the_partnership(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str, next_door: Visitor
) -> None:
    ane, lis, bo = sign_in(cast.ane), sign_in(cast.lis), sign_in(cast.bo)
    write(ane, at, "happened", "Vi åbnede.")
    next_door.get(at, status=404)
    next_door.post(f"{at}/kommentar", text="Hej", status=404)
    assert "ikke delt" in ane.post(f"{at}/kommentar", text="Hej").text

    assert "Udkastet er delt." in ane.press(ane.get(at), "Del til kommentarer").text
    assert "1 af 7 svar, delt" in next_door.get("/logbog").text
    page = next_door.get(at)
    assert "Vi åbnede." in page.text
    assert not [a for a in page.all("a") if a.get("href", "").startswith(f"{at}/happened")]
    next_door.get(f"{at}/happened", status=404)
    page = next_door.press(page, "Send kommentaren", text="Husk også koncerten.")
    assert "Husk også koncerten.Ida, 22. november 2026" in page.text
    for stranger in (lis, bo):
        stranger.get(at, status=404)
        stranger.post(f"{at}/kommentar", text="Hej", status=404)

    ane.press(ane.get(at), "Del ikke mere")
    next_door.get(at, status=404)
    assert "Husk også koncerten." in ane.get(at).text


def test_what_was_said_to_a_draft_ends_with_it(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    next_door: Visitor,
    clock: Clock,
) -> None:
    kim, lis = sign_in(cast.kim), sign_in(cast.lis)
    kim.press(kim.get(at), "Del til kommentarer")
    next_door.press(next_door.get(at), "Send kommentaren", text="Husk også koncerten.")
    clock.at("2027-01-09")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    assert "koncerten" not in lis.get(at).text
    assert "koncerten" not in lis.get(f"{at}.txt").response.text
    # The correction is a separate draft, not yet shared.
    kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    next_door.get(at, status=404)


def test_it_keeps_a_comment_that_cannot_be_sent(
    sign_in: Callable[[Any], Visitor], cast: Cast, at: str, db: Database
) -> None:
    ane = sign_in(cast.ane)
    page = ane.press(ane.get(at), "Del til kommentarer")
    assert "Skriv en kommentar først." in ane.press(page, "Send kommentaren", status=400).text
    number = ane.press(page, "Send kommentaren", text="Ida 290200-1234 kom.", status=400)
    assert "ligner et CPR-nummer" in number.text
    assert "Ida [fjernet] kom." in number.text
    with db.reading() as session:
        assert not list(session.scalars(select(LogbookComment)))


def test_it_asks_kindly_to_look_at_labels_again_wherever_one_writes(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    clock: Clock,
    db: Database,
) -> None:
    kim = sign_in(cast.kim)
    asked = write(kim, at, "happened", "To sårbare kom.")
    assert "»sårbare« sætter folk i bås." in asked.text
    assert "To sårbare kom." in asked.response.text
    assert "To sårbare" not in kim.get(at).text
    kim.press(asked, "Gem", text="To nye kom. Karen Hansen sang.")
    assert "To nye kom." in kim.get(at).text
    asked = write(kim, at, "learned", "Vi er ikke så svage endda.", step="")
    kim.press(asked, "Gem det, som det er")
    assert "svage endda" in kim.get(at).text

    page = kim.press(kim.get(at), "Del til kommentarer")
    asked = kim.press(page, "Send kommentaren", text="Skriv om klienterne.")
    assert "»klienterne« sætter folk i bås." in asked.text
    with db.reading() as session:
        assert not list(session.scalars(select(LogbookComment)))
    assert "Skriv om klienterne." in kim.press(asked, "Send det, som det er").text

    clock.at("2027-01-09")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    words = "Ja, aflevér den nu"
    asked = kim.press(kim.get(f"{at}/aflever"), words, why="Målgruppen var ny.")
    assert "»Målgruppen« sætter folk i bås." in asked.text
    assert "Version 2" in kim.press(asked, "Aflevér den, som den er").text


def test_it_is_corrected_by_a_new_version_that_says_what_changed(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    clock: Clock,
    counted: Callable[..., None],
) -> None:
    kim, lis = sign_in(cast.kim), sign_in(cast.lis)
    counted("2026-10-05", 20, knitting=12)
    write(kim, at, "happened", "Vi åbnede.")
    clock.at("2027-01-09")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    counted("2026-10-06", 30, knitting=30)
    page = kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    assert "Rettelse. Læsere ser version 1" in page.text
    write(kim, at, "learned", "Kaffen først.")
    assert "Kaffen" not in lis.get(at).text
    asked = kim.get(f"{at}/aflever")
    assert (
        "Skriv kort, hvad der er rettet." in kim.press(asked, "Ja, aflevér den nu", status=400).text
    )
    kim.press(asked, "Ja, aflevér den nu", why="En glemt dag i oktober.")
    page = lis.get(at)
    assert "Version 2, afleveret 9. januar 2027 af Kim." in page.text
    assert "Rettet: En glemt dag i oktober." in page.text
    assert "Ny tekst: Hvad lærte vi?" in page.text
    assert "Besøg: før 20, nu 50" in page.text
    assert row(page, "Besøg") == ["50", "ikke talt", "ikke talt", "50"]
    first = lis.get(f"{at}?version=1")
    assert row(first, "Besøg") == ["20", "ikke talt", "ikke talt", "20"]
    assert "Kaffen" not in first.text
    lis.get(f"{at}?version=3", status=404)


def test_earlier_counts_come_and_go_in_later_versions(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    clock: Clock,
    counted: Callable[..., None],
    db: Database,
) -> None:
    kim, lis = sign_in(cast.kim), sign_in(cast.lis)
    counted("2026-10-05", 50, knitting=47, cooks=20)
    clock.at("2027-01-09")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    found = [ImportedCount("", dt.date(2026, 10, 6), 40)]
    take.take(db, viewer(db, 2), cast.partnership, found, {"": cast.shop}, now=clock())
    assert row(lis.get(at), "Besøg") == ["50", "ikke talt", "ikke talt", "50"]
    kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu", why="Papirer fra skuffen.")
    page = lis.get(at)
    assert "Besøg: før 50, nu 90" in page.text
    assert row(page, "Fra en tidligere optælling")[0] == "40"
    assert row(page, "Bare her hele dagen")[0] == "3"
    assert row(page, "laver mad", 2) == ["–", "", "", "20"]

    kim.press(kim.get("/tidligere/1/fortryd"), "Ja, tag det hele tilbage")
    kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu", why="Det var et andet sted.")
    first, third = lis.get(f"{at}?version=1"), lis.get(at)
    assert "Besøg: før 90, nu 50" in third.text
    for name in ("Besøg", "Bare her hele dagen", "Var med"):
        assert row(third, name) == row(first, name)


def test_it_lets_a_correction_be_dropped(
    last_day: None, sign_in: Callable[[Any], Visitor], cast: Cast, at: str, clock: Clock
) -> None:
    kim, ane = sign_in(cast.kim), sign_in(cast.ane)
    write(ane, at, "happened", "Vi åbnede.")
    clock.at("2027-01-09")
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    page = write(kim, at, "happened", "Vi lukkede.")
    words = "Fortryd rettelsen, og lad logbogen stå, som den blev afleveret"
    page = kim.press(page, words)
    assert "Vi åbnede." in page.text
    kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    assert "Vi åbnede." in kim.get(f"{at}/happened").response.text
    ane.get(f"{at}/ret", status=404)
    ane.post(f"{at}/ret/fortryd", status=404)
