"""Setting up a second factor, and signing in with it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from app.db import Database
from app.domain.people.second_factor import HALF_LASTS, RECOVERY_CODES
from app.models import HalfSignIn, RecoveryCode, SignIn
from app.services.people import second_factor
from app.services.people.codes import forget_steps
from app.services.people.tries import LIMITS, TriedBy
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.people.codes import (
    AHEAD,
    CodeApp,
    codes_on,
    half_signed_in,
    is_signed_in,
    stored,
    switch_on,
)
from tests.support.routes import all_routes, make_world
from tests.support.viewers import viewer
from tests.support.visit import Visitor


@pytest.fixture
def phone(app: Flask, cast: Cast, clock: Clock) -> CodeApp:
    """Kim's, half a minute after it was set up."""
    found, _codes = switch_on(Visitor(app).sign_in(cast.kim), clock)
    clock.pass_(seconds=30)
    return found


def test_it_asks_for_a_code_after_the_password(app: Flask, cast: Cast, phone: CodeApp) -> None:
    kim, page = half_signed_in(app, cast.kim)
    assert not is_signed_in(kim)
    kim.press(page, "Log ind", app_code=phone.code())
    assert is_signed_in(kim)
    ane = Visitor(app).sign_in(cast.ane)
    assert is_signed_in(ane), "who has set up nothing is asked for nothing"


def test_it_leads_on_to_the_page_that_one_wanted(app: Flask, cast: Cast, phone: CodeApp) -> None:
    kim = Visitor(app)
    page = kim.press(kim.get("/rapporter"), "Log ind", email=cast.kim, password=PASSWORD)
    page = kim.press(page, "Log ind", app_code=phone.wrong(), status=400)
    page = kim.press(page, "Log ind", app_code=phone.code())
    assert page.response.request.path.startswith("/rapporter")


def test_half_a_sign_in_opens_no_page(app: Flask, db: Database, cast: Cast, phone: CodeApp) -> None:
    """Neither with its cookies nor with its token in place of a session's."""
    world = make_world(db, cast)
    kim, page = half_signed_in(app, cast.kim)
    assert kim.client.get_cookie("heridag") is None
    for cookie in (None, page.field("trin")):
        if cookie:
            kim.client.set_cookie("heridag", cookie)
        for route in all_routes():
            if route.entry != "everybody":
                answer = kim.client.open(route.path(world.values(route)), method=route.method)
                assert (answer.status_code, answer.location[:8]) == (303, "/log-ind"), str(route)
    with db.reading() as session:
        assert session.query(SignIn).count() == 1, "the session in which it was set up"


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_it_takes_a_code_of_half_a_minute_before_or_after(
    app: Flask, cast: Cast, phone: CodeApp, clock: Clock, late: int
) -> None:
    clock.pass_(minutes=2)
    kim, page = half_signed_in(app, cast.kim)
    kim.press(page, "Log ind", app_code=phone.code(late * AHEAD))
    assert is_signed_in(kim)


@pytest.mark.parametrize("late", [-2, 2])
def test_it_refuses_a_code_that_is_older_or_newer(
    app: Flask, cast: Cast, phone: CodeApp, clock: Clock, late: int
) -> None:
    clock.pass_(minutes=2)
    kim, page = half_signed_in(app, cast.kim)
    page = kim.press(page, "Log ind", app_code=phone.code(late * AHEAD), status=400)
    assert "Koden passer ikke." in page.text
    assert page.field("app_code") == ""


def test_it_takes_a_code_once(app: Flask, cast: Cast, phone: CodeApp, clock: Clock) -> None:
    here, page = half_signed_in(app, cast.kim)
    there, same = half_signed_in(app, cast.kim)
    here.press(page, "Log ind", app_code=phone.code())
    there.press(same, "Log ind", app_code=phone.code(), status=400)
    there.press(same, "Log ind", app_code=phone.code(AHEAD), status=400)  # older than the one used
    clock.pass_(seconds=30)
    there.press(same, "Log ind", app_code=phone.code())


def test_the_code_of_the_set_up_is_used_too(app: Flask, cast: Cast, clock: Clock) -> None:
    phone, _codes = switch_on(Visitor(app).sign_in(cast.kim), clock)
    kim, page = half_signed_in(app, cast.kim)
    kim.press(page, "Log ind", app_code=phone.code(), status=400)


