"""A lost second factor is removed by another coordinator or the operator, and its owner is told."""

from __future__ import annotations

import pytest
from flask import Flask

from app.db import Database
from app.models import Membership, Person, RecoveryCode, SignIn
from tests.support.cast import ANE, KIM, PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.people.codes import half_signed_in, is_signed_in, stored, switch_on
from tests.support.people.joining import invited
from tests.support.visit import Visitor

TOLD = "Dine to trin blev nulstillet 22. november 2026."


@pytest.fixture
def ane(app: Flask, db: Database, cast: Cast, clock: Clock) -> Visitor:
    """A second coordinator, who signs in in two steps."""
    with db.writing() as session:
        session.get_one(Membership, (ANE, cast.partnership)).duty = "coordinator"
    ane = Visitor(app).sign_in(cast.ane)
    switch_on(ane, clock)
    return ane


def address(cast: Cast, person: int = ANE) -> str:
    return f"/partnerskab/{cast.partnership}/personer/{person}/to-trin"


def test_another_coordinator_resets_it_and_its_owner_is_told(
    app: Flask, db: Database, cast: Cast, clock: Clock, ane: Visitor, kim: Visitor
) -> None:
    page = kim.get(address(cast))
    assert stored(db, cast.ane).totp_secret is not None, "asking changes nothing"
    assert "Ane kan nu logge ind" in kim.press(page, "Ja, nulstil").text
    assert not is_signed_in(ane)
    for _time in range(2):
        page = Visitor(app).post("/log-ind", email=cast.ane, password=PASSWORD)
        assert TOLD in page.text
    clock.pass_(days=30)
    page = Visitor(app).post("/log-ind", email=cast.ane, password=PASSWORD)
    assert "nulstillet" not in page.text


def test_nothing_is_told_once_it_is_set_up_again(
    app: Flask, db: Database, cast: Cast, clock: Clock, ane: Visitor, kim: Visitor
) -> None:
    kim.press(kim.get(address(cast)), "Ja, nulstil")
    phone, _codes = switch_on(Visitor(app).sign_in(cast.ane), clock)
    clock.pass_(seconds=30)
    again, page = half_signed_in(app, cast.ane)
    assert "nulstillet" not in again.press(page, "Log ind", app_code=phone.code()).text
    assert stored(db, cast.ane).factor_reset_on is None


def test_half_a_sign_in_and_the_codes_end_with_it(
    app: Flask, db: Database, cast: Cast, clock: Clock, kim: Visitor
) -> None:
    _phone, codes = switch_on(Visitor(app).sign_in(cast.ane), clock)
    half, page = half_signed_in(app, cast.ane)
    kim.press(kim.get(address(cast)), "Ja, nulstil")
    half.press(page, "Log ind", app_code=codes[0], status=401)
    with db.reading() as session:
        assert session.query(RecoveryCode).count() == 0
        assert {row.person_id for row in session.query(SignIn)} == {KIM}


def test_nobody_resets_their_own(db: Database, cast: Cast, clock: Clock, kim: Visitor) -> None:
    switch_on(kim, clock)
    page = kim.post(address(cast, KIM))
    assert "Dine egne to trin slår du fra på din konto." in page.text
    assert stored(db, cast.kim).totp_secret is not None


def test_no_stranger_resets_it(
    app: Flask, db: Database, cast: Cast, ane: Visitor, kim: Visitor
) -> None:
    for email, path in (
        (cast.bo, address(cast)),
        (cast.bo, f"/partnerskab/{cast.other_partnership}/personer/{ANE}/to-trin"),
        (cast.lis, address(cast)),
    ):
        Visitor(app).sign_in(email).post(path, status=404)
    assert stored(db, cast.ane).totp_secret is not None


def test_it_leaves_an_account_of_another_partnership_alone(
    app: Flask, db: Database, cast: Cast, clock: Clock, kim: Visitor
) -> None:
    bo = Visitor(app).sign_in(cast.bo)
    bo.press(bo.get(invited(kim, cast.partnership, duty="reader")), "Tag imod invitationen")
    switch_on(bo, clock)
    with db.reading() as session:
        bos = session.query(Person).filter_by(email=cast.bo).one().id
    page = kim.post(address(cast, bos))
    assert "Personen har også adgang et andet sted." in page.text
    assert is_signed_in(bo)
    assert stored(db, cast.bo).totp_secret is not None


def test_there_is_nothing_to_reset(cast: Cast, kim: Visitor) -> None:
    assert "Ane logger ikke ind i to trin." in kim.get(address(cast)).text
