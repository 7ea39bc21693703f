"""Today's visit: choose, change, take back."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from app.db import Database
from app.models import Base, Role, VenueRole, Visit, VisitRole
from app.services.board import todays_board
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, by_name, text_of


@pytest.fixture
def counts(db: Database, cast: Cast, clock: Clock) -> Callable[[], dict[str, int]]:
    """What closing the day would make of it, by cell key."""
    from app.domain.visits.counting import count
    from app.services.visits.visit_rows import visit_rows

    def read() -> dict[str, int]:
        with db.reading() as session:
            rows = visit_rows(session, cast.shop, clock().date())
        return {cell.key: number for cell, number in count(rows).items()}

    return read


@pytest.fixture
def here(visit: Visitor, cast: Cast) -> Page:
    """The page after *Jeg er her* from the venue's own code."""
    return visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")


@pytest.fixture
def just_here(visit: Visitor, cast: Cast) -> Page:
    """The page after *I dag er jeg her bare*."""
    return visit.press(visit.get(f"/c/{cast.shop_code}"), "I dag er jeg her bare")


def chosen(page: Page) -> list[str]:
    """What the page repeats under *Tak*."""
    (said,) = page.all("ul", class_="chosen")
    return [text_of(li) for li in said]


def shape(page: Page) -> list[tuple[str, str | None, bool]]:
    """The page's elements without its words, down to the last button."""
    drawn = [each for each in page.all("body")[0].iter() if isinstance(each.tag, str)]
    return [
        (each.tag, each.get("class"), "open" in each.attrib)
        for each in drawn
        if each.tag != "bdi" and not each.tag.startswith("{")
    ]


@pytest.mark.parametrize("code", ["shop_code", "knitting_code"])
def test_it_looks_the_same_whichever_answer_was_given(app: Flask, cast: Cast, code: str) -> None:
    shapes = []
    for answer in ("Jeg er her", "I dag er jeg her bare"):
        phone = Visitor(app)
        shapes.append(shape(phone.press(phone.get(f"/c/{getattr(cast, code)}"), answer)))
    assert shapes[0] == shapes[1]
    assert not [each for each in shapes[0] if each[2]], "nothing is unfolded"


def test_it_repeats_what_is_chosen(visit: Visitor, here: Page, just_here: Page, cast: Cast) -> None:
    assert chosen(just_here) == ["I dag er jeg her bare"]
    visit.client.delete_cookie(*visit.client.tickets())
    here = visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert chosen(here) == ["Jeg er her"]
    page = visit.press(visit.press(here, "laver mad"), "Reparation")
    assert chosen(page) == ["Reparation", "laver mad"]
    page = visit.press(visit.press(visit.are(page, 2), "Jeg har en idé"), "Reparation")
    assert chosen(page) == ["laver mad", "Vi er 2", "Jeg har en idé"]


@pytest.mark.parametrize(("more", "shown"), [(0, 2), (2, 4), (3, 5), (4, 4), (9, 4)])
def test_it_shows_the_places_first_four_roles_and_folds_the_rest(
    visit: Visitor, cast: Cast, db: Database, more: int, shown: int
) -> None:
    with db.writing() as session:
        for number in range(more):
            role = Role(partnership_id=cast.partnership, verb=f"maler {number}", position=9)
            session.add(role)
            session.flush()
            session.add(VenueRole(venue_id=cast.shop, role_id=role.id))
    page = visit.press(visit.get(f"/c/{cast.shop_code}"), "I dag er jeg her bare")
    folded = [button for each in page.all("details") for button in each.iter("button")]
    roles = page.all("button", name="take")
    assert len(roles) == 2 + more
    assert [button in folded for button in roles] == [False] * shown + [True] * (2 + more - shown)
    assert text_of(roles[0]) == "laver mad"


def test_it_takes_a_role_in_one_tap_and_drops_it_in_one(
    visit: Visitor, here: Page, counts: Callable[[], dict[str, int]], cast: Cast
) -> None:
    page = visit.press(here, "laver mad")
    assert counts()[f"role:{cast.cooks}@0"] == 1
    assert counts()["took_part"] == 1
    visit.press(page, "laver mad")
    assert f"role:{cast.cooks}@0" not in counts()


