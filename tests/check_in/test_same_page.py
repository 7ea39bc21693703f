"""The check-in page is rendered once; a change of the venue is on it at once, in every process."""

from __future__ import annotations

import re

import pytest

from app import create_app
from app.models import Activity, Role, Venue
from tests.support.visit import Visitor

CONTROL = re.compile(r"BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA|SET|SHOW")


@pytest.fixture
def asked(statements):
    """The statements of one request, without BEGIN and COMMIT."""

    def of(does):
        statements.clear()
        does()
        return [each for each in statements if not CONTROL.match(each)]

    return of


@pytest.fixture
def another(config, clock):
    """A visitor of another process."""
    app = create_app(config, clock)
    yield Visitor(app)
    app.extensions["her_i_dag"].db.close()


@pytest.fixture
def target(cast):
    return f"/c/{cast.knitting_code}"


def key_of(page):
    return page.field("key")


def test_a_warm_page_asks_once(visit, target, asked, clock):
    visit.get(target)
    clock.pass_(minutes=1)
    visit.get(target)  # Once a minute, days that have ended are looked for.
    assert len(asked(lambda: visit.get(target))) == 1


def test_a_warm_press_and_its_thank_you_ask_little(app, visit, target, asked, clock):
    for who in (Visitor(app), Visitor(app)):
        who.press(who.get(target), "Jeg er her")
    page = visit.get(target)
    sent = {"svar": "her", "key": key_of(page), "press": "ab" * 16}
    done = []
    asks = asked(lambda: done.append(visit.client.post(target, data=sent)))
    assert len(asks) <= 6, asks
    assert not [each for each in asks if "sum(" in each.lower()]
    assert len(asked(lambda: visit.get(done[0].location))) <= 3


def test_a_thank_you_with_choices_is_not_kept(app, visit, target, cast):
    visit.press(visit.get(target), "Jeg er her")
    pages = app.extensions["her_i_dag"].pages
    before = len(pages)
    shown = visit.press(visit.get(f"{target}/besoeg?svar=her"), "laver mad")
    assert len(pages) == before
    assert shown.button("laver mad")[0] == "drop"
    other = Visitor(app)
    other.press(other.get(target), "Jeg er her")
    assert other.get(f"{target}/besoeg?svar=her").button("laver mad")[0] == "take"


def test_nobody_sees_anothers_address(visit, app, target):
    for who in (visit, Visitor(app)):
        who.press(who.get(target), "Jeg er her")
    assert "hemmelig" in visit.get(f"{target}/besoeg?svar=hemmelig").response.text
    other = Visitor(app)
    other.press(other.get(target), "Jeg er her")
    for answer in ("her", "bare", "andet"):
        assert "hemmelig" not in other.get(f"{target}/besoeg?svar={answer}").response.text


def test_it_differs_in_its_key_and_the_time_alone(visit, target, clock):
    pages = []
    for _ in range(2):
        pages.append(visit.get(target))
        clock.pass_(seconds=7)
    texts = [page.response.get_data(as_text=True) for page in pages]
    assert key_of(pages[0]) != key_of(pages[1])
    at, left = (
        [int(re.search(rf'{name}="(\d+)"', text)[1]) for text in texts]
        for name in ("data-at", "data-left")
    )
    assert at == [46800, 46807]
    assert left[0] - left[1] == 7
    neutral = [re.sub(r'(value|data-at|data-left)="[0-9a-f]+"', "", text) for text in texts]
    assert neutral[0] == neutral[1]


@pytest.mark.parametrize("change", ["venue", "activity", "role"])
def test_a_change_is_seen_at_once_by_every_process(visit, another, db, target, cast, change):
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


def test_it_follows_the_language_and_the_address(visit, target, cast):
    danish = visit.get(target, headers={"Accept-Language": "da"})
    english = visit.get(target, headers={"Accept-Language": "en"})
    chosen = visit.get(f"{target}?sprog=en", headers={"Accept-Language": "da"})
    assert "Jeg er her" in danish.text
    for page in (english, chosen):
        assert "I am here" in page.text or page.html.get("lang") == "en"
    assert "sprog=en" in chosen.all("form")[0].get("action")
    assert "sprog" not in english.all("form")[0].get("action")
    assert cast.knitting_code in danish.all("form")[0].get("action")


def test_it_keeps_no_address_and_no_argument_of_a_visitor(app, visit, target):
    visit.get(f"{target}?slut=1")
    visit.get(f"{target}?fbclid=abc123")
    assert "abc123" not in repr(vars(app.extensions["her_i_dag"].pages))
