"""The check-in page is rendered once; a change of the venue is on it at once, in every process."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask

from app import create_app
from app.db import Database
from app.models import Activity, Role, Venue
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.text import must_find
from tests.support.visit import Page, Visitor

KEY = "ab" * 16
CONTROL = re.compile(r"BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|SET|SHOW")


@pytest.fixture
def asked(statements: list[str]) -> Callable[[Callable[[], object]], list[str]]:
    """The statements of one request, without BEGIN and COMMIT."""

    def of(does: Callable[[], object]) -> list[str]:
        statements.clear()
        does()
        return [each for each in statements if not CONTROL.match(each)]

    return of


@pytest.fixture
def start(config: Config, clock: Clock) -> Iterator[Callable[[], Visitor]]:
    """Starts another process, and returns a visitor of it."""
    apps = []

    def started() -> Visitor:
        apps.append(create_app(config, clock))
        return Visitor(apps[-1])

    yield started
    for app in apps:
        app.extensions["her_i_dag"].db.close()


@pytest.fixture
def another(start: Callable[[], Visitor]) -> Visitor:
    return start()


def key_of(page: Page) -> str:
    return page.field("key")


def test_a_warm_page_asks_once(
    visit: Visitor, target: str, asked: Callable[[Callable[[], object]], list[str]], clock: Clock
) -> None:
    visit.get(target)
    clock.pass_(minutes=1)
    visit.get(target)  # Once a minute, days that have ended are looked for.
    assert len(asked(lambda: visit.get(target))) == 1


def test_a_warm_press_and_its_thank_you_ask_little(
    app: Flask,
    visit: Visitor,
    target: str,
    asked: Callable[[Callable[[], object]], list[str]],
    clock: Clock,
) -> None:
    for who in (Visitor(app), Visitor(app)):
        who.press(who.get(target), "Jeg er her")
    page = visit.get(target)
    sent = {"svar": "her", "key": key_of(page), "press": "ab" * 16}
    done = []
    asks = asked(lambda: done.append(visit.client.post(target, data=sent)))
    assert len(asks) <= 6, asks
    assert not [each for each in asks if "sum(" in each.lower()]
    assert len(asked(lambda: visit.get(done[0].location))) <= 3


def test_a_visitors_page_reads_no_session(
    visit: Visitor, target: str, asked: Callable[[Callable[[], object]], list[str]], cast: Cast
) -> None:
    visit.sign_in(cast.ane)
    visit.get(target)
    assert len(asked(lambda: visit.get(target))) == 1


def test_a_warm_choice_asks_little(
    app: Flask,
    visit: Visitor,
    target: str,
    cast: Cast,
    asked: Callable[[Callable[[], object]], list[str]],
) -> None:
    for who in (Visitor(app), visit):
        who.press(who.get(target), "Jeg er her")
        who.client.post(f"{target}/besoeg", data={"take": cast.cooks})
        who.get(f"{target}/besoeg")
    for change, most in (({"take": cast.welcomes}, 4), ({"join": cast.repair}, 4)):
        asks = asked(partial(visit.client.post, f"{target}/besoeg", data=change))
        assert len(asks) <= most, asks
    assert len(asked(lambda: visit.get(f"{target}/besoeg"))) == 2


def test_a_thank_you_with_choices_is_not_kept(
    app: Flask, visit: Visitor, target: str, cast: Cast
) -> None:
    visit.press(visit.get(target), "Jeg er her")
    pages = app.extensions["her_i_dag"].pages
    before = len(pages)
    shown = visit.press(visit.get(f"{target}/besoeg?svar=her"), "laver mad")
    assert len(pages) == before
    assert shown.button("laver mad")[0] == "drop"
    other = Visitor(app)
    other.press(other.get(target), "Jeg er her")
    assert other.get(f"{target}/besoeg?svar=her").button("laver mad")[0] == "take"


def neutral(page: Page) -> str:
    """The page without the seconds of the day and the address's own argument."""
    text = page.response.get_data(as_text=True)
    text = re.sub(r'data-(at|left)="\d+"', "", page.response.get_data(as_text=True))
    return text.replace("?kind=none&amp;", "?").replace("&amp;kind=none", "")


