"""An application that has a provider to sign in with."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app.services.people import provider_http
from config import Config
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.provider import (
    NAME,
    LocalProvider,
    clocked,
    local_provider,
    way_back,
    with_provider,
)
from tests.support.visit import Visitor


@pytest.fixture(scope="module")
def one_provider() -> Iterator[LocalProvider]:
    with local_provider() as provider:
        yield provider


@pytest.fixture
def provider(one_provider: LocalProvider, clock: Clock) -> LocalProvider:
    """The provider, as if nobody had been there."""
    one_provider.begin_anew()
    clocked(one_provider, clock)
    return one_provider


@pytest.fixture
def config(config: Config, provider: LocalProvider) -> Config:
    """Settings with the provider."""
    return with_provider(config, provider)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A silent provider is given up soon."""
    monkeypatch.setattr(provider_http, "PATIENCE", 0.3)


@pytest.fixture
def tied(app: Flask, cast: Cast, provider: LocalProvider) -> Callable[[str, str], Visitor]:
    """Ties an account at the provider to somebody of the cast."""

    def tie(email: str, who: str) -> Visitor:
        provider.who = who
        person = Visitor(app).sign_in(email)
        page = person.press(person.get("/konto/udbyder"), "Forbind min konto", old=PASSWORD)
        page = person.get(way_back(provider, page))
        assert f"Du kan nu logge ind med {NAME}." in page.text
        return person

    return tie
