"""The tablet: one page per person, then back to the start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.models import Activity, Venue, Visit
from app.services.board.todays_board import Board
from app.services.devices import device_list
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.hours import open_on
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, by_name, text_of


@pytest.fixture
def start(app: Flask, db: Database, cast: Cast, clock: Clock) -> Callable[..., Visitor]:
    """Start a tablet in its own browser."""

    def start(venue: int = cast.shop, person: int = 1) -> Visitor:
        tablet = Visitor(app)
        token = device_list.start(db, viewer(db, person), venue, DeviceKind.TABLET, now=clock())
        tablet.client.set_cookie("tavle", token)
        return tablet

    return start


@pytest.fixture
def tablet(start: Callable[..., Visitor]) -> Visitor:
    return start()


def shows_start(page: Page) -> bool:
    return bool(page.all("button", name="svar"))


def test_it_asks_with_two_equal_buttons_and_todays_activities(tablet: Visitor) -> None:
    page = tablet.get("/tavle/")
    first, second = page.all("button", name="svar")
    assert [text_of(first), text_of(second)] == ["Jeg er her", "I dag er jeg her bare"]
    assert first.get("class") == second.get("class")
    assert [text_of(b) for b in page.all("button", name="aktivitet")] == [
        "Strikkecafé 10.00–14.00",
        "Reparation",
    ]
    assert "Du skal ikke skrive dit navn." in page.text


def test_every_choice_has_a_pictogram_and_a_word(tablet: Visitor, db: Database, cast: Cast) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).offers_company = True
    start = tablet.get("/tavle/")
    thanks = tablet.press(start, "Strikkecafé 10.00–14.00")
    offered = {"take", "join", "leave", "company", "idea", "back"}
    for page, names in ((start, {"svar", "aktivitet"}), (thanks, offered)):
        choices = [b for b in page.all("button") if b.get("name") not in (None, "size", "undo")]
        assert {choice.get("name") for choice in choices} == names
        several = [s for s in page.all("summary") if text_of(s) == "Vi er flere"]
        for choice in choices + several:
            assert choice.find("{*}svg") is not None, text_of(choice)
            assert text_of(choice)


@pytest.mark.parametrize(
    ("asked", "language", "words"),
    [("da", "da", "Stor knap"), ("en", "en", "Big button"), ("pl", "da", "Stor knap")],
)
def test_what_is_for_staff_is_in_their_language(
    tablet: Visitor, asked: str, language: str, words: str
) -> None:
    page = tablet.get(f"/tavle/?sprog={asked}")
    links = {text_of(one): one.get("lang") for one in page.all("a")}
    assert links[words] == language


def test_it_counts_nobody_when_it_is_only_looked_at(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    for _look in range(3):
        tablet.get("/tavle/")
    tablet.get("/tavle/tak/" + "ab" * 16)
    assert board().total == 0


def test_it_counts_with_one_tap_and_says_thank_you(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    page = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    assert page.h1 == "Tak"
    assert "Du er talt med. Godt at du er her." in page.text
    assert (board().total, board().just_here) == (1, 1)
    assert {source.value: n for source, n in board().sources.items()} == {"tablet": 1}


def test_it_counts_just_here_the_same_way(tablet: Visitor, board: Callable[[], Board]) -> None:
    page = tablet.press(tablet.get("/tavle/"), "I dag er jeg her bare")
    assert "Du er her, og det er nok." in page.text
    assert (board().total, board().just_here) == (1, 1)


def test_it_opens_the_same_after_both_answers(tablet: Visitor) -> None:
    def opened(answer: str) -> list[tuple[str, bool]]:
        page = tablet.press(tablet.get("/tavle/"), answer)
        choices = [one for one in page.all("details") if one.get("class") != "languages"]
        return [(text_of(one.findall("{*}summary")[0]), "open" in one.attrib) for one in choices]

    assert opened("Jeg er her") == opened("I dag er jeg her bare")
    assert [is_open for _words, is_open in opened("Jeg er her")] == [True, True, True, False]


def test_it_gives_both_answers_pages_of_the_same_weight(tablet: Visitor) -> None:
    sizes = [
        len(tablet.press(tablet.get("/tavle/"), words).response.data)
        for words in ("Jeg er her", "I dag er jeg her bare")
    ]
    assert abs(sizes[0] - sizes[1]) / max(sizes) < 0.05


def test_it_takes_part_in_an_activity_with_one_tap(
    tablet: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    page = tablet.press(tablet.get("/tavle/"), "Strikkecafé 10.00–14.00")
    assert page.button("Strikkecafé")[0] == "leave"
    assert (board().total, board().just_here) == (1, 0)
    assert [row.number for row in board().activities] == [1, 0]


def test_two_people_in_a_row_are_two_visits(tablet: Visitor, board: Callable[[], Board]) -> None:
    for _person in range(2):
        tablet.press(tablet.get("/tavle/"), "Jeg er her")
    assert board().total == 2


def test_a_double_tap_is_one_visit(tablet: Visitor, board: Callable[[], Board]) -> None:
    key = tablet.get("/tavle/").field("key")
    for _tap in range(3):
        assert tablet.post("/tavle/", key=key, svar="her").h1 == "Tak"
    assert board().total == 1


def test_a_double_tap_on_an_activity_is_one_visit(
    tablet: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    key = tablet.get("/tavle/").field("key")
    for _tap in range(2):
        tablet.post("/tavle/", key=key, aktivitet=cast.repair)
    assert board().total == 1
    assert [row.number for row in board().activities] == [0, 1]


def test_back_shows_the_start_and_repeats_nothing(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    first = tablet.get("/tavle/")
    thanks = tablet.press(first, "Jeg er her")
    assert thanks.response.headers["Cache-Control"] == "no-store"
    assert thanks.response.request.method == "GET"
    back = tablet.get("/tavle/")
    assert back.response.headers["Cache-Control"] == "no-store"
    assert back.field("key") != first.field("key")
    assert board().total == 1


def test_the_thank_you_is_gone_when_the_start_has_been_shown_again(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    thanks = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    tablet.get("/tavle/")
    assert shows_start(tablet.get(thanks.response.request.full_path))
    for change in ("laver mad", "Vi er 4", "Fortryd: tæl mig ikke med"):
        assert shows_start(tablet.press(thanks, change))
    assert (board().total, board().just_here) == (1, 1)


def test_a_page_of_an_earlier_person_counts_nobody_again(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    first = tablet.get("/tavle/")
    tablet.press(first, "Jeg er her")
    tablet.get("/tavle/")
    page = tablet.press(first, "Jeg er her")
    assert shows_start(page)
    assert "Du er talt med." in page.text
    assert board().total == 1


def test_it_takes_and_drops_roles(tablet: Visitor, board: Callable[[], Board], cast: Cast) -> None:
    page = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    page = tablet.press(page, "laver mad")
    page = tablet.press(page, "er vært")
    assert [row.number for row in board().roles] == [1, 1]
    assert [text_of(b) for b in page.all("button", aria_pressed="true")] == [
        "laver mad",
        "er vært",
        "1",
    ]
    tablet.press(page, "laver mad")
    assert [row.number for row in board().roles] == [0, 1]


def test_it_joins_and_leaves_activities(tablet: Visitor, board: Callable[[], Board]) -> None:
    page = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    page = tablet.press(tablet.press(page, "Strikkecafé"), "Reparation")
    assert [row.number for row in board().activities] == [1, 1]
    tablet.press(page, "Strikkecafé")
    assert [row.number for row in board().activities] == [0, 1]
    assert board().total == 1


def test_a_group_is_counted_from_one_tap(tablet: Visitor, board: Callable[[], Board]) -> None:
    page = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    page = tablet.press(page, "Vi er 5")
    assert "Vi er 5" in page.text
    assert board().total == 5


def test_it_takes_no_group_of_another_size(tablet: Visitor, board: Callable[[], Board]) -> None:
    page = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    for size in ("0", "9", "-3", "mange"):
        page = tablet.post(page.response.request.full_path, size=size)
        assert page.h1 == "Tak"
    assert board().total == 1


def test_it_steps_back_and_in_with_one_tap_each(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    page = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    page = tablet.press(tablet.press(page, "Strikkecafé"), "laver mad")
    assert board().just_here == 0
    page = tablet.press(page, "I dag er jeg her bare")
    assert "Du er her, og det er nok." in page.text
    assert (board().total, board().just_here) == (1, 1)
    assert [row.number for row in board().roles] == [0, 0]
    page = tablet.press(page, "Jeg er her")
    assert "Du er talt med. Godt at du er her." in page.text
    assert (board().total, board().just_here) == (1, 1), "nothing is chosen yet"
    page = tablet.press(page, "laver mad")
    assert (board().total, board().just_here) == (1, 0)


def test_both_ways_are_of_the_same_kind(tablet: Visitor) -> None:
    her = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    bare = tablet.press(her, "I dag er jeg her bare")
    ((back,),) = her.all("div", class_="cards step")
    ((step_in,),) = bare.all("div", class_="cards step")
    assert (text_of(back), text_of(step_in)) == ("I dag er jeg her bare", "Jeg er her")
    assert back.get("class") == step_in.get("class")


def test_stepping_in_again_is_a_change(tablet: Visitor, db: Database) -> None:
    page = tablet.press(tablet.get("/tavle/"), "I dag er jeg her bare")
    page = tablet.press(tablet.press(page, "Jeg er her"), "laver mad")
    with db.reading() as session:
        assert session.scalars(select(Visit)).one().changed


def test_it_takes_the_visit_back(tablet: Visitor, board: Callable[[], Board]) -> None:
    thanks = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    page = tablet.press(thanks, "Fortryd: tæl mig ikke med")
    assert shows_start(page)
    assert "Fortrudt. Du er ikke talt med." in page.text
    assert board().total == 0
    assert shows_start(tablet.press(thanks, "Fortryd: tæl mig ikke med"))


def test_back_from_a_choice_leads_to_the_start(tablet: Visitor, board: Callable[[], Board]) -> None:
    first = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    second = tablet.press(first, "laver mad")
    third = tablet.press(second, "Vi er 3")
    assert "Vi er 3" in third.text
    assert shows_start(tablet.get(second.response.request.full_path))
    assert shows_start(tablet.get(third.response.request.full_path)), "the start was shown since"
    assert (board().total, board().just_here) == (3, 0)


def test_a_double_tap_on_a_choice_is_one_choice_and_stays(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    first = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    for _tap in range(2):
        page = tablet.press(first, "Vi er 4")
    assert page.h1 == "Tak"
    assert tablet.press(page, "laver mad").h1 == "Tak"
    assert board().total == 4


def test_it_writes_once_for_a_tap_on_an_activity(
    tablet: Visitor, board: Callable[[], Board], db: Database
) -> None:
    page = tablet.get("/tavle/")
    commits = []

    def committed(connection: object) -> None:
        commits.append(connection)

    event.listen(db.engine, "commit", committed)
    tablet.client.post("/tavle/", data={"key": page.field("key"), "aktivitet": "1"})
    event.remove(db.engine, "commit", committed)
    assert (board().total, board().just_here) == (1, 0)
    assert len(commits) == 1


def test_late_taps_count_once_in_any_order_however_often(
    tablet: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    """What the tablet kept while offline: complete, repeated, partial and reversed."""
    taps: list[dict[str, Any]] = [
        {"key": "aa" * 16, "svar": "her", "take": cast.cooks, "size": "3", "step": "2"},
        {"key": "bb" * 16, "svar": "bare"},
        {"key": "cc" * 16, "aktivitet": [cast.knitting, cast.repair]},
        {"key": "aa" * 16, "svar": "her"},
        {"key": "aa" * 16, "svar": "her", "aktivitet": cast.repair, "step": "1"},
    ]
    for again in range(10):
        for tap in taps if again % 2 else reversed(taps):
            page = tablet.post("/tavle/", day="2026-11-22", at="610", **tap)
            assert "Du er talt med." in page.text
    assert (board().total, board().just_here) == (5, 1)
    assert [row.number for row in board().activities] == [1, 1]
    assert [row.number for row in board().roles] == [3, 0]
    assert {source.value: n for source, n in board().sources.items()} == {"tablet": 5}


def test_an_undo_that_comes_late_takes_back_what_was_counted_once(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    tap: dict[str, Any] = {"key": "aa" * 16, "day": "2026-11-22", "at": "610"}
    tablet.post("/tavle/", svar="her", **tap)
    for _time in range(3):
        assert "Fortrudt." in tablet.post("/tavle/", undo="1", **tap).text
    assert board().total == 0
    tablet.post("/tavle/", undo="1", status=409, **tap | {"day": "2026-11-21"})


def test_a_late_tap_carries_all_that_a_thank_you_offers(
    tablet: Visitor, board: Callable[[], Board], db: Database, cast: Cast
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).offers_company = True
    tap: dict[str, Any] = {
        "key": "aa" * 16,
        "svar": "bare",
        "step": "1",
        "company": "1",
        "idea": "1",
    }
    when: dict[str, Any] = {"day": "2026-11-22", "at": "610"}
    tablet.post("/tavle/", key="aa" * 16, aktivitet=cast.knitting, take=cast.cooks, **when)
    for _again in range(10):
        tablet.post("/tavle/", **tap, **when)
    assert (board().total, board().just_here) == (1, 1)
    assert (board().company, board().ideas) == (1, 1)


def test_a_late_tap_takes_back_what_was_let_go_and_counted_before(
    tablet: Visitor, board: Callable[[], Board], db: Database, cast: Cast
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).offers_company = True
    tap: dict[str, Any] = {"key": "aa" * 16, "svar": "her", "day": "2026-11-22", "at": "610"}
    chosen: dict[str, Any] = {"aktivitet": [cast.knitting, cast.repair], "take": cast.cooks}
    tablet.post("/tavle/", **tap, **chosen, company="1", idea="1")
    for _again in range(3):
        tablet.post("/tavle/", **tap, aktivitet=cast.knitting, step="7")
    found = board()
    assert (found.total, found.company, found.ideas) == (1, 0, 0)
    assert {row.activity.id: row.number for row in found.activities}[cast.knitting] == 1
    assert {row.activity.id: row.number for row in found.activities}[cast.repair] == 0
    assert not any(row.number for row in found.roles)


def test_a_late_sending_of_the_first_tap_undoes_nothing(
    tablet: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    """The tablet gave up on it, resent it and got an answer; then the first attempt arrives too."""
    page = tablet.get("/tavle/")

    def comes_in_late() -> None:
        key = page.field("key")
        tablet.post("/tavle/", key=key, aktivitet=cast.knitting, follow=False, status=303)

    thanks = tablet.press(page, "Strikkecafé 10.00–14.00")
    thanks = tablet.press(thanks, "Strikkecafé")
    comes_in_late()
    assert (board().total, board().just_here) == (1, 1)
    tablet.press(thanks, "Fortryd: tæl mig ikke med")
    comes_in_late()
    assert board().total == 0


def test_a_late_tap_says_whether_somebody_changed(
    tablet: Visitor, db: Database, cast: Cast
) -> None:
    tap: dict[str, Any] = {"svar": "her", "day": "2026-11-22", "at": "610", "take": cast.cooks}
    tablet.post("/tavle/", key="aa" * 16, **tap)
    tablet.post("/tavle/", key="bb" * 16, changed="1", **tap)
    with db.reading() as session:
        assert sorted(session.scalars(select(Visit.changed))) == [False, True]


def test_a_late_wish_for_company_is_passed_over_where_it_is_not_offered(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    tablet.post("/tavle/", key="aa" * 16, svar="her", company="1", day="2026-11-22", at="610")
    assert (board().total, board().company) == (1, 0)


def test_a_tap_of_a_day_that_is_over_is_for_the_host(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    page = tablet.post("/tavle/", status=409, key="aa" * 16, svar="her", day="2026-11-21")
    assert page.h1 == "Dagen er slut"
    assert "Sig det til en vært" in page.text
    assert board().total == 0


def test_the_page_it_keeps_ends_nobodys_thank_you(tablet: Visitor) -> None:
    thanks = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    assert tablet.get("/tavle/?kopi=1").field("key") == ""
    assert tablet.get(thanks.response.request.full_path).h1 == "Tak"


def test_it_sets_no_cookie_for_a_visitor(tablet: Visitor) -> None:
    before = tablet.client.kept()
    page = tablet.get("/tavle/")
    for words in ("Jeg er her", "laver mad", "Vi er 3", "Fortryd: tæl mig ikke med"):
        page = tablet.press(page, words)
        for answer in (*page.response.history, page.response):
            assert "Set-Cookie" not in answer.headers
    assert tablet.client.kept() == before


def test_it_takes_nothing_from_another_tablet(
    start: Callable[..., Visitor], board: Callable[[], Board]
) -> None:
    one, other = start(), start()
    thanks = one.press(one.get("/tavle/"), "Jeg er her")
    other.get("/tavle/")
    assert shows_start(other.press(thanks, "Fortryd: tæl mig ikke med"))
    assert one.get(thanks.response.request.full_path).h1 == "Tak"
    assert board().total == 1


def test_it_offers_nothing_of_another_venue(
    tablet: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    page = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    for fields in ({"take": cast.cafe_role}, {"join": cast.cafe_activity}, {"take": 9999}):
        page = tablet.post(page.response.request.full_path, **by_name(fields))
        assert page.h1 == "Tak"
    tablet.post("/tavle/", key=tablet.get("/tavle/").field("key"), aktivitet=cast.cafe_activity)
    assert (board().total, board().just_here) == (2, 2)


@pytest.mark.parametrize(
    "fields", [{}, {"svar": "her"}, {"svar": "her", "key": "kort"}, {"key": "ab" * 16, "svar": "x"}]
)
def test_it_blames_nobody_for_a_broken_form(
    tablet: Visitor, board: Callable[[], Board], fields: dict[str, Any]
) -> None:
    page = tablet.post("/tavle/", **fields)
    assert "Du har ikke gjort noget forkert." in page.text
    assert shows_start(page)
    assert board().total == 0


def test_it_counts_what_was_over_when_it_was_tapped(
    tablet: Visitor, board: Callable[[], Board], cast: Cast, db: Database, clock: Clock
) -> None:
    page = tablet.get("/tavle/")
    with db.writing() as session:
        session.get_one(Activity, cast.repair).archived_on = clock().date()
    assert tablet.press(page, "Reparation").h1 == "Tak"
    assert (board().total, board().just_here) == (1, 1)


def test_it_runs_until_it_is_stopped_and_asking_ends_nobodys_page(
    tablet: Visitor, board: Callable[[], Board]
) -> None:
    thanks = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    assert tablet.client.get("/tavle/i-gang").status_code == 204
    assert tablet.press(thanks, "Vi er 3").h1 == "Tak"
    assert board().total == 3


def test_it_is_stopped_in_the_middle_of_use(
    tablet: Visitor, board: Callable[[], Board], db: Database, cast: Cast, clock: Clock
) -> None:
    page = tablet.get("/tavle/")
    thanks = tablet.press(page, "Jeg er her")
    ane = viewer(db, 1)
    (running,) = device_list.device_list(db, ane, cast.shop, None, now=clock()).running
    device_list.revoke(db, ane, cast.shop, running.id, now=clock())
    stopped = tablet.press(thanks, "Vi er 4", status=403)
    assert stopped.h1 == "Skærmen er stoppet"
    tablet.press(page, "Jeg er her", status=403)
    tablet.get("/tavle/", status=403)
    assert tablet.client.get("/tavle/i-gang").status_code == 403
    assert board().total == 1


def test_it_stops_with_its_venue(tablet: Visitor, db: Database, cast: Cast, clock: Clock) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).archived_on = clock().date()
    assert tablet.get("/tavle/", status=403).h1 == "Skærmen er stoppet"


def test_it_counts_outside_opening_hours(
    tablet: Visitor, board: Callable[[], Board], db: Database, cast: Cast, clock: Clock
) -> None:
    open_on(db, cast.shop, clock().date().weekday(), since=clock().date())
    clock.at("2026-11-23", 22)
    page = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    assert tablet.press(page, "laver mad").h1 == "Tak"
    assert board().total == 1


def test_a_thank_you_ends_with_its_day(
    tablet: Visitor, board: Callable[[], Board], clock: Clock
) -> None:
    thanks = tablet.press(tablet.get("/tavle/"), "Jeg er her")
    clock.at("2026-11-23", 4)
    assert shows_start(tablet.get(thanks.response.request.full_path))
    assert shows_start(tablet.press(thanks, "laver mad"))
    assert board().total == 0


def test_it_goes_back_to_the_first_language_for_the_next_person(tablet: Visitor) -> None:
    key = tablet.get("/tavle/?sprog=en").field("key")
    page = tablet.post("/tavle/?sprog=en", key=key, svar="her")
    assert page.html.get("lang") == "en"
    assert page.all("a", class_="button done")[0].get("href") == "/tavle/"
    assert page.all("body")[0].get("data-home") == "/tavle/"
    assert page.all("div", data_idle="")


def test_it_raises_a_hand_and_asks_for_company(
    tablet: Visitor, board: Callable[[], Board], db: Database, cast: Cast
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).offers_company = True
    page = tablet.press(tablet.get("/tavle/"), "I dag er jeg her bare")
    page = tablet.press(page, "Jeg har en idé")
    page = tablet.press(page, "Jeg vil gerne følges med nogen")
    assert (board().ideas, board().company) == (1, 1)
    tablet.press(page, "Jeg har en idé")
    assert (board().ideas, board().company) == (0, 1)
