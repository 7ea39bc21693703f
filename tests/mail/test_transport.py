"""Handing a mail over: encrypted and signed in, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from ssl import SSLContext

import pytest

from app.services.mail.outbox import OutboxState
from app.web.mail.sending import Sent
from tests.support.post_office import PostOffice, certificate, post_office

HOST = {"smtp_host": "localhost"}


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SSLContext:
    """A certificate for `localhost` that this machine believes."""
    file, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return context


def test_it_begins_encryption_and_signs_in(
    tls: SSLContext,
    put: Callable[..., None],
    elsewhere: Callable[..., None],
    send: Callable[[], Sent],
) -> None:
    with post_office(tls_context=tls, require_starttls=True, auth_required=True) as office:
        elsewhere(
            smtp_port=office.port,
            smtp_security="starttls",
            smtp_user="heridag",
            smtp_password="hemmeligt",
            **HOST,
        )
        put()
        assert send().taken == 1
    assert len(office.caught) == 1
    assert office.signed_in == ["heridag"]


def test_it_is_encrypted_from_the_start(
    tls: SSLContext,
    put: Callable[..., None],
    elsewhere: Callable[..., None],
    send: Callable[[], Sent],
) -> None:
    with post_office(ssl_context=tls) as office:
        elsewhere(smtp_port=office.port, smtp_security="tls", **HOST)
        put()
        assert send().taken == 1
    assert len(office.caught) == 1


def test_nothing_goes_in_clear_to_a_server_without_encryption(
    put: Callable[..., None],
    elsewhere: Callable[..., None],
    send: Callable[[], Sent],
    office: PostOffice,
    waiting: Callable[[], OutboxState],
) -> None:
    elsewhere(smtp_port=office.port, smtp_security="starttls", **HOST)
    put()
    assert send().not_taken == 1
    assert not office.caught
    assert "STARTTLS" in waiting().answer


def test_nothing_goes_to_a_server_that_nobody_vouches_for(
    tls: SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    put: Callable[..., None],
    elsewhere: Callable[..., None],
    send: Callable[[], Sent],
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with post_office(tls_context=tls, require_starttls=True) as office:
        elsewhere(smtp_port=office.port, smtp_security="starttls", **HOST)
        put()
        assert send().not_taken == 1
    assert not office.caught