def test_a_recovery_code_works_once(app: Flask, db: Database, cast: Cast, clock: Clock) -> None:
    _phone, codes = switch_on(Visitor(app).sign_in(cast.kim), clock)
    codes = codes[:RECOVERY_CODES]
    assert len(set(codes)) == RECOVERY_CODES
    kim, page = half_signed_in(app, cast.kim)
    kim.press(page, "Log ind", app_code=f" {codes[3].lower().replace('-', ' ')} ")
    own = kim.get("/konto/to-trin")
    assert "Du har 9 nødkoder tilbage." in own.text
    assert not own.all("a", aria_current="true"), "it is of no section but the account"
    again, page = half_signed_in(app, cast.kim)
    again.press(page, "Log ind", app_code=codes[3], status=400)
    with db.reading() as session:
        kept = " ".join(row.code_hash for row in session.query(RecoveryCode))
    assert all(code not in kept and code.replace("-", "") not in kept for code in codes)


def test_new_recovery_codes_replace_the_old(app: Flask, cast: Cast, clock: Clock) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    phone, old = switch_on(kim, clock)
    clock.pass_(seconds=30)
    kim.press(kim.get("/konto/to-trin"), "Lav nye nødkoder", app_code=phone.wrong(), status=400)
    new = codes_on(kim.press(kim.get("/konto/to-trin"), "Lav nye nødkoder", app_code=phone.code()))
    assert len(new) == RECOVERY_CODES
    assert not set(old) & set(new)
    other, page = half_signed_in(app, cast.kim)
    page = other.press(page, "Log ind", app_code=old[0], status=400)
    other.press(page, "Log ind", app_code=new[0])


def test_it_is_switched_off_with_a_code(app: Flask, db: Database, cast: Cast, clock: Clock) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    phone, codes = switch_on(kim, clock)
    kim.press(kim.get("/konto/to-trin"), "Slå to trin fra", app_code=phone.wrong(), status=400)
    assert (
        "To trin er slået fra."
        in kim.press(kim.get("/konto/to-trin"), "Slå to trin fra", app_code=codes[0]).text
    )
    assert is_signed_in(Visitor(app).sign_in(cast.kim))
    assert stored(db, cast.kim).totp_secret is None
    with db.reading() as session:
        assert session.query(RecoveryCode).count() == 0


def test_setting_it_up_ends_other_sessions(app: Flask, cast: Cast, clock: Clock) -> None:
    here, there = Visitor(app).sign_in(cast.kim), Visitor(app).sign_in(cast.kim)
    ane = Visitor(app).sign_in(cast.ane)
    switch_on(here, clock)
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert is_signed_in(ane)


def test_the_picture_and_the_key_are_the_same(app: Flask, db: Database, cast: Cast) -> None:
    """The key is in the page alone until a code of it is given, and can be typed."""
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.get("/konto/to-trin")
    secret = page.field("secret")
    assert [each.replace(" ", "") for each in codes_on(page)] == [secret]
    with db.reading() as session:
        me = viewer(db, session.query(SignIn).one().person_id)
    assert me is not None
    address = urlsplit(second_factor.app_address(db, me, secret))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert parse_qs(address.query) == {"secret": [secret], "issuer": ["Her i dag"]}
    assert stored(db, cast.kim).totp_secret is None
    page = kim.press(page, "Slå to trin til", app_code="123", status=400)
    assert page.field("secret") == secret
    page = kim.post("/konto/to-trin", secret="A" * 31, app_code="123456")
    assert len(page.field("secret")) == 32, "a key that is none of ours is replaced"


def test_half_a_sign_in_ends_by_itself(
    app: Flask, cast: Cast, phone: CodeApp, clock: Clock
) -> None:
    kim, page = half_signed_in(app, cast.kim)
    clock.pass_(seconds=HALF_LASTS.total_seconds())
    page = kim.press(page, "Log ind", app_code=phone.code(), status=401)
    assert page.h1 == "Log ind"
    assert "Log ind igen." in page.text


@pytest.mark.parametrize("token", ["", "forged", "x" * 4000])
def test_it_takes_no_forged_half_sign_in(
    app: Flask, cast: Cast, phone: CodeApp, token: str
) -> None:
    Visitor(app).post("/log-ind/kode", trin=token, app_code=phone.code(), status=401)


