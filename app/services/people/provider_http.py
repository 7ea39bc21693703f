"""Asking a provider outside, which may hang, refuse or be gone, within one deadline.

Never call this in a database block: a provider that hangs would hold a lock.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

PATIENCE = 8.0
"""Seconds for everything that one request asks the provider."""
LARGEST = 200_000
"""In bytes: the keys of a large provider take about 20,000."""
AT_ONCE = 2
"""How many threads of a process may wait for the provider. The others serve."""

_places = threading.BoundedSemaphore(AT_ONCE)


class ProviderSilent(Exception):
    """The provider can't be reached, takes too long, or answers something else than JSON."""


class ProviderRefuses(ProviderSilent):
    """The provider answers that it will not."""


class Asking:
    """A talk with the provider, which is over at its deadline."""

    def __init__(self) -> None:
        self._until = time.monotonic() + PATIENCE

    def fetch(
        self,
        url: str,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Return the JSON object at this address; `fields` are posted as a form.

        Follows no redirects. Raises ProviderSilent and ProviderRefuses.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            raise ProviderSilent("it took too long")
        connection = _connection(url, left)
        # A time limit of the socket begins anew with each byte. This one does not.
        timer = threading.Timer(left, _hang_up, [connection])
        timer.daemon = True
        timer.start()
        try:
            body = urlencode(fields) if fields is not None else None
            form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            connection.request(
                "POST" if body is not None else "GET",
                urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl() or "/",
                body,
                {"Accept": "application/json", **form, **(headers or {})},
            )
            answer = connection.getresponse()
            text = answer.read(LARGEST + 1)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise ProviderSilent(type(error).__name__) from error
        finally:
            timer.cancel()
            connection.close()
        if 400 <= answer.status < 500:
            raise ProviderRefuses(f"it answered {answer.status}")
        if answer.status != 200 or len(text) > LARGEST:
            raise ProviderSilent(f"it answered {answer.status}")
        return _object(text)


def _connection(url: str, seconds: float) -> http.client.HTTPConnection:
    try:
        parts = urlsplit(url)
        is_https = parts.scheme == "https"
        kind = http.client.HTTPSConnection if is_https else http.client.HTTPConnection
        return kind(parts.hostname or "", parts.port, timeout=seconds)
    except (ValueError, http.client.HTTPException) as error:
        raise ProviderSilent("it names no address that can be used") from error


def _object(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProviderSilent("its answer is no JSON") from error
    if not isinstance(found, dict):
        raise ProviderSilent("its answer is no object")
    return found


def _hang_up(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        with contextlib.suppress(OSError, ssl.SSLError):
            connection.sock.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def asking() -> Iterator[Asking]:
    """Begin a talk with the provider. Raises ProviderSilent if too many wait for it already."""
    if not _places.acquire(blocking=False):
        raise ProviderSilent("others wait for it")
    try:
        yield Asking()
    finally:
        _places.release()
