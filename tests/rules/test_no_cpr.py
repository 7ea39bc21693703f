"""No form accepts a CPR number: every field people can type in, on every page, is tried.

The pages come from the URL map, so none is forgotten, and every field of every `Form` class must
have been covered.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import wtforms
from flask import Flask

from app.db import Database
from app.domain.base.cpr import find_cpr
from app.domain.base.tokens import token_hash
from app.domain.devices.device import DeviceKind
from app.domain.logbook.logbook import Prompt
from app.models import Passkey, Person
from app.services.people.passkeys import MARK_LENGTH
from app.web.logbook import logbook
from app.web.people import members
from app.web.platform.forms import UNTYPED, Form
from app.web.venues import venues
from config import Config
from tests.support.cast import Cast
from tests.support.check_in_states import add_check_in_states
from tests.support.clock import Clock
from tests.support.routes import all_routes, make_world
from tests.support.visit import NEEDS_LABEL, Element, Page, Visitor, filled

CPR = "290200-1234"
# Fields people choose or press rather than type in; hidden ones are sent by the page.
NOT_TYPED = {"hidden", "checkbox", "radio", "submit", "button", "file", "password"}
CHOSEN = (
    wtforms.RadioField,
    wtforms.SelectField,
    wtforms.SelectMultipleField,
    wtforms.BooleanField,
    wtforms.SubmitField,
    wtforms.FileField,
)


def typed_fields(form: Element) -> list[Element]:
    return [
        field
        for field in form.iter()
        if field.tag in NEEDS_LABEL
        and field.tag != "select"
        and field.get("name")
        and field.get("type") not in NOT_TYPED
    ]


def kinds_of_forms(kind: type[Form] = Form) -> Iterator[type[Form]]:
    for more in kind.__subclasses__():
        if more.__module__.startswith("app."):
            yield more
        yield from kinds_of_forms(more)


def can_be_typed(field: Any) -> bool:
    kind: type[wtforms.Field] | None = getattr(field, "field_class", None)
    if kind is None or isinstance(field.kwargs.get("widget"), wtforms.widgets.HiddenInput):
        return False
    return not issubclass(kind, (*UNTYPED, *CHOSEN))


@pytest.fixture
def config(config: Config) -> Config:
    """With a mail server, some forms ask for an address."""
    return dataclasses.replace(config, smtp_host="localhost", mail_from="heridag@example.dk")


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> set[tuple[type[object], str]]:
    """The fields that were sent a number and those that were seen, by form class."""
    met: set[tuple[type[object], str]] = set()
    looks = Form.validate

    def validate(self: Form, extra_validators: Any = None) -> bool:
        for field in self:
            if any(isinstance(text, str) and find_cpr(text) for text in field.raw_data or ()):
                met.update(
                    (kind, field.short_name)
                    for kind in type(self).__mro__
                    if issubclass(kind, Form)
                )
        return looks(self, extra_validators)

    monkeypatch.setattr(Form, "validate", validate)
    return met


@pytest.fixture
def visitors(
    app: Flask, db: Database, cast: Cast, clock: Clock, start_device: Callable[..., str]
) -> list[Visitor]:
    """Everybody who can type something: with an account, on the venue's devices, or neither."""
    signed_in = [Visitor(app).sign_in(email) for email in (cast.ane, cast.kim, cast.lis)]
    with db.writing() as session:  # So that one of them meets the form of a second factor.
        lis = session.query(Person).filter_by(email=cast.lis).one()
        lis.totp_secret = "A" * 32
        session.add(  # And so that she meets the form that names a passkey.
            Passkey(
                person_id=lis.id,
                credential_id=b"hers",
                public_key=b"",
                user_handle=b"",
                sign_count=0,
                name="Nøgle",
                created_on=clock().date(),
            )
        )
    held = []
    for kind in (DeviceKind.PHONE, DeviceKind.TABLET):
        device = Visitor(app)
        token = start_device(kind, days=7)
        device.client.set_cookie("tavle", token)
        held.append(device)
    return [*signed_in, *held, Visitor(app)]


