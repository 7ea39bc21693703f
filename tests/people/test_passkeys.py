"""Adding, naming and removing a passkey, and signing in with it."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from flask import Flask

from app.db import Database
from app.domain.people.passkeys import CHALLENGE_LASTS, MOST_PASSKEYS, relying_party
from app.models import AuditEntry, Passkey, PasskeyChallenge, Person, RecoveryCode, SignIn
from app.services.people.codes import forget_steps
from app.services.people.tries import LIMITS, TriedBy
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.people.authenticator import PRESENT, VERIFIED, Authenticator, options_on
from tests.support.people.codes import codes_on, half_signed_in, is_signed_in, switch_on
from tests.support.visit import Page, Visitor, text_of

OWN = "/konto/adgangsnoegler"


def ready(visitor: Visitor, name: str = "Min telefon") -> Page:
    """The page that makes a passkey."""
    return visitor.press(visitor.get(OWN), "Fortsæt", name=name, password=PASSWORD)


def added(visitor: Visitor, name: str = "Min telefon") -> tuple[Authenticator, Page]:
    """A new passkey, and the page that its saving led to."""
    phone, page = Authenticator(), ready(visitor, name)
    sent = phone.make(options_on(page))
    return phone, visitor.press(page, "Gem adgangsnøglen", credential=sent)


def linked(visitor: Visitor, page: Page, words: str) -> Page:
    """The page that a link with these words leads to."""
    (link,) = [each for each in page.all("a") if text_of(each) == words]
    return visitor.get(link.get("href") or "")


def asked(visitor: Visitor) -> Page:
    return visitor.press(visitor.get("/log-ind"), "Log ind med adgangsnøgle")


@pytest.fixture
def phone(app: Flask, cast: Cast) -> Authenticator:
    """Kim's."""
    return added(Visitor(app).sign_in(cast.kim))[0]


def used(app: Flask, phone: Authenticator, **how: int) -> Visitor:
    """Somebody who tries to sign in with it."""
    visitor = Visitor(app)
    page = asked(visitor)
    sent = phone.use(options_on(page), **how)
    visitor.client.post("/log-ind/adgangsnoegle", data={"credential": sent})
    return visitor


def test_it_stands_instead_of_a_password(app: Flask, cast: Cast, phone: Authenticator) -> None:
    kim = Visitor(app)
    page = asked(kim)
    options = options_on(page)
    assert not options["allowCredentials"], "nobody has said who they are"
    assert options["userVerification"] == "required"
    kim.press(page, "Brug din adgangsnøgle", credential=phone.use(options))
    assert is_signed_in(kim)


def test_it_is_a_second_step_after_the_password(
    app: Flask, cast: Cast, phone: Authenticator
) -> None:
    kim, page = half_signed_in(app, cast.kim)
    assert not is_signed_in(kim)
    sent = phone.use(options_on(page), flags=PRESENT)
    kim.press(page, "Brug din adgangsnøgle", credential=sent)
    assert is_signed_in(kim)


def test_it_leads_on_to_the_page_that_one_wanted(app: Flask, phone: Authenticator) -> None:
    kim = Visitor(app)
    page = kim.press(kim.get("/rapporter"), "Log ind med adgangsnøgle")
    page = kim.press(page, "Brug din adgangsnøgle", credential=phone.use(options_on(page)))
    assert page.response.request.path.startswith("/rapporter")


def test_a_recovery_code_replaces_the_first_one(app: Flask, cast: Cast) -> None:
    _phone, page = added(Visitor(app).sign_in(cast.kim))
    kim, step = half_signed_in(app, cast.kim)
    kim.press(step, "Log ind", app_code=codes_on(page)[0])
    assert is_signed_in(kim)


def test_the_second_step_is_headed_by_what_it_asks(
    app: Flask, cast: Cast, phone: Authenticator, clock: Clock
) -> None:
    page = half_signed_in(app, cast.kim)[1]
    assert page.h1 == "Brug din adgangsnøgle"
    assert "Har du ikke din adgangsnøgle her, så skriv en af dine nødkoder." in page.text
    assert "fra din app" not in page.text
    switch_on(used(app, phone), clock)
    page = half_signed_in(app, cast.kim)[1]
    assert page.h1 == "Skriv koden"
    assert "Seks cifre fra din app." in page.text


