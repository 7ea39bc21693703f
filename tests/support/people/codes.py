"""A code app of somebody of the cast, and signing in with it."""

from __future__ import annotations

import datetime as dt

import pyotp
from flask import Flask

from app.db import Database
from app.models import Person
from tests.support.cast import PASSWORD
from tests.support.clock import Clock
from tests.support.visit import Page, Visitor, text_of

AHEAD = dt.timedelta(seconds=30)


class CodeApp:
    """What somebody has on their phone."""

    def __init__(self, secret: str, clock: Clock) -> None:
        self._app = pyotp.TOTP(secret)
        self._clock = clock

    def code(self, late: dt.timedelta = dt.timedelta(0)) -> str:
        """The code that it showed this long ago, or shows now."""
        return self._app.at(self._clock() - late)

    def wrong(self) -> str:
        """Six digits that it shows neither now nor around now."""
        near = {self.code(n * AHEAD) for n in range(-3, 4)}
        return next(code for code in ("000000", "111111", "222222", *near) if code not in near)


def switch_on(
    visitor: Visitor, clock: Clock, path: str = "/konto/to-trin"
) -> tuple[CodeApp, list[str]]:
    """Set it up on its page; the app, and the recovery codes that were shown."""
    page = visitor.get(path)
    app = CodeApp(page.field("secret"), clock)
    return app, codes_on(visitor.press(page, "Slå to trin til", app_code=app.code()))


def codes_on(page: Page) -> list[str]:
    return [text_of(each) for each in page.all("code", class_="password")]


def half_signed_in(app: Flask, email: str) -> tuple[Visitor, Page]:
    """Somebody who has given the password of an account with a second factor."""
    visitor = Visitor(app)
    page = visitor.post("/log-ind", email=email, password=PASSWORD)
    assert page.h1 in ("Skriv koden", "Brug din adgangsnøgle")
    return visitor, page


def is_signed_in(visitor: Visitor) -> bool:
    return visitor.get("/konto").h1 == "Konto"


def stored(db: Database, email: str) -> Person:
    with db.reading() as session:
        return session.query(Person).filter_by(email=email).one()