@pytest.mark.parametrize("code", ["shop_code", "knitting_code"])
@pytest.mark.parametrize("answer", ["Jeg er her", "I dag er jeg her bare"])
@pytest.mark.parametrize("language", ["", "?sprog=fa"])
def test_a_page_with_choices_is_the_one_that_would_be_rendered(
    visit: Visitor, cast: Cast, code: str, answer: str, language: str, db: Database
) -> None:
    with db.writing() as session:
        # The same id as a role's: a button is one or the other.
        assert session.get(Activity, cast.cooks)
    where = f"/c/{getattr(cast, code)}"
    visit.client.post(where, data={"svar": "her" if answer == "Jeg er her" else "bare", "key": KEY})
    own = f"{where}/besoeg{language}"
    for change in (
        {"take": cast.cooks},
        {"join": cast.knitting},
        {"join": cast.repair},
        {"take": cast.welcomes},
        {"drop": cast.cooks},
        {"leave": cast.knitting},
        {"leave": cast.repair},
    ):
        visit.client.post(own, data=change)
        with_pieces = visit.get(own)
        rendered = visit.get(f"{own}{'&' if language else '?'}kind=none")
        assert neutral(with_pieces) == neutral(rendered), change


def test_what_is_kept_does_not_depend_on_what_was_chosen(
    start: Callable[[], Visitor], target: str, cast: Cast
) -> None:
    kept = []
    for role in (cast.cooks, cast.welcomes):
        who = start()
        thanked = who.press(who.get(target), "Jeg er her")
        who.client.post(f"{target}/besoeg", data={"take": role})
        who.get(thanked.path)
        kept.append(vars(who.app.extensions["her_i_dag"].pages)["_values"])
    assert kept[0]
    assert kept[0] == kept[1]


def test_nobody_sees_anothers_address(visit: Visitor, app: Flask, target: str) -> None:
    for who in (visit, Visitor(app)):
        who.press(who.get(target), "Jeg er her")
    assert "hemmelig" in visit.get(f"{target}/besoeg?svar=hemmelig").response.text
    other = Visitor(app)
    other.press(other.get(target), "Jeg er her")
    for answer in ("her", "bare", "andet"):
        assert "hemmelig" not in other.get(f"{target}/besoeg?svar={answer}").response.text


def test_it_differs_in_its_key_and_the_time_alone(
    visit: Visitor, target: str, clock: Clock
) -> None:
    pages = []
    for _ in range(2):
        pages.append(visit.get(target))
        clock.pass_(seconds=7)
    texts = [page.response.get_data(as_text=True) for page in pages]
    assert key_of(pages[0]) != key_of(pages[1])
    at, left = (
        [int(must_find(rf'{name}="(\d+)"', text)[1]) for text in texts]
        for name in ("data-at", "data-left")
    )
    assert at == [46800, 46807]
    assert left[0] - left[1] == 7
    neutral = [re.sub(r'(value|data-at|data-left)="[0-9a-f]+"', "", text) for text in texts]
    assert neutral[0] == neutral[1]


@pytest.mark.parametrize("change", ["venue", "activity", "role"])
def test_a_change_is_seen_at_once_by_every_process(
    visit: Visitor, another: Visitor, db: Database, target: str, cast: Cast, change: str
) -> None:
    for who in (visit, another):
        assert "Genbrugsbutikken" in who.get(target).text
    with db.writing() as session:
        if change == "venue":
            session.get_one(Venue, cast.shop).name = "Genbrugen"
        elif change == "activity":
            session.get_one(Activity, cast.knitting).name = "Genbrugen"
        else:
            session.get_one(Role, cast.cooks).verb = "Genbrugen"
    for who in (visit, another):
        if change == "role":
            who.press(who.get(target), "Jeg er her")
        assert "Genbrugen" in who.get(f"{target}").text


def test_it_follows_the_language_and_the_address(visit: Visitor, target: str, cast: Cast) -> None:
    danish = visit.get(target, headers={"Accept-Language": "da"})
    english = visit.get(target, headers={"Accept-Language": "en"})
    chosen = visit.get(f"{target}?sprog=en", headers={"Accept-Language": "da"})
    assert "Jeg er her" in danish.text
    for page in (english, chosen):
        assert "I am here" in page.text or page.html.get("lang") == "en"
    assert "sprog=en" in chosen.all("form")[0].get("action", "")
    assert "sprog" not in english.all("form")[0].get("action", "")
    assert cast.knitting_code in danish.all("form")[0].get("action", "")


def test_it_keeps_no_address_and_no_argument_of_a_visitor(
    app: Flask, visit: Visitor, target: str
) -> None:
    visit.get(f"{target}?slut=1")
    visit.get(f"{target}?fbclid=abc123")
    assert "abc123" not in repr(vars(app.extensions["her_i_dag"].pages))