def test_half_a_sign_in_is_used_once(app: Flask, cast: Cast, phone: CodeApp, clock: Clock) -> None:
    kim, page = half_signed_in(app, cast.kim)
    kim.press(page, "Log ind", app_code=phone.code())
    clock.pass_(seconds=30)
    Visitor(app).press(page, "Log ind", app_code=phone.code(), status=401)


def test_a_code_of_somebody_else_is_wrong(
    app: Flask, cast: Cast, phone: CodeApp, clock: Clock
) -> None:
    bos, codes = switch_on(Visitor(app).sign_in(cast.bo), clock)
    kim, page = half_signed_in(app, cast.kim)
    for code in (bos.code(), codes[0]):
        kim.press(page, "Log ind", app_code=code, status=400)


def test_a_new_password_ends_it(app: Flask, db: Database, cast: Cast, clock: Clock) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    phone, _codes = switch_on(kim, clock)
    clock.pass_(seconds=30)
    thief, page = half_signed_in(app, cast.kim)
    kim.press(kim.get("/konto"), "Skift adgangskode", old=PASSWORD, new="et helt nyt ord")
    thief.press(page, "Log ind", app_code=phone.code(), status=401)


def test_who_guesses_is_stopped_and_the_owner_is_not(app: Flask, cast: Cast, clock: Clock) -> None:
    """The thief knows the password; the owner has a browser that is known."""
    owner = Visitor(app).sign_in(cast.kim)
    phone, _codes = switch_on(owner, clock)
    clock.pass_(minutes=1)
    for n in range(LIMITS[TriedBy.SECOND_ACCOUNT]):
        if n % LIMITS[TriedBy.SECOND_SOURCE] == 0:
            thief, page = half_signed_in(app, cast.kim)
        thief.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{n // 10}"
        page = thief.press(page, "Log ind", app_code=phone.wrong(), status=400)
    thief.client.environ_base["REMOTE_ADDR"] = "198.51.100.1"
    page = thief.press(page, "Log ind", app_code=phone.code(), status=429)
    assert "Der er prøvet for mange gange." in page.text
    owner.press(owner.get("/konto"), "Log ud")
    page = owner.post("/log-ind", email=cast.kim, password=PASSWORD)
    owner.press(page, "Log ind", app_code=phone.code())
    assert is_signed_in(owner)


def test_wrong_codes_of_somebody_signed_in_are_counted(
    app: Flask, cast: Cast, clock: Clock
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    phone, _codes = switch_on(kim, clock)
    clock.pass_(minutes=1)
    for _time in range(LIMITS[TriedBy.CODE_DEVICE]):
        kim.post("/konto/to-trin/skift", do="off", app_code=phone.wrong(), status=400)
    page = kim.post("/konto/to-trin/skift", do="off", app_code=phone.code(), status=400)
    assert "Der er prøvet for mange gange." in page.text


def test_it_forgets_when_a_code_was_used(
    app: Flask, db: Database, cast: Cast, phone: CodeApp, clock: Clock
) -> None:
    half_signed_in(app, cast.kim)
    assert stored(db, cast.kim).totp_step is not None
    forget_steps(db, now=clock())
    assert stored(db, cast.kim).totp_step is not None, "it could be used again until then"
    clock.pass_(hours=24)
    Visitor(app).get("/")
    assert stored(db, cast.kim).totp_step is None
    with db.reading() as session:
        assert session.query(HalfSignIn).count() == 0


def test_it_goes_with_the_account(app: Flask, db: Database, cast: Cast, clock: Clock) -> None:
    switch_on(Visitor(app).sign_in(cast.ane), clock)
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/1/fjern")
    kim.press(page, "Ja, fjern adgangen")
    with db.reading() as session:
        assert session.query(RecoveryCode).count() == 0
        assert (
            session.connection()
            .exec_driver_sql("SELECT count(*) FROM person WHERE totp_secret IS NOT NULL")
            .scalar()
            == 0
        )


def test_the_own_file_holds_no_key(app: Flask, db: Database, cast: Cast, clock: Clock) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    switch_on(kim, clock)
    secret = stored(db, cast.kim).totp_secret
    assert secret is not None
    file = kim.client.get("/konto/oplysninger").text
    assert "kim@example.dk" in file
    assert secret not in file
