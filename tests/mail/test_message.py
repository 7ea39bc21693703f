"""How a mail reads: in a terminal, in a mail program, and to the servers on its way."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest

from app.domain.mail.answers import without_addresses
from app.domain.mail.letter import WIDTH, Letter, plain_text
from app.web.mail.sending import Sent
from tests.support.clock import Clock
from tests.support.post_office import PostOffice, text_in

LONG = "Æbler og pærer, " * 20


@pytest.fixture
def mail(
    put: Callable[..., None], send: Callable[[], Sent], office: PostOffice
) -> EmailMessage[Any, Any]:
    put(LONG + "<b>")
    send()
    put(LONG)
    send()
    return office.caught[0]


def test_a_terminal_shows_it(mail: EmailMessage[Any, Any]) -> None:
    text = text_in(mail)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "Æbler og pærer," in text
    assert "\n-- \n" in text, "the mark of a signature"
    plain = mail.get_body(("plain",))
    assert plain is not None and plain["Content-Transfer-Encoding"] == "quoted-printable"


def test_a_mail_program_shows_the_same_and_fetches_nothing(mail: EmailMessage[Any, Any]) -> None:
    html = text_in(mail, "html")
    assert mail.get_content_type() == "multipart/alternative"
    assert "&lt;b&gt;" in html
    assert '<html lang="en">' in html
    assert not {"<img", "<link", "<style", "<script", "src="} & set(html.lower().split(" "))
    assert "src=" not in html


def test_its_headers_say_who_sent_it_and_that_nobody_wrote_it(
    mail: EmailMessage[Any, Any], office: PostOffice
) -> None:
    assert mail["From"] == "Her i dag <heridag@example.dk>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Sun, 22 Nov 2026 12:00:00 +0000"
    first, second = (each["Message-ID"] for each in office.caught)
    assert first.endswith("@localhost>")
    assert first != second


def test_a_second_try_has_the_same_name(
    put: Callable[..., None],
    send: Callable[[], Sent],
    office: PostOffice,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server may have taken the mail though its answer was lost. The receiver knows it again."""
    names = []
    take = office.handle_DATA

    async def takes_and_says_no(*given: Any) -> str:
        await take(*given)
        return "451 lost"

    with monkeypatch.context() as lossy:
        lossy.setattr(office, "handle_DATA", takes_and_says_no)
        put()
        send()
    clock.pass_(minutes=1)
    send()
    names = [each["Message-ID"] for each in office.caught]
    assert len(names) == 2
    assert len(set(names)) == 1


def test_a_link_stays_whole() -> None:
    link = "https://heridag.example/" + "x" * 90
    letter = Letter("S", ("P " * 80,), "F", "da", link=link, link_text="Åbn")
    lines = plain_text(letter).splitlines()
    assert link in lines
    assert all(len(line) <= WIDTH for line in lines if line != link)


def test_a_date_stays_whole_and_no_word_is_left_alone() -> None:
    told = "Der er logget ind på din konto på en ny enhed 22. november 2026 kl. 13.00."
    once = "Here you can choose a new password. The link works for an hour, and once."
    name = "x" * 80
    letter = Letter("S", (told, once, name, "Kort."), "F", "da")
    assert plain_text(letter).split("\n\n")[:4] == [
        "Der er logget ind på din konto på en ny enhed\n22. november 2026 kl. 13.00.",
        "Here you can choose a new password. The link works\nfor an hour, and once.",
        name,
        "Kort.",
    ]


def test_it_fits_a_phone_in_light_and_dark(mail: EmailMessage[Any, Any]) -> None:
    html = text_in(mail, "html")
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in html
    assert '<meta name="color-scheme" content="light dark">' in html


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("550 5.1.1 <bo@x.dk>: no mailbox", "550 5.1.1 … no mailbox"),
        ("550 no mailbox here by the name of bo", "550 no mailbox here by the name of …"),
        ("550 \r\n see\thttps://x.dk/?bo%40x.dk \x1b[0m", "550 see … [0m"),
        ("550 about bobby", "550 about bobby"),
        ("5" * 300, "5" * 160),
    ],
)
def test_an_answer_is_kept_without_what_it_repeats(answer: str, kept: str) -> None:
    assert without_addresses(answer, "bo@x.dk") == kept
