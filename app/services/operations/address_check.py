"""Asking for a page at the printed address: name, certificate, proxy, server, one after another."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

from app.services.operations.checks import Finding, Level

PAGE = "/privatliv"
"""A page of everybody's that counts nobody."""
PATIENCE = 10.0
OURS = "Content-Security-Policy"
TO_DO = {
    301: "The proxy must send `X-Forwarded-Proto: https`, and TRUSTED_PROXIES must be the number"
    " of proxies.",
    421: "The proxy must pass `Host` on unchanged.",
    502: "The proxy does not reach the server: see that it runs, and that HOST and PORT are those"
    " of the proxy.",
    503: "The server can't use its database: see the other findings.",
}
TO_DO |= {308: TO_DO[301], 504: TO_DO[502], 507: TO_DO[503]}


def address(base_url: str, *, trusted_proxies: int, demo: bool) -> Iterator[Finding]:
    """Check the address that is on the posters, as a phone would use it."""
    parts = urlsplit(base_url)
    is_https = parts.scheme == "https"
    if not is_https and not demo:
        to_do = "Set BASE_URL to an https:// address, with a proxy that has a certificate."
        yield Finding("base address", Level.WARNING, f"{base_url} is not encrypted", to_do)
    if is_https and not trusted_proxies:
        to_do = "Set TRUSTED_PROXIES, so that those who type http:// are led to https://."
        yield Finding("proxy headers", Level.WARNING, "they are not read", to_do)
    yield _answer(base_url, parts.hostname or "", parts.port, is_https=is_https)


def _answer(base_url: str, host: str, port: int | None, *, is_https: bool) -> Finding:
    connection = (HTTPSConnection if is_https else HTTPConnection)(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", PAGE)
        return _judged(base_url, connection.getresponse(), is_https=is_https)
    except ssl.SSLCertVerificationError as error:
        found, to_do = error.verify_message, "Renew the certificate, or use one for this name."
    except (OSError, HTTPException) as error:
        found, to_do = str(error) or type(error).__name__, "See that the server and the proxy run,"
        to_do += " and that the name leads to this machine."
    finally:
        connection.close()
    return Finding("base address", Level.FAULT, f"{base_url}: {found}", to_do)


def _judged(base_url: str, answer: HTTPResponse, *, is_https: bool) -> Finding:
    if answer.status != 200:
        to_do = TO_DO.get(answer.status, "See the logs of the proxy and of the server.")
        found = f"{base_url} answers {answer.status}"
        return Finding("base address", Level.FAULT, found, to_do)
    if answer.headers[OURS] is None:
        to_do = "Set BASE_URL to the address of this installation."
        return Finding("base address", Level.FAULT, f"{base_url} is something else", to_do)
    if is_https and answer.headers["Strict-Transport-Security"] is None:
        to_do = "The proxy must not remove Strict-Transport-Security."
        return Finding("base address", Level.WARNING, f"{base_url} sends no HSTS", to_do)
    return Finding("base address", Level.OK, f"{base_url} answers")
