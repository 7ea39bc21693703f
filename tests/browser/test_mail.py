"""What a mail leads to, followed in a real browser: an invitation, and a forgotten password."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.web.mail.sending import send_what_waits
from config import Config
from tests.support.browser.axe import violations
from tests.support.browser.chromium import Opens
from tests.support.browser.measures import Measures
from tests.support.cast import PASSWORD, Cast
from tests.support.post_office import LINK, PostOffice, post_office, text_in, with_mail

DESK = {"phone": False, "viewport": {"width": 1280, "height": 800}}
NEW = "fire gule støvler"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as found:
        yield found


@pytest.fixture
def config(config: Config, office: PostOffice) -> Config:
    return with_mail(config, office)


@pytest.fixture
def arrived(app: Flask, office: PostOffice) -> Callable[[str], str]:
    """The link in the only mail that somebody has got."""

    def link(to: str) -> str:
        with app.app_context():
            send_what_waits()
        [mail] = [each for each in office.caught if each["To"] == to]
        [found] = LINK.findall(text_in(mail))
        return str(found)

    return link


@pytest.fixture
def press(opens: Opens) -> Callable[..., None]:
    """Presses a button, after filling in fields by their labels."""

    def do(page: Page, button: str, fields: dict[str, str] | None = None) -> None:
        for label, value in (fields or {}).items():
            page.get_by_label(label, exact=True).fill(value)
        with page.expect_navigation():
            page.get_by_role("button", name=button, exact=True).click()

    return do


def test_an_invitation_is_sent_and_followed(
    opens: Opens,
    press: Callable[..., None],
    arrived: Callable[[str], str],
    cast: Cast,
    office: PostOffice,
) -> None:
    kim = opens(**DESK).new_page()
    kim.goto("/log-ind")
    press(kim, "Log ind", {"E-mail": cast.kim, "Adgangskode": PASSWORD})
    kim.goto(f"/partnerskab/{cast.partnership}/personer/inviter?sted={cast.shop}")
    kim.get_by_label("E-mail, hvis vi skal sende linket").fill("ida@example.dk")
    assert violations(kim) == []
    press(kim, "Opret et link")
    expect(kim.get_by_text("Vi sender det også til")).to_be_visible()
    ida = opens().new_page()
    ida.goto(arrived("ida@example.dk"))
    ida.get_by_label("Dit navn").fill("Ida")
    ida.get_by_label("Din e-mail").fill("ida@example.dk")
    press(ida, "Opret min adgang", {"Vælg en adgangskode": NEW})
    press(ida, "Log ind", {"Adgangskode": NEW})
    press(ida, "Tag imod invitationen")
    expect(ida.get_by_text("Velkommen. Du har adgang nu.")).to_be_visible()
    kim.goto("/personer")
    expect(kim.get_by_text("Ida", exact=True)).to_be_visible()


def test_a_forgotten_password_is_replaced(
    opens: Opens,
    press: Callable[..., None],
    arrived: Callable[[str], str],
    cast: Cast,
    office: PostOffice,
) -> None:
    page = opens(java_script_enabled=True).new_page()
    measures = Measures(page)

    def well(name: str) -> None:
        assert violations(page) == [], name
        measures.targets(name, least=44, between=0)
        measures.room(name)

    page.goto("/log-ind")
    page.get_by_role("link", name="Glemt adgangskode").click()
    page.wait_for_url("**/glemt")
    well("asking")
    press(page, "Send et link", {"Din e-mail": cast.ane})
    expect(page.get_by_text("Se i din mail.")).to_be_visible()
    well("asked")
    link = arrived(cast.ane)
    page.goto(link)
    well("choosing")
    press(page, "Skift adgangskode", {"Ny adgangskode": "ane@example.dk"})
    well("refused")
    press(page, "Skift adgangskode", {"Ny adgangskode": NEW})
    expect(page.get_by_text("Adgangskoden er skiftet. Log ind med den.")).to_be_visible()
    well("chosen")
    press(page, "Log ind", {"E-mail": cast.ane, "Adgangskode": NEW})
    page.wait_for_url("**/i-dag/**")
    page.goto(link)
    expect(page.get_by_role("heading", name="Linket virker ikke mere")).to_be_visible()
    well("used")
    measures.no_complaints()
