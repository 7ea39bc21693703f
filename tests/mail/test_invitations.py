"""An invitation is shown to be handed over, and also sent if there is an address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.db import Database
from app.models import Invitation, Mail, MailedLink, Membership, Person
from app.web.mail.sending import Sent
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.people.joining import joined
from tests.support.post_office import PostOffice, link_in, opened, text_in
from tests.support.visit import Page, Visitor, text_of

EMAIL = "ida@example.dk"


@pytest.fixture
def kim(signed_in: Callable[[str], Visitor], cast: Cast) -> Visitor:
    return signed_in(cast.kim)


def invite(kim: Visitor, cast: Cast, email: str = EMAIL, **fields: Any) -> Page:
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/inviter")
    fields = {"duty": "host", "venues": [str(cast.shop)], "email": email} | fields
    return kim.press(page, "Opret et link", **fields)


def test_it_is_shown_and_sent(
    kim: Visitor,
    visit: Visitor,
    cast: Cast,
    send: Callable[[], Sent],
    office: PostOffice,
    db: Database,
) -> None:
    page = invite(kim, cast)
    assert "Linket vises kun nu." in page.text
    assert f"Vi sender det også til {EMAIL}." in page.text
    assert f"Mailen er på vej til {EMAIL}." in kim.get("/personer").text
    send()
    assert office.receivers == [EMAIL]
    [mail] = office.caught
    assert mail["Subject"] == "Du er inviteret til Landsbyen"
    assert "Du er inviteret som vært i Landsbyen: Genbrugsbutikken." in text_in(mail)
    joined(visit, link_in(mail), EMAIL)
    with db.reading() as session:
        ida = session.scalars(select(Person).where(Person.email == EMAIL)).one()
        assert session.get_one(Membership, (ida.id, cast.partnership)).duty == "host"
        assert not session.scalars(select(Mail)).all(), "nothing more to say about it"


def test_the_link_that_was_shown_works_as_well_and_the_two_are_one(
    kim: Visitor, visit: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice
) -> None:
    [code] = invite(kim, cast).all("code")
    send()
    joined(visit, text_of(code).removeprefix("http://localhost"), EMAIL)
    Visitor(visit.app).get(link_in(office.caught[0]), status=404)


def test_no_link_is_stored_and_no_address_once_it_is_sent(
    kim: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice, db: Database
) -> None:
    invite(kim, cast)
    send()
    token = link_in(office.caught[0]).rpartition("/")[2]
    with db.reading() as session:
        for table in (Mail, MailedLink, Invitation):
            for row in session.scalars(select(table)):
                values = [str(getattr(row, c.key)) for c in table.__table__.columns if c.key]
                assert not [one for one in values if token in one or EMAIL in one]
    assert "Sendt som mail." in kim.get("/personer").text


def test_an_address_that_is_refused_is_shown(
    kim: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice, clock: Clock
) -> None:
    invite(kim, cast)
    office.to_rcpt = "550 5.1.1 <{address}>: no such user"
    send()
    page = kim.get("/personer")
    assert f"Mailen kom ikke frem til {EMAIL}." in page.text
    assert "Mailserveren svarede: 550 5.1.1 … no such user" in page.text
    office.to_rcpt = ""
    clock.pass_(days=3)
    send()
    assert not office.caught


def test_one_that_is_taken_back_is_not_sent(
    kim: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice, db: Database
) -> None:
    invite(kim, cast)
    kim.press(kim.get("/personer"), "Tag linket tilbage: vært, 6. december 2026")
    assert send().taken == 0
    assert not office.caught
    with db.reading() as session:
        assert not session.scalars(select(Mail.address)).all()


def test_a_second_try_has_a_link_of_its_own_and_both_work(
    kim: Visitor,
    visit: Visitor,
    cast: Cast,
    send: Callable[[], Sent],
    office: PostOffice,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first may have arrived although the server's answer was lost."""
    take = office.handle_DATA

    async def takes_and_says_no(*given: Any) -> str:
        await take(*given)
        return "451 lost"

    with monkeypatch.context() as lossy:
        lossy.setattr(office, "handle_DATA", takes_and_says_no)
        invite(kim, cast)
        send()
    clock.pass_(minutes=1)
    send()
    first, second = map(link_in, office.caught)
    assert first != second
    visit.get(second)
    joined(visit, first, EMAIL)


def test_it_speaks_the_language_of_who_invites(
    kim: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice
) -> None:
    kim.post("/konto/sprog", language="en")
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/inviter")
    kim.press(page, "Create a link", duty="reader", email=EMAIL)
    send()
    [mail] = office.caught
    assert mail["Subject"] == "You're invited to Landsbyen"
    assert "You're invited to be a reader in Landsbyen." in text_in(mail)
    assert "until 6 December 2026" in " ".join(text_in(mail).split())
    assert '<html lang="en">' in text_in(mail, "html")


def test_no_address_is_needed(
    kim: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice
) -> None:
    assert "også" not in invite(kim, cast, email="").text
    assert send().taken == 0
    refused = invite_refused(kim, cast, "ida")
    assert "Skriv e-mailen som navn@eksempel.dk" in refused.text


def invite_refused(kim: Visitor, cast: Cast, email: str, status: int = 400) -> Page:
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/inviter")
    return kim.press(
        page, "Opret et link", status=status, duty="host", venues=[str(cast.shop)], email=email
    )


def test_nobody_can_flood_others_with_invitations(
    kim: Visitor, cast: Cast, send: Callable[[], Sent]
) -> None:
    for number in range(30):
        invite(kim, cast, email=f"ida{number}@example.dk")
    assert "Der er sendt mange." in invite_refused(kim, cast, EMAIL).text
    assert "Linket vises kun nu." in invite(kim, cast, email="").text


def test_nothing_is_asked_for_without_a_mail_server(
    kim: Visitor, cast: Cast, config: Config, elsewhere: Callable[..., None], db: Database
) -> None:
    elsewhere(smtp_host=None)
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/inviter")
    assert not page.all("input", name="email")
    invite(kim, cast)
    with db.reading() as session:
        assert not session.scalars(select(Mail)).all()


def test_an_invitation_opens_from_the_mail(
    kim: Visitor, visit: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice
) -> None:
    invite(kim, cast)
    send()
    page = opened(visit, office.caught[0])
    assert page.h1 == "Velkommen til Her i dag"


def test_it_ends_with_the_access_of_who_sent_it(
    kim: Visitor,
    visit: Visitor,
    cast: Cast,
    send: Callable[[], Sent],
    office: PostOffice,
    db: Database,
) -> None:
    invite(kim, cast)
    with db.writing() as session:
        person = session.scalars(select(Person).where(Person.email == cast.kim)).one()
        session.delete(session.get_one(Membership, (person.id, cast.partnership)))
    assert send().taken == 0
    assert not office.caught
