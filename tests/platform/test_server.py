"""The app server as `make run` starts it, with slow, broken and lying connections."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.support.cast import Cast
from tests.support.made import made

SLOW = 200
FONT = "/static/fonts/NotoEmoji-Bold.ttf"
CANARY = "Kanariefugl725"


@pytest.fixture
def settings(sqlite_url: str, cast: Cast) -> dict[str, str]:
    """The shop's database. The server treats connections the same with PostgreSQL."""
    return {"DATABASE_URL": sqlite_url}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def form(path: str, *headers: str) -> bytes:
    """The head of a request with a 900-byte form."""
    kind = "Content-Type: application/x-www-form-urlencoded"
    lines = (f"POST {path} HTTP/1.1", "Host: 127.0.0.1", kind, "Content-Length: 900", *headers)
    return "\r\n".join((*lines, "\r\n")).encode()


def request(path: str, *headers: str) -> bytes:
    """A whole request."""
    return "\r\n".join((f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "\r\n")).encode()


def test_it_serves_while_two_hundred_slow_connections_hang(
    tmp_path: Path, settings: dict[str, str], cast: Cast
) -> None:
    target = f"/c/{cast.shop_code}"
    slow = {
        "reads nothing": request(FONT) * 50,
        "silent": b"",
        "half a head": request(target)[:-4],
        "half a form": form(target) + b"svar=",
        "expect": form(target, "Expect: 100-continue"),
    }
    with made(tmp_path, **settings) as server:
        for kind, said in slow.items():
            for _ in range(SLOW):
                server.say(said)
            for _ in range(3):
                assert server.ask(target).status == 200, kind
            server.hang_up()


def test_it_hears_out_who_sends_slowly_and_believes_no_prefix(
    tmp_path: Path, settings: dict[str, str], cast: Cast
) -> None:
    target = f"/c/{cast.shop_code}"
    with made(tmp_path, **settings) as server:
        phone = server.say(b"")
        for octet in request(target, "Connection: close"):
            phone.sendall(bytes([octet]))
        whole = b""
        while part := phone.recv(65_536):
            whole += part
        assert whole.startswith(b"HTTP/1.1 200")
        assert b"Jeg er her" in whole
        for name in ("Script-Name", "Script_Name", "SCRIPT_NAME"):
            answer = server.answer_to(request(target, f"{name}: /c", "Connection: close"))
            assert answer.startswith(b"HTTP/1.1 200"), name
            assert b"/c/static/" not in answer, name


BROKEN = {
    "a version": b"GET / HTTP/9\r\nNo header\r\n\r\n",
    "a long path": b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "a long head": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
    "a length": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: none\r\n\r\n",
    "a coding": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: none\r\n\r\n",
    "no HTTP": b"\x16\x03\x01\x02\r\n\r\n",
}


def test_its_own_refusals_say_nothing_or_carry_the_headers(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    with made(tmp_path, **settings) as server:
        for kind, said in BROKEN.items():
            head, _, body = server.answer_to(said).partition(b"\r\n\r\n")
            if head:  # It may also just close the connection.
                assert int(head.split()[1]) in (400, 414, 431, 501), kind
                assert not body or b"Content-Security-Policy" in head, kind


@pytest.mark.parametrize("kind", ["text", "json"])
def test_it_says_nothing_of_a_visitor_at_any_level(
    tmp_path: Path, settings: dict[str, str], cast: Cast, kind: str
) -> None:
    target = f"/c/{cast.shop_code}"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings |= {"LOG_LEVEL": "DEBUG", "LOG_FORMAT": kind, "METRICS_PORT": str(port)}
    with made(tmp_path, **settings) as server:
        page = server.ask(target, User_Agent=CANARY, Accept_Language="so-SO").text
        key = page.partition('name="key" value="')[2].partition('"')[0]
        kind = "application/x-www-form-urlencoded"
        sent = f"svar=her&key={key}"
        pressed = server.ask(target, "POST", sent, Content_Type=kind, User_Agent=CANARY)
        assert pressed.status == 303
        token = pressed.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
        server.ask(f"{target}/besoeg", Cookie=f"besoeg={token}")
        server.ask(f"/{CANARY}?{CANARY}={CANARY}")
        for said in BROKEN.values():
            server.answer_to(said.replace(b" / ", f" /{CANARY} ".encode()))
        # Dropped in the middle of the head, the form and the answer.
        for said in (request(f"/{CANARY}")[:-4], form(f"/{CANARY}"), request(FONT) * 50):
            gone = server.say(said)
            gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            gone.close()
        server.ask("/healthz")
        measured = urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
        assert "\nheridag_queue 0.0\n" in measured
        assert server.ask("/metrics").status == 404
        log = server.stop()
    for secret in (CANARY, cast.shop_code, key, token, "so-SO", f"/{CANARY}"):
        assert secret not in log, log
        assert secret not in measured, measured
    lines = log.splitlines()
    for line in lines:
        assert "127.0.0.1" not in line.replace(f"http://127.0.0.1:{server.port}", ""), line
    if kind == "json":
        records = [json.loads(line) for line in lines if not line.startswith("Serving on ")]
        assert records
        assert {"time", "level", "logger", "message"} <= set.intersection(*map(set, records))


def test_it_finishes_what_it_has_begun_before_it_stops(
    tmp_path: Path, settings: dict[str, str], cast: Cast
) -> None:
    with made(tmp_path, **settings) as server:
        phones = [
            server.say(request(f"/c/{cast.shop_code}", "Connection: close")) for _ in range(6)
        ]
        assert all(phone.recv(8) == b"HTTP/1.1" for phone in phones)
        server.stop()
        for phone in phones:
            whole = b""
            while part := phone.recv(65_536):
                whole += part
            assert b"</html>" in whole
        assert server.process.returncode == 0