def test_it_holds_a_role_in_the_activity_that_was_scanned(
    visit: Visitor, cast: Cast, counts: Callable[[], dict[str, int]]
) -> None:
    page = visit.press(visit.get(f"/c/{cast.knitting_code}"), "Jeg er her")
    visit.press(page, "er vært")
    assert counts()[f"role:{cast.welcomes}@{cast.knitting}"] == 1


def test_it_counts_visits_with_two_roles(
    visit: Visitor, here: Page, counts: Callable[[], dict[str, int]]
) -> None:
    visit.press(visit.press(here, "laver mad"), "er vært")
    assert counts()["several_roles"] == 1


def test_it_is_no_change_to_answer_the_question_after_here(
    visit: Visitor, here: Page, counts: Callable[[], dict[str, int]]
) -> None:
    visit.press(visit.press(here, "laver mad"), "Reparation")
    assert "changed" not in counts()


def test_it_is_a_change_to_step_in_after_being_just_here(
    visit: Visitor, just_here: Page, counts: Callable[[], dict[str, int]]
) -> None:
    visit.press(just_here, "Reparation")
    assert counts()["changed"] == 1
    assert counts()["took_part"] == 1
    assert "just_here" not in counts()


def test_it_goes_back_and_forth_all_day_and_changed_once(
    visit: Visitor,
    here: Page,
    counts: Callable[[], dict[str, int]],
    board: Callable[[], todays_board.Board],
) -> None:
    page = visit.press(here, "Reparation")
    for _time in range(3):
        page = visit.press(page, "I dag er jeg her bare")
        assert counts()["just_here"] == 1
        page = visit.press(page, "Reparation")
        assert counts()["took_part"] == 1
    assert counts()["changed"] == 1
    assert board().total == 1


def test_it_steps_in_again_with_one_tap_that_stores_nothing(
    visit: Visitor, just_here: Page, counts: Callable[[], dict[str, int]], db: Database
) -> None:
    """Going back one step: only the phone knows."""

    def row() -> dict[Any, Any]:
        with db.reading() as session:
            return {
                c.name: getattr(session.scalars(select(Visit)).one(), c.name)
                for c in Visit.__table__.columns
            }

    before = row()
    opened = visit.press(just_here, "Jeg er her")
    assert "Du er talt med. Godt at du er her." in opened.text
    assert chosen(opened) == ["Jeg er her"]
    assert row() == before
    again = visit.press(opened, "I dag er jeg her bare")
    assert again.text == just_here.text
    assert row() == before
    visit.press(visit.press(again, "Jeg er her"), "laver mad")
    assert counts()["changed"] == 1


def test_it_remembers_the_answer_while_one_says_how_many_are_stepping_in(
    visit: Visitor, just_here: Page
) -> None:
    opened = visit.are(visit.press(just_here, "Jeg er her"), 3)
    assert "Du er talt med. Godt at du er her." in opened.text


def test_it_leaves_an_activity_and_the_roles_held_in_it(
    visit: Visitor, cast: Cast, counts: Callable[[], dict[str, int]]
) -> None:
    page = visit.press(visit.get(f"/c/{cast.knitting_code}"), "Jeg er her")
    page = visit.press(page, "laver mad")
    visit.press(page, "Strikkecafé")
    assert counts() == {"visits": 1, "just_here": 1, "source:phone": 1, "changed": 1}


def test_it_counts_a_group_and_its_choices_for_everyone_in_it(
    visit: Visitor, here: Page, counts: Callable[[], dict[str, int]], cast: Cast
) -> None:
    page = visit.are(here, 5)
    assert "Vi er 5" in page.text
    page = visit.press(page, "laver mad")
    assert counts()["visits"] == 5
    assert counts()[f"role:{cast.cooks}@0"] == 5
    visit.are(page, 1)
    assert counts()["visits"] == 1