@pytest.fixture
def paths(db: Database, cast: Cast, clock: Clock, app: Flask) -> set[str]:
    """Every address that can be requested, on a day with visits."""
    visitor = Visitor(app)
    clock.at("2026-11-23")  # on this day the board asks how many are here
    visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")
    add_check_in_states(db, cast, clock().date())
    world = make_world(db, cast)
    routes = [route for route in all_routes() if route.method == "GET"]
    mark = token_hash(b"hers".hex())[:MARK_LENGTH]
    return {f"/konto/adgangsnoegler/navn?mark={mark}"} | {
        route.path(world.values(route) | {"prompt": prompt})
        for route in routes
        for prompt in Prompt
    }


def tries(page: Page) -> Iterator[tuple[str, str, str, dict[str, list[str]]]]:
    """Each field filled with the number, with each button of its form."""
    for form in page.all("form"):
        sent = filled(form)
        for field in typed_fields(form):
            name = field.get("name", "")
            number = f"{CPR}@example.dk" if field.get("type") == "email" else CPR
            for button in form.iter("button"):
                fields = sent | {name: [number, *sent[name][1:]]}
                if button.get("name"):
                    fields[button.get("name", "")] = [button.get("value", "")]
                yield form.get("method", "get"), form.get("action", ""), name, fields


class Walk:
    """Tries every field of the pages it visits, and records what happened to the number."""

    def __init__(self, folder: Path, logged: pytest.LogCaptureFixture) -> None:
        self.folder, self.logged = folder, logged
        self.found: list[str] = []

    def look(self, visitor: Visitor, path: str) -> None:
        answer = visitor.client.get(path, buffered=True)
        if answer.status_code != 200 or not answer.data.startswith(b"<!doctype html"):
            return
        for method, action, name, fields in tries(Page(answer, path)):
            how: dict[str, Any] = {"query_string" if method == "get" else "data": fields}
            shown = visitor.client.open(action or path, method=method.upper(), **how)
            assert shown.status_code < 500, (path, name)
            said = shown.text + shown.headers.get("Location", "")
            kept = b"".join(file.read_bytes() for file in self.folder.iterdir())
            done = {
                "shown": CPR in said,
                "logged": CPR in self.logged.text,
                "stored": CPR.encode() in kept,
            }
            self.found += [f"{path}, {name}: {what}" for what, was in done.items() if was]
            self.logged.clear()


def test_it_is_refused_in_every_field_before_it_is_stored_logged_or_shown(
    visitors: list[Visitor],
    paths: set[str],
    met: set[tuple[type[object], str]],
    app: Flask,
    cast: Cast,
    clock: Clock,
    config: Config,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    for module in (logbook, members, venues):
        monkeypatch.setattr(module, "LONG", 0)  # so the short lists here get a search field too
    assert config.sqlite_path is not None
    walk = Walk(config.sqlite_path.parent, caplog)
    for visitor in visitors:
        for path in sorted(paths):
            walk.look(visitor, path)
    # Shared and corrected logbooks have their own forms.
    clock.at("2027-01-22")
    kim, before, shared = Visitor(app).sign_in(cast.kim), "2026-4", "2027-1"
    for step in (f"{before}/aflever", f"{before}/ret", f"{shared}/del"):
        kim.post(f"/logbog/{cast.shop}/{step}", shared="yes")
    for when in (before, shared):
        walk.look(kim, f"/logbog/{cast.shop}/{when}")
        walk.look(kim, f"/logbog/{cast.shop}/{when}/aflever")
    assert not walk.found, "\n".join(walk.found)
    there = {
        (kind, name)
        for kind in kinds_of_forms()
        for name in dir(kind)
        if can_be_typed(getattr(kind, name))
    }
    assert there - met == set()
