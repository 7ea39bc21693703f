"""The host's page in a real browser: every tap counts once, with scripts and without."""

from __future__ import annotations

import pytest

from app.domain.devices import DeviceKind
from app.services import devices, today
from app.services.people import viewer
from tests.browser.waiting import until

pytestmark = pytest.mark.browser


@pytest.fixture
def board(db, cast, clock):
    return lambda: today.board(db, viewer(db, 1), cast.shop, now=clock())


@pytest.fixture
def page(opens, sign_in, cast, request):
    context = opens(java_script_enabled=getattr(request, "param", True))
    sign_in(context, cast.ane)
    page = context.new_page()
    page.goto(f"/i-dag/{cast.shop}")
    return page


def plus(page, name):
    return page.get_by_role("button", name=f"Én mere: {name}", exact=True)


def minus(page, name):
    return page.get_by_role("button", name=f"Én færre: {name}", exact=True)


def shows(page, number):
    """Wait until the large number is this one."""
    page.locator(".counter.whole .n", has_text=str(number)).wait_for()
    assert page.locator(".counter.whole .n").inner_text() == str(number)


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts", "no scripts"])
def test_it_counts_each_tap_once(page, board, cast):
    for number in (1, 2, 3):
        plus(page, "besøg i dag").click()
        shows(page, number)
    plus(page, "Reparation").click()
    shows(page, 4)
    plus(page, "laver mad").click()
    shows(page, 5)
    minus(page, "besøg i dag").click()
    shows(page, 4)
    minus(page, "Reparation").click()
    shows(page, 3)
    # The page shows a tap at once; the server has it a moment later.
    until(lambda: (board().total, board().just_here) == (3, 2))
    found = board()
    assert {row.activity.id: row.number for row in found.activities}[cast.repair] == 0
    assert {row.role.id: row.number for row in found.roles}[cast.cooks] == 1


def test_it_counts_quick_taps_one_by_one(page, board):
    # Quicker than the board can be drawn anew in between.
    plus(page, "besøg i dag").evaluate("plus => { for (let n = 0; n < 10; n++) plus.click(); }")
    shows(page, 10)
    minus(page, "besøg i dag").evaluate("minus => { for (let n = 0; n < 4; n++) minus.click(); }")
    shows(page, 6)
    until(lambda: board().total == 6)


def test_it_counts_a_form_once_that_is_sent_twice(opens, sign_in, cast, board):
    context = opens(java_script_enabled=False)
    sign_in(context, cast.ane)
    page = context.new_page()
    page.goto(f"/i-dag/{cast.shop}")
    form = page.locator(".counter.whole")
    key = form.locator("[name=key]").get_attribute("value")
    for _ in range(3):
        page.request.post(f"/i-dag/{cast.shop}", form={"do": "plus", "key": key})
    page.reload()
    shows(page, 1)
    assert board().total == 1


def test_it_keeps_the_taps_of_a_lost_connection(page, board):
    plus(page, "besøg i dag").click()
    shows(page, 1)
    page.context.set_offline(True)
    for _ in range(3):
        plus(page, "besøg i dag").click()
    page.get_by_text("Ingen forbindelse.").wait_for()
    assert board().total == 1
    page.context.set_offline(False)
    shows(page, 4)
    page.get_by_text("Opdateret kl.").wait_for()
    assert board().total == 4


def test_it_shows_what_others_count_within_five_seconds(page, opens, cast):
    shows(page, 0)
    phone = opens(java_script_enabled=False).new_page()
    phone.goto(f"/c/{cast.repair_code}")
    phone.get_by_role("button", name="Jeg er her", exact=True).click()
    page.locator(".counter.whole .n", has_text="1").wait_for(timeout=5_000)


def test_a_house_phone_says_so_when_it_is_stopped(opens, server, db, cast, clock):
    ane = viewer(db, 1)
    token = devices.start(db, ane, cast.shop, DeviceKind.PHONE, days=1, now=clock())
    phone = opens()
    phone.add_cookies([{"name": "tavle", "value": token, "url": server.url}])
    page = phone.new_page()
    page.goto("/i-dag")
    plus(page, "besøg i dag").click()
    shows(page, 1)
    devices.revoke(db, ane, cast.shop, 1, now=clock())
    page.get_by_role("heading", name="Tavlen er stoppet").wait_for()


def test_it_keeps_the_thumb_where_it_was(page):
    button = plus(page, "Reparation")
    button.focus()
    page.keyboard.press("Enter")
    shows(page, 1)
    page.keyboard.press("Enter")
    shows(page, 2)