@pytest.mark.parametrize("size", ["0", "9", "-3", "many", ""])
def test_it_refuses_other_sizes(
    visit: Visitor, here: Page, counts: Callable[[], dict[str, int]], cast: Cast, size: str
) -> None:
    visit.post(f"/c/{cast.shop_code}/besoeg", size=size)
    assert counts()["visits"] == 1


def test_it_undoes_the_visit_and_leaves_no_trace(
    visit: Visitor, here: Page, counts: Callable[[], dict[str, int]], db: Database
) -> None:
    page = visit.press(visit.press(here, "laver mad"), "Fortryd: tæl mig ikke med")
    assert "Fortrudt. Du er ikke talt med." in page.text
    assert counts() == {}
    with db.reading() as session:
        assert session.query(Visit).count() == session.query(VisitRole).count() == 0


def test_it_is_undone_by_a_double_tap_too(
    visit: Visitor, here: Page, counts: Callable[[], dict[str, int]]
) -> None:
    undone = visit.press(here, "Fortryd: tæl mig ikke med")
    again = visit.press(here, "Fortryd: tæl mig ikke med")
    assert again.text == undone.text
    assert "Du er ikke talt med." in again.text
    assert counts() == {}


def test_it_keeps_the_visit_at_another_venue_when_one_is_undone(
    visit: Visitor, here: Page, cast: Cast, counts: Callable[[], dict[str, int]]
) -> None:
    visit.press(visit.get(f"/c/{cast.cafe_code}"), "Jeg er her")
    visit.press(here, "Fortryd: tæl mig ikke med")
    assert visit.get(f"/c/{cast.cafe_code}").response.request.path.endswith("/besoeg")
    assert counts() == {}


def test_it_can_be_done_again_after_an_undo(
    visit: Visitor, here: Page, counts: Callable[[], dict[str, int]]
) -> None:
    page = visit.press(here, "Fortryd: tæl mig ikke med")
    visit.press(page, "Jeg er her")
    assert counts()["visits"] == 1


def test_it_asks_again_when_the_visit_is_gone(visit: Visitor, here: Page, cast: Cast) -> None:
    visit.client.delete_cookie(*visit.client.tickets())
    page = visit.press(here, "laver mad")
    assert page.h1 == "Genbrugsbutikken"
    assert "Telefonen husker dig ikke mere" in page.text


@pytest.mark.parametrize("name", ["join", "take"])
def test_it_offers_nothing_of_another_venue(
    visit: Visitor, here: Page, counts: Callable[[], dict[str, int]], cast: Cast, name: str
) -> None:
    foreign = {"join": cast.cafe_activity, "take": cast.cafe_role}[name]
    for value in (foreign, 9999, "x"):
        visit.post(f"/c/{cast.shop_code}/besoeg", **by_name({name: value}))
    assert counts() == {"visits": 1, "just_here": 1, "source:phone": 1}


def test_it_keeps_two_venues_apart(visit: Visitor, here: Page, cast: Cast, db: Database) -> None:
    page = visit.get(f"/c/{cast.cafe_code}")
    assert page.h1 == "Skraldecaféen"
    visit.press(page, "Jeg er her")
    bo = viewer(db, 4)
    assert (
        todays_board.board(db, bo, cast.cafe, now=visit.app.extensions["her_i_dag"].clock()).total
        == 1
    )


def test_it_never_welcomes_back_nor_counts_ones_visits(
    visit: Visitor, here: Page, cast: Cast, clock: Clock
) -> None:
    for day in range(23, 26):
        clock.at(f"2026-11-{day}")
        page = visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
        words = page.text.casefold()
        assert "tilbage" not in words.replace("fortryd", "") and "gang" not in words


def test_it_says_roles_in_english(visit: Visitor, cast: Cast) -> None:
    page = visit.press(visit.get(f"/c/{cast.shop_code}?sprog=en"), "I'm here")
    assert {"cooking", "hosting"} <= {text_of(button) for button in page.all("button", name="take")}


