"""Requests that a phone or a host sends, and sends again until they are acknowledged."""

from __future__ import annotations

import contextlib
import http.client
import random
import socket
import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.support.server import Server

TAKEN, QUEUE = 303, 503
RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True, order=True)
class Sent:
    """A form with its one-time key: pressed once, and sent as often as needed."""

    path: str
    fields: tuple[tuple[str, str], ...]
    cookie: str = ""

    @property
    def key(self) -> str:
        return dict(self.fields)["key"]

    @property
    def takes_part(self) -> bool:
        return ("svar", "her") in self.fields


def new_key(chance: random.Random) -> str:
    return chance.randbytes(16).hex()


def check_in(chance: random.Random, *codes: str) -> Sent:
    """A phone's answer at one of the codes."""
    answer = chance.choice(("her", "bare"))
    fields = (("svar", answer), ("key", new_key(chance)))
    return Sent(f"/c/{chance.choice(codes)}", fields)


def send(port: int, sent: Sent) -> bool:
    """Send it once; whether it was acknowledged. The server may be killed meanwhile."""
    try:
        status = Server(port).post(sent.path, sent.cookie, **dict(sent.fields)).status
    except (OSError, http.client.HTTPException):
        return False
    assert status in (TAKEN, QUEUE)
    return status == TAKEN


def insist(port: int, all_sent: list[Sent]) -> None:
    """Send all, several at a time, each until the server acknowledges it."""

    def until_taken(sent: Sent) -> None:
        while (answer := Server(port).post(sent.path, sent.cookie, **dict(sent.fields))).status != (
            TAKEN
        ):
            assert answer.status == QUEUE, answer

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(until_taken, all_sent))


def lose(chance: random.Random, port: int, sent: Sent) -> None:
    """Send it and read no reply, or not even send all of it: the connection drops."""
    body = urlencode(sent.fields)
    lines = (
        f"POST {sent.path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Content-Type: application/x-www-form-urlencoded",
        "Sec-Fetch-Site: same-origin",
        f"Cookie: {sent.cookie}",
        f"Content-Length: {len(body)}",
    )
    said = "\r\n".join((*lines, "", body)).encode()
    if chance.random() < 0.2:
        said = said[: chance.randrange(len(said))]
        reads = 0
    else:
        reads = chance.choice((0, 0, 1, 100))
    with socket.create_connection(("127.0.0.1", port), timeout=60) as phone:
        if chance.random() < 0.5:
            phone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        phone.sendall(said)
        if reads:
            with contextlib.suppress(ConnectionError):
                phone.recv(reads)
