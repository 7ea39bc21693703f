"""Handing a mail over: encrypted and signed in, or not at all."""

from __future__ import annotations

import pytest

from tests.support.post_office import certificate, post_office

HOST = {"smtp_host": "localhost"}


@pytest.fixture
def tls(tmp_path, monkeypatch):
    """A certificate for `localhost` that this machine believes."""
    file, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return context


def test_it_begins_encryption_and_signs_in(tls, put, elsewhere, send):
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


def test_it_is_encrypted_from_the_start(tls, put, elsewhere, send):
    with post_office(ssl_context=tls) as office:
        elsewhere(smtp_port=office.port, smtp_security="tls", **HOST)
        put()
        assert send().taken == 1
    assert len(office.caught) == 1


def test_nothing_goes_in_clear_to_a_server_without_encryption(
    put, elsewhere, send, office, waiting
):
    elsewhere(smtp_port=office.port, smtp_security="starttls", **HOST)
    put()
    assert send().not_taken == 1
    assert not office.caught
    assert "STARTTLS" in waiting().answer


def test_nothing_goes_to_a_server_that_nobody_vouches_for(tls, monkeypatch, put, elsewhere, send):
    monkeypatch.delenv("SSL_CERT_FILE")
    with post_office(tls_context=tls, require_starttls=True) as office:
        elsewhere(smtp_port=office.port, smtp_security="starttls", **HOST)
        put()
        assert send().not_taken == 1
    assert not office.caught