def test_it_forgets_the_phone_and_keeps_the_count(
    visit: Visitor, here: Page, cast: Cast, board: Callable[[], todays_board.Board]
) -> None:
    page = visit.press(here, "Glem mig på denne telefon")
    assert page.h1 == "Telefonen husker dig ikke mere"
    assert "Du er talt med." in page.text
    assert not visit.client.tickets()
    assert board().total == 1
    assert not page.all("form")


def test_it_shows_the_very_rows_that_are_stored(visit: Visitor, cast: Cast, db: Database) -> None:
    from app.models import Participation

    page = visit.press(visit.get(f"/c/{cast.knitting_code}"), "Jeg er her")
    visit.press(page, "laver mad")
    page = visit.get(f"/c/{cast.knitting_code}/gemt")
    said = [text_of(li) for li in page.all("ul", class_="plainly")[0]]
    assert said == ["søndag den 22. november", "Jeg er her", "Strikkecafé", "laver mad"]
    (raw,) = page.all("details", class_="raw")
    assert "open" not in raw.attrib
    assert len(list(raw.iter("table"))) == 3
    assert "Det bliver slettet mandag den 23. november kl. 4.00." in page.text
    shown = [
        (
            text_of(table.findall("caption")[0]),
            {text_of(r.findall("th")[0]): text_of(r.findall("td")[0]) for r in table.iter("tr")},
        )
        for table in page.all("table")
    ]
    with db.reading() as session:
        for table in (Visit, Participation, VisitRole):
            names = [column.name for column in table.__table__.columns]
            texts = ", ".join(f"CAST({name} AS TEXT)" for name in names)
            row = session.execute(text(f"SELECT {texts} FROM {table.__tablename__}")).one()
            columns = dict(zip(names, ["NULL" if one is None else one for one in row], strict=True))
            assert (table.__tablename__, columns) in shown
    assert len(shown) == 3


def test_it_shows_every_row_that_knows_of_the_visit(
    visit: Visitor, cast: Cast, db: Database
) -> None:
    """In whichever table it is, with every kind of choice."""
    target = f"/c/{cast.knitting_code}"
    page = visit.press(visit.get(target), "I dag er jeg her bare")
    for choice in ("laver mad", "er vært", "Reparation", "Jeg har en idé"):
        page = visit.press(page, choice)
    visit.are(page, 3)
    page = visit.get(f"{target}/gemt")
    shown = Counter(text_of(table.findall("caption")[0]) for table in page.all("table"))
    with db.reading() as session:
        (own,) = session.scalars(select(Visit.id))
        known = Counter(
            table.name
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
            if own in row
        )
    assert shown == known == {"visit": 1, "participation": 1, "visit_role": 2}
    said = [text_of(li) for li in page.all("ul", class_="plainly")[0]]
    assert said[1:] == ["Vi er 3", "Reparation", "laver mad", "er vært", "Jeg har en idé"]


def test_it_still_shows_what_the_venue_offers_no_more_and_lets_it_go(
    app: Flask, visit: Visitor, cast: Cast, counts: Callable[[], dict[str, int]], db: Database
) -> None:
    target = f"/c/{cast.knitting_code}"
    visit.press(visit.press(visit.get(target), "Jeg er her"), "laver mad")
    Visitor(app).sign_in(cast.ane).post(f"/i-dag/{cast.shop}/aktiviteter/{cast.knitting}/slut")
    with db.writing() as session:
        session.get_one(Role, cast.cooks).archived_on = dt.date(2026, 11, 22)
    said = [text_of(li) for li in visit.get(f"{target}/gemt").all("ul", class_="plainly")[0]]
    assert said[1:] == ["Jeg er her", "Strikkecafé", "laver mad"]
    page = visit.press(visit.get(f"{target}/besoeg"), "laver mad")
    assert "laver mad" not in page.text
    page = visit.press(page, "Strikkecafé")
    assert "Strikkecafé" not in page.text
    assert counts()["just_here"] == 1


def test_it_shows_what_is_stored_to_the_phone_itself_only(
    here: Page, app: Flask, cast: Cast
) -> None:
    page = Visitor(app).get(f"/c/{cast.shop_code}/gemt")
    assert page.response.request.path == "/privatliv"


