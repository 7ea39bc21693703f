"""The shortest story in the iPhone's engine: check in, take a role, undo, come back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.webdriver import WebDriver

from app.db import Database
from app.services.board import todays_board
from tests.support.browser import webkit
from tests.support.browser.waiting import PATIENCE_S
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.parts import webkit_missing
from tests.support.server import Server
from tests.support.viewers import viewer

pytestmark = pytest.mark.browser


@pytest.fixture
def browser() -> Iterator[WebDriver]:
    if missing := webkit_missing():
        pytest.skip(f"{' and '.join(missing)} not installed")
    with webkit.running() as browser:
        yield browser


class Phone:
    def __init__(self, browser: WebDriver) -> None:
        self.browser = browser

    def see(self, path: str) -> WebElement:
        wait = WebDriverWait(self.browser, PATIENCE_S)
        found = wait.until(lambda it: next(iter(it.find_elements(By.XPATH, path)), None))
        assert found is not None
        return found

    def tap(self, words: str | int) -> None:
        self.see(f"//button[normalize-space()='{words}']").click()


def test_it_works_in_webkit(
    browser: WebDriver, server: Server, cast: Cast, db: Database, clock: Clock
) -> None:
    phone = Phone(browser)
    browser.get(f"{server.url}/C/{cast.knitting_code}?sprog=da")
    assert "AppleWebKit" in browser.execute_script("return navigator.userAgent")
    phone.tap("Jeg er her")
    phone.see("//h1[.='Tak']")
    phone.tap("laver mad")
    phone.see("//button[normalize-space()='laver mad'][@aria-pressed='true']")
    assert todays_board.board(db, viewer(db, 1), cast.shop, now=clock()).total == 1

    browser.get(f"{server.url}/c/{cast.knitting_code}?sprog=da")
    phone.see("//button[normalize-space()='laver mad'][@aria-pressed='true']")
    phone.tap("Fortryd: tæl mig ikke med")
    phone.see("//button[normalize-space()='Jeg er her']")
    phone.see("//*[@role='status'][contains(., 'Fortrudt')]")
    assert todays_board.board(db, viewer(db, 1), cast.shop, now=clock()).total == 0
