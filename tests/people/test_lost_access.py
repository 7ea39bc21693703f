"""Unused links that somebody made expire with their access; what is running carries on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.db import Database
from app.domain.people.access import Duty
from app.services.people import access
from tests.support.cast import ANE, KIM, LIS, Cast
from tests.support.clock import Clock
from tests.support.people.joining import invited, joined, key_is_good, key_of
from tests.support.text import must_find
from tests.support.viewers import viewer
from tests.support.visit import Visitor


@pytest.fixture
def other(app: Flask, cast: Cast, db: Database, clock: Clock) -> Visitor:
    """Signed in as another coordinator, who stays."""
    access.change_member(
        db, viewer(db, KIM), cast.partnership, LIS, duty=Duty.COORDINATOR, now=clock()
    )
    return Visitor(app).sign_in(cast.lis)


def removed(other: Visitor, cast: Cast, person: int) -> None:
    address = f"/partnerskab/{cast.partnership}/personer/{person}"
    other.press(other.get(f"{address}/fjern"), "Ja, fjern adgangen")


def made_reader(other: Visitor, cast: Cast, person: int) -> None:
    address = f"/partnerskab/{cast.partnership}/personer/{person}"
    other.press(other.get(address), "Gem", duty="reader")


def made_coordinator(other: Visitor, cast: Cast, person: int) -> None:
    address = f"/partnerskab/{cast.partnership}/personer/{person}"
    other.press(other.get(address), "Gem", duty="coordinator")


def device_link(somebody: Visitor, cast: Cast, kind: str = "tablet") -> str:
    page = somebody.post(f"/i-dag/{cast.shop}/tavler/start", link=kind, dage="7")
    return must_find(r"/tavle/start/[\w-]+", page.text)[0]


def opened(app: Flask, link: str, status: int = 200) -> Visitor:
    device = Visitor(app)
    page = device.get(link, status=status)
    if status == 200:
        device.press(page, "Start her")
    return device


ENDINGS = pytest.mark.parametrize("end", [removed, made_reader])


@ENDINGS
def test_an_invitation_dies_with_the_access_of_who_made_it(
    app: Flask, kim: Visitor, other: Visitor, cast: Cast, end: Callable[[Visitor, Cast, int], None]
) -> None:
    link = invited(kim, cast.partnership, duty="coordinator")
    theirs = invited(other, cast.partnership, duty="reader")
    end(other, cast, KIM)
    stranger = Visitor(app)
    stranger.get(link, status=404)
    stranger.post(link, status=404, name="Kim", email="kim2@example.dk", password="fire støvler")
    assert "Et link til en koordinator" not in other.get("/personer").text
    joined(stranger, theirs, "per@example.dk")


def test_an_invitation_that_was_claimed_in_time_is_not_accepted_afterwards(
    app: Flask, kim: Visitor, other: Visitor, cast: Cast
) -> None:
    link = invited(kim, cast.partnership, duty="coordinator")
    bo = Visitor(app).sign_in(cast.bo)
    page = bo.get(link)
    removed(other, cast, KIM)
    bo.press(page, "Tag imod invitationen", status=404)


def test_an_invitation_stays_dead_when_access_is_given_again(
    app: Flask, kim: Visitor, other: Visitor, cast: Cast
) -> None:
    link = invited(kim, cast.partnership, duty="coordinator")
    made_reader(other, cast, KIM)
    made_coordinator(other, cast, KIM)
    Visitor(app).get(link, status=404)


@pytest.mark.parametrize("kind", ["tablet", "screen", "phone"])
@ENDINGS
def test_a_device_link_dies_and_what_runs_goes_on(
    app: Flask,
    kim: Visitor,
    other: Visitor,
    cast: Cast,
    end: Callable[[Visitor, Cast, int], None],
    kind: str,
) -> None:
    running, waiting = opened(app, device_link(kim, cast, kind)), device_link(kim, cast, kind)
    end(other, cast, KIM)
    opened(app, waiting, status=403)
    page = {"tablet": "/tavle/", "screen": "/tavle/skaerm", "phone": f"/i-dag/{cast.shop}"}[kind]
    assert running.get(page).response.request.path == page


def test_a_hosts_device_link_dies_when_they_host_elsewhere(
    app: Flask, other: Visitor, cast: Cast
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    link = device_link(ane, cast)
    made_reader(other, cast, ANE)
    opened(app, link, status=403)
    made_coordinator(other, cast, ANE)
    opened(app, link, status=403)


def test_a_reading_key_dies_with_the_last_right_to_read(
    app: Flask, kim: Visitor, other: Visitor, cast: Cast
) -> None:
    key = key_of(kim)
    address = f"/partnerskab/{cast.partnership}/personer/{KIM}"
    other.press(other.get(address), "Gem", duty="host", venues=[str(cast.shop)])
    assert not key_is_good(kim, key)
    made_coordinator(other, cast, KIM)
    assert not key_is_good(kim, key)


def test_a_reading_key_goes_on_where_its_owner_may_still_read(
    app: Flask, kim: Visitor, other: Visitor, cast: Cast
) -> None:
    key = key_of(kim)
    made_reader(other, cast, KIM)
    assert key_is_good(kim, key)