@pytest.mark.parametrize("name", ["join", "leave", "take", "drop", "size", "company", "idea"])
def test_it_takes_no_number_that_no_column_holds(
    visit: Visitor, here: Page, counts: Callable[[], dict[str, int]], cast: Cast, name: str
) -> None:
    for value in ("9" * 24, "-" + "9" * 24, str(2**31)):
        visit.post(f"/c/{cast.shop_code}/besoeg", **by_name({name: value}))
    assert counts()["visits"] == 1


def test_the_address_does_not_say_which_answer_was_given(app: Flask, cast: Cast) -> None:
    target, addresses = f"/c/{cast.shop_code}", []
    for number, answer in enumerate(("her", "bare", "her", "bare")):
        phone = Visitor(app)
        sent = {"svar": answer, "key": f"{number:032x}"}
        addresses.append(phone.client.post(target, data=sent).location)
        after = phone.get(addresses[-1])
        assert chosen(after) == ["Jeg er her" if answer == "her" else "I dag er jeg her bare"]
        links = [form.get("action", "") for form in after.all("form")]
        links += [link.get("href", "") for link in after.all("a")]
        assert not [link for link in links if re.search("svar=(her|bare)", link)]
        later = phone.press(after, "Jeg har en idé").response.request
        assert f"{later.path}?{later.query_string.decode()}" == addresses[-1]
    assert all(re.fullmatch(rf"{target}/besoeg\?svar=[0-9a-f]{{8}}", one) for one in addresses)
    assert len(set(addresses)) == 4


def test_an_answers_mark_says_nothing_to_another_phone(app: Flask, cast: Cast) -> None:
    target, mine, other = f"/c/{cast.shop_code}", Visitor(app), Visitor(app)
    address = mine.client.post(target, data={"svar": "her", "key": "ab" * 16}).location
    other.post(target, svar="bare", key="cd" * 16)
    assert chosen(other.get(address)) == ["I dag er jeg her bare"]
    assert chosen(mine.get(address)) == ["Jeg er her"]


def test_addresses_from_before_still_open_the_visit(
    app: Flask, cast: Cast, counts: Callable[[], dict[str, int]]
) -> None:
    target, phone = f"/c/{cast.shop_code}", Visitor(app)
    phone.post(target, svar="her", key="ab" * 16)
    for address in (f"{target}/besoeg?svar=her", f"{target}/besoeg?svar=her&med=1"):
        assert phone.get(address).h1 == "Tak"
    phone.press(phone.get(f"{target}/besoeg?svar=her"), "laver mad")
    assert not counts().get("changed"), "it answers the question on the page right after Jeg er her"


@pytest.mark.parametrize(
    ("answer", "said"),
    [("Jeg er her", "Du er talt med."), ("I dag er jeg her bare", "Du er her, og det er nok.")],
)
def test_the_answer_given_is_the_answer_shown_all_day(
    visit: Visitor, cast: Cast, clock: Clock, answer: str, said: str
) -> None:
    target = f"/c/{cast.shop_code}"
    visit.press(visit.get(target), answer)
    clock.pass_(hours=5)
    assert said in visit.get(target).text
    # At another venue the other answer; neither is forgotten.
    other = {"Jeg er her", "I dag er jeg her bare"} - {answer}
    visit.press(visit.get(f"/c/{cast.cafe_code}"), other.pop())
    assert said in visit.get(target).text
    assert said not in visit.get(f"/c/{cast.cafe_code}").text


def test_another_answer_is_shown_from_then_on(
    visit: Visitor, cast: Cast, counts: Callable[[], dict[str, int]]
) -> None:
    target = f"/c/{cast.shop_code}"
    visit.press(visit.get(target), "I dag er jeg her bare")
    visit.press(visit.get(target), "Jeg er her")
    assert "Du er talt med." in visit.get(target).text
    visit.press(visit.get(target), "I dag er jeg her bare")
    assert "Du er her, og det er nok." in visit.get(target).text
    ((_name, ticket),) = visit.client.tickets().items()
    assert len(ticket.split(".")) == 3, "one mark for one venue"
    assert counts()["visits"] == 1
