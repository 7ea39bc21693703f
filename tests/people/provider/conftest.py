"""An application that has a provider to sign in with."""

from __future__ import annotations

import pytest

from app.services.people import provider_http
from tests.support.cast import PASSWORD
from tests.support.provider import (
    NAME,
    clocked,
    local_provider,
    way_back,
    with_provider,
)
from tests.support.visit import Visitor


@pytest.fixture(scope="module")
def one_provider():
    with local_provider() as provider:
        yield provider


@pytest.fixture
def provider(one_provider, clock):
    """The provider, as if nobody had been there."""
    one_provider.begin_anew()
    clocked(one_provider, clock)
    return one_provider


@pytest.fixture
def config(config, provider):
    """Settings with the provider."""
    return with_provider(config, provider)


@pytest.fixture
def impatient(monkeypatch):
    """A silent provider is given up soon."""
    monkeypatch.setattr(provider_http, "PATIENCE", 0.3)


@pytest.fixture
def tied(app, cast, provider):
    """Ties an account at the provider to somebody of the cast."""

    def tie(email, who):
        provider.who = who
        person = Visitor(app).sign_in(email)
        page = person.press(person.get("/konto/udbyder"), "Forbind min konto", old=PASSWORD)
        page = person.get(way_back(provider, page))
        assert f"Du kan nu logge ind med {NAME}." in page.text
        return person

    return tie