def test_passkeys_alone_are_enough_for_new_recovery_codes(
    app: Flask, db: Database, cast: Cast
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    assert kim.get(f"{OWN}/noedkoder").h1 == "Adgangsnøgler", "there is nothing to recover"
    old = codes_on(added(kim)[1])
    page = linked(kim, kim.get(OWN), "Lav nye nødkoder")
    refused = kim.press(page, "Lav nye nødkoder", password="forkert ord", status=400)
    assert "Adgangskoden passer ikke." in refused.text
    new = codes_on(kim.press(page, "Lav nye nødkoder", password=PASSWORD))
    assert len(set(new) - set(old)) == 10
    for code, status in ((old[0], 400), (new[0], 200)):
        again, step = half_signed_in(app, cast.kim)
        again.press(step, "Log ind", app_code=code, status=status)
        assert is_signed_in(again) is (status == 200)
    with db.reading() as session:
        told = session.query(AuditEntry).filter_by(subject="second_factor").all()
    assert [one.deed for one in told] == ["changed"]


def test_the_first_one_ends_other_sessions(app: Flask, cast: Cast) -> None:
    other, kim = (Visitor(app).sign_in(cast.kim) for _ in range(2))
    added(kim)
    assert is_signed_in(kim)
    assert not is_signed_in(other)


def test_a_wrong_password_makes_none(app: Flask, db: Database, cast: Cast) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.press(
        kim.get(OWN), "Fortsæt", name="Min telefon", password="forkert ord", status=400
    )
    assert "Adgangskoden passer ikke." in page.text
    with db.reading() as session:
        assert session.query(PasskeyChallenge).count() == 0


def test_a_handle_is_random_and_the_same_for_all_of_a_persons(
    app: Flask, db: Database, cast: Cast
) -> None:
    kim, ane = (Visitor(app).sign_in(each) for each in (cast.kim, cast.ane))
    first, second, anes = added(kim)[0], added(kim)[0], added(ane)[0]
    assert first.handle == second.handle != anes.handle
    assert len(first.handle) == 32
    page = ready(kim)
    assert len(options_on(page)["excludeCredentials"]) == 2


def test_a_challenge_works_once(app: Flask, db: Database, phone: Authenticator) -> None:
    page = asked(Visitor(app))
    sent = phone.use(options_on(page))
    for status in (303, 400):
        Visitor(app).post("/log-ind/adgangsnoegle", credential=sent, status=status, follow=False)
    with db.reading() as session:
        # That of the page which says no.
        assert session.query(PasskeyChallenge).count() == 1


def test_a_refused_answer_uses_it_up_too(app: Flask, phone: Authenticator) -> None:
    kim = Visitor(app)
    options = options_on(asked(kim))
    for flags in (PRESENT, PRESENT | VERIFIED):
        kim.post("/log-ind/adgangsnoegle", credential=phone.use(options, flags=flags), status=400)
    assert not is_signed_in(kim)


def test_a_challenge_ends(app: Flask, db: Database, clock: Clock, phone: Authenticator) -> None:
    kim = Visitor(app)
    options = options_on(asked(kim))
    clock.pass_(seconds=CHALLENGE_LASTS.total_seconds())
    kim.post("/log-ind/adgangsnoegle", credential=phone.use(options), status=400)
    assert not is_signed_in(kim)
    clock.pass_(seconds=CHALLENGE_LASTS.total_seconds())
    forget_steps(db, now=clock())
    with db.reading() as session:
        assert session.query(PasskeyChallenge).count() == 0


def test_a_challenge_is_for_one_thing_and_one_person(
    app: Flask, cast: Cast, phone: Authenticator
) -> None:
    """That of a sign-in is none of a second step, nor the other way round, nor somebody else's."""
    added(Visitor(app).sign_in(cast.bo))
    sign_in = options_on(asked(Visitor(app)))
    kim, page = half_signed_in(app, cast.kim)
    kim.press(page, "Brug din adgangsnøgle", credential=phone.use(sign_in), status=400)
    Visitor(app).post("/log-ind/adgangsnoegle", credential=phone.use(options_on(page)), status=400)
    _bo, bos = half_signed_in(app, cast.bo)
    kim.press(page, "Brug din adgangsnøgle", credential=phone.use(options_on(bos)), status=400)
    assert not is_signed_in(kim)


def test_somebody_elses_is_no_second_step(app: Flask, cast: Cast, phone: Authenticator) -> None:
    """Neither for a stranger's password nor in the other direction."""
    bos, _page = added(Visitor(app).sign_in(cast.bo))
    kim, page = half_signed_in(app, cast.kim)
    kim.press(page, "Brug din adgangsnøgle", credential=bos.use(options_on(page)), status=400)
    assert not is_signed_in(kim)


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://heridag.example"},
        {"origin": "http://localhost:1"},
        {"site": "heridag.example"},
        {"id": b"unknown credential"},
        {"key": Authenticator().key},
        {"handle": b"somebody else's handle"},
        {"handle": b""},
        {"count": 0},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_it_refuses_what_is_not_right(
    app: Flask, phone: Authenticator, wrong: dict[str, Any]
) -> None:
    used(app, phone)
    used(app, phone)
    assert not is_signed_in(used(app, dataclasses.replace(phone, **wrong)))
    assert is_signed_in(used(app, phone))


def test_it_takes_the_owner_s_finger_in_place_of_a_password(
    app: Flask, phone: Authenticator
) -> None:
    assert not is_signed_in(used(app, phone, flags=PRESENT))
    assert is_signed_in(used(app, phone))


@pytest.mark.parametrize(
    "sent",
    [
        *("", "nonsense", "[]", "{}", "null", '"text"', '{"response": []}', "[" * 15_000),
        '{"response": {"clientDataJSON": 5}}',
        '{"id": 1, "response": {"clientDataJSON": "e30"}}',
        '{"id": "a", "response": {"clientDataJSON": "eyJjaGFsbGVuZ2UiOiJhIn0"}}',
        "x" * 30_000,
    ],
    ids=lambda sent: sent[:40],
)
def test_it_takes_no_nonsense(app: Flask, cast: Cast, phone: Authenticator, sent: str) -> None:
    Visitor(app).post("/log-ind/adgangsnoegle", credential=sent, status=400)
    kim, page = half_signed_in(app, cast.kim)
    kim.press(page, "Brug din adgangsnøgle", credential=sent, status=400)
    signed_in = Visitor(app)
    signed_in.press(page, "Brug din adgangsnøgle", credential=phone.use(options_on(page)))
    page = signed_in.post(f"{OWN}/gem", credential=sent)
    assert "Adgangsnøglen blev ikke gemt. Prøv igen." in page.text


def test_parts_of_an_answer_may_be_missing_or_wrong(app: Flask, phone: Authenticator) -> None:
    for part in ("authenticatorData", "signature", "clientDataJSON", "userHandle"):
        for value in (None, 5, "", "!!", "e30"):
            answer = json.loads(phone.use(options_on(asked(Visitor(app)))))
            answer["response"][part] = value
            Visitor(app).post("/log-ind/adgangsnoegle", credential=json.dumps(answer), status=400)


def test_a_passkey_is_saved_with_its_own_challenge(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    """Not with an old or used one, one of a sign-in, or somebody else's."""
    kim, bo = (Visitor(app).sign_in(each) for each in (cast.kim, cast.bo))
    of_sign_in = options_on(asked(Visitor(app))) | {"user": {"id": "AAAA"}}
    for options in (of_sign_in, options_on(ready(bo))):
        kim.post(f"{OWN}/gem", credential=Authenticator().make(options))
    page = ready(kim)
    clock.pass_(seconds=CHALLENGE_LASTS.total_seconds())
    kim.post(f"{OWN}/gem", credential=Authenticator().make(options_on(page)))
    with db.reading() as session:
        assert session.query(Passkey).count() == 0
    page = ready(kim)
    for _time in range(2):
        kim.post(f"{OWN}/gem", credential=Authenticator().make(options_on(page)))
    with db.reading() as session:
        assert session.query(Passkey).count() == 1


def test_nobody_adds_somebody_elses_passkey(
    app: Flask, db: Database, cast: Cast, phone: Authenticator
) -> None:
    bo = Visitor(app).sign_in(cast.bo)
    page = ready(bo)
    sent = phone.make(options_on(page))
    page = bo.press(page, "Gem adgangsnøglen", credential=sent)
    assert "Adgangsnøglen blev ikke gemt." in page.text
    assert is_signed_in(used(app, phone)) is False, "the handle was made anew"
    with db.reading() as session:
        assert session.query(Passkey).count() == 1


def test_it_is_named_and_removed(app: Flask, db: Database, cast: Cast) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    phone, _page = added(kim)
    page = kim.press(linked(kim, kim.get(OWN), "Giv navn"), "Gem", name="Kontorets computer")
    assert "Kontorets computer" in page.text
    assert "Tilføjet" in page.text
    asking = linked(kim, page, "Fjern")
    kim.press(asking, "Ja, fjern den", password="forkert ord", status=400)
    page = kim.press(asking, "Ja, fjern den", password=PASSWORD)
    assert "Kontorets computer" not in page.text
    assert not is_signed_in(used(app, phone))
    with db.reading() as session:
        assert session.query(RecoveryCode).count() == 0
        told = [(one.subject, one.deed) for one in session.query(AuditEntry)]
    assert told == [("passkey", "added"), ("passkey", "removed")]


def test_somebody_elses_is_like_a_missing_one(app: Flask, cast: Cast) -> None:
    kim, bo = (Visitor(app).sign_in(each) for each in (cast.kim, cast.bo))
    added(bo)
    mark = linked(bo, bo.get(OWN), "Giv navn").field("mark")
    for path in ("navn", "fjern"):
        for wrong in (mark, "0" * 32, "x"):
            kim.get(f"{OWN}/{path}?mark={wrong}", status=404)
            kim.post(f"{OWN}/{path}", mark=wrong, name="A", password=PASSWORD, status=404)
    assert "Min telefon" in bo.get(OWN).text


def test_the_app_and_a_passkey_go_one_by_one(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    code_app, _codes = switch_on(kim, clock)
    added(kim)
    clock.pass_(seconds=30)
    kim.press(kim.get("/konto/to-trin"), "Slå to trin fra", app_code=code_app.code())
    _kim, page = half_signed_in(app, cast.kim)
    assert options_on(page)["allowCredentials"]
    with db.reading() as session:
        assert session.query(RecoveryCode).count() == 10


def test_that_of_an_archived_account_opens_nothing(
    app: Flask, db: Database, phone: Authenticator
) -> None:
    assert is_signed_in(used(app, phone))
    with db.writing() as session:
        kim = session.query(Person).filter_by(name="Kim").one()
        kim.archived_on = session.query(Passkey).one().created_on
    assert not is_signed_in(used(app, phone))


def test_another_coordinators_reset_takes_it_away(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    phone, _page = added(ane)
    path = f"/partnerskab/{cast.partnership}/personer/1/to-trin"
    kim = Visitor(app).sign_in(cast.kim)
    kim.press(kim.get(path), "Ja, nulstil")
    assert not is_signed_in(ane)
    assert not is_signed_in(used(app, phone))
    assert is_signed_in(Visitor(app).sign_in(cast.ane)), "the password is enough again"


def test_it_goes_with_the_last_access(app: Flask, db: Database, cast: Cast) -> None:
    added(Visitor(app).sign_in(cast.ane))
    kim = Visitor(app).sign_in(cast.kim)
    kim.post(f"/partnerskab/{cast.partnership}/personer/1/fjern")
    with db.reading() as session:
        assert session.query(Passkey).count() == 0


def test_the_own_file_has_its_name_and_no_key(app: Flask, cast: Cast, phone: Authenticator) -> None:
    kim = used(app, phone)
    own = json.loads(kim.client.get("/konto/oplysninger").text)
    (one,) = own["passkeys"]
    assert set(one) == {"id", "person_id", "sign_count", "name", "created_on"}


def test_asking_without_end_is_stopped(app: Flask, db: Database) -> None:
    visitor = Visitor(app)
    for _time in range(LIMITS[TriedBy.PASSKEY_SOURCE]):
        visitor.client.post("/log-ind/adgangsnoegle")
    page = visitor.post("/log-ind/adgangsnoegle", status=429)
    assert "Vent ti minutter" in page.text
    with db.reading() as session:
        assert session.query(PasskeyChallenge).count() == LIMITS[TriedBy.PASSKEY_SOURCE]
        assert session.query(SignIn).count() == 0


def test_nobody_has_more_than_there_is_room_for(
    app: Flask, db: Database, cast: Cast, phone: Authenticator
) -> None:
    kim = used(app, phone)
    with db.writing() as session:
        one = session.query(Passkey).one()
        session.add_all(
            Passkey(
                person_id=one.person_id,
                credential_id=bytes([n]),
                public_key=b"",
                user_handle=one.user_handle,
                sign_count=2**32 - 1,
                name="Nøgle",
                created_on=one.created_on,
            )
            for n in range(MOST_PASSKEYS - 1)
        )
    page = kim.press(kim.get(OWN), "Fortsæt", name="Ny", password=PASSWORD, status=400)
    assert "Fjern en, du ikke bruger." in page.text


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://heridag.example/", ("heridag.example", "https://heridag.example")),
        ("http://localhost:8000", ("localhost", "http://localhost:8000")),
        ("http://192.0.2.1:8000", None),
        ("http://[2001:db8::1]", None),
    ],
)
def test_passkeys_are_made_for_a_name_and_not_for_a_number(
    address: str, site: tuple[str, str] | None
) -> None:
    found = relying_party(address)
    assert (found and (found.id, found.origin)) == site
