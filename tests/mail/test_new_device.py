"""A member is told when their account is signed in to on a device that it does not know."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Mail
from app.web.mail.sending import Sent
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.people.codes import half_signed_in, switch_on
from tests.support.people.joining import claimed, invited
from tests.support.post_office import PostOffice, link_in, text_in
from tests.support.visit import Visitor

NEW = "fire gule støvler"


def test_it_tells_of_a_new_device_and_of_no_known_one(
    app: Flask, cast: Cast, send: Callable[[], Sent], office: PostOffice
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    send()
    assert office.receivers == [cast.ane]
    [mail] = office.caught
    assert mail["Subject"] == "Der er logget ind på en ny enhed"
    text = " ".join(text_in(mail).split())
    assert "Der er logget ind på din konto på en ny enhed 22. november 2026 kl. 13.00." in text
    assert link_in(mail) == "/konto"
    ane.press(ane.get("/konto"), "Log ud")
    ane.sign_in(cast.ane)
    assert send().taken == 0
    Visitor(app).sign_in(cast.ane)
    assert send().taken == 1


def test_it_stores_nothing_of_the_device(app: Flask, cast: Cast, db: Database) -> None:
    stranger = Visitor(app)
    stranger.client.environ_base.update(HTTP_USER_AGENT="Canary/1", REMOTE_ADDR="192.0.2.77")
    stranger.sign_in(cast.ane)
    with db.reading() as session:
        [row] = session.scalars(select(Mail)).all()
        stored = " ".join(str(getattr(row, c.key)) for c in Mail.__table__.columns)
    assert "Canary" not in stored
    assert "192.0.2" not in stored
    assert row.about == {"at": "2026-11-22T12:00:00+00:00"}


def test_with_a_second_factor_it_tells_once_the_code_was_right(
    app: Flask, cast: Cast, clock: Clock, send: Callable[[], Sent], office: PostOffice
) -> None:
    phone, _codes = switch_on(Visitor(app).sign_in(cast.kim), clock)
    clock.pass_(seconds=30)
    send()
    kim, page = half_signed_in(app, cast.kim)
    assert send().taken == 0
    kim.press(page, "Log ind", app_code=phone.code())
    assert send().taken == 1


def test_a_wrong_password_tells_nobody(
    visit: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice
) -> None:
    page = visit.get("/log-ind")
    visit.press(page, "Log ind", email=cast.ane, password="forkert", status=400)
    assert send().taken == 0


def test_nobody_is_told_before_the_invitation_is_accepted(
    app: Flask, visit: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice
) -> None:
    """The address that somebody types on an invitation's page may be anybody's."""
    kim = Visitor(app).sign_in(cast.kim)
    send()
    link = invited(kim, cast.partnership, duty="reader")
    page = claimed(visit, link, "stranger@example.dk", NEW)
    visit.press(page, "Log ind", password=NEW)
    assert send().taken == 0


def test_somebody_who_has_left_since_is_not_told(
    app: Flask, cast: Cast, send: Callable[[], Sent], office: PostOffice
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    send()
    Visitor(app).sign_in(cast.ane)
    page = kim.get("/personer")
    [edit] = [a.get("href") for a in page.all("a") if (a.get("href") or "").endswith("/1")]
    kim.post(f"{edit}/fjern")
    assert send().taken == 0


def test_it_tells_nobody_without_a_mail_server(
    app: Flask, cast: Cast, elsewhere: Callable[..., None], db: Database
) -> None:
    elsewhere(smtp_host=None)
    Visitor(app).sign_in(cast.ane)
    with db.reading() as session:
        assert not session.scalars(select(Mail)).all()
