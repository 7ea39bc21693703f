"""The app behind Debian's Caddy, on loopback with TLS, with the files that are installed."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import http.server
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from app.db import Database
from app.domain.people.access import Duty
from app.services.people import invitations
from app.services.venues.partnerships import operator
from tests.support import caddy
from tests.support.cast import Cast
from tests.support.handed_over import Servers
from tests.support.phones import Browser, accept, press

pytestmark = [
    pytest.mark.database("sqlite"),
    pytest.mark.skipif(not caddy.available(), reason="caddy is not installed"),
]


class Site:
    """An installation: its address, its log, and the server behind the proxy."""

    def __init__(
        self, url: str, http_port: int, log: Path, server: subprocess.Popen[bytes], servers: Servers
    ) -> None:
        self.url, self.http_port, self.log = url, http_port, log
        self.server, self.servers = server, servers


@pytest.fixture
def site(
    tmp_path: Path, database_url: str, cast: Cast, db: Database, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    upstream = tmp_path / "http.sock"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(upstream))
    listener.listen(100)
    url, http_port = f"https://localhost:{caddy.free_port()}", caddy.free_port()
    settings = {"DATABASE_URL": database_url, "BASE_URL": url, "TRUSTED_PROXIES": "1"}
    settings["SECOND_FACTOR"] = "0"  # The story signs a coordinator in.
    servers = Servers(listener, tmp_path, **settings)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / caddy.AUTHORITY))
    try:
        server = servers.start()
        with caddy.running(tmp_path, url, http_port, f"unix/{upstream}") as log:
            yield Site(url, http_port, log, server, servers)
    finally:
        servers.close()


def visits(db: Database) -> int:
    with db.reading() as session:
        return int(session.scalar(text("SELECT count(*) FROM visit")) or 0)


def test_the_story_goes_through_it(site: Site, cast: Cast, db: Database) -> None:
    path = f"/c/{cast.shop_code}"
    before = visits(db)
    phone = Browser(site.url)
    assert phone.ask(path)[0] == 200
    assert not phone.cookies
    assert phone.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert visits(db) == before
    assert press(site.url, path) == 303
    assert visits(db) == before + 1

    # The server goes by the real clock.
    now = dt.datetime.now(dt.UTC)
    token = invitations.invite(
        db,
        operator(db),
        cast.partnership,
        duty=Duty.COORDINATOR,
        venue_ids=frozenset(),
        now=now,
    )
    assert "<h1>Steder</h1>" in accept(f"{site.url}/velkommen/{token}")

    plain = http.client.HTTPConnection("localhost", site.http_port, timeout=caddy.PATIENCE)
    with contextlib.closing(plain):
        plain.request("GET", path)
        answer = plain.getresponse()
    assert answer.status == 308
    assert answer.headers["Location"].startswith("https://localhost")


def test_it_names_no_visitor_even_when_the_app_is_gone(site: Site, cast: Cast) -> None:
    path = f"/c/{cast.shop_code}"
    assert press(site.url, path) == 303
    with contextlib.closing(socket.create_connection(("localhost", int(site.url[-5:])))) as broken:
        broken.sendall(b"no TLS\r\n\r\n")
        broken.recv(100)
    site.servers.stop(site.server)
    site.servers.listener.close()
    visitor = Browser(site.url)
    status, page = visitor.ask(path)
    assert status == 502
    assert page.startswith("Siden svarer ikke lige nu. Prøv igen om et øjeblik.")
    assert visitor.headers["Strict-Transport-Security"] == "max-age=31536000"
    said = site.log.read_text()
    assert "using provided configuration" in said
    for secret in (cast.shop_code, "127.0.0.1:", "[::1]:", "Python-urllib", "besoeg"):
        assert secret not in said, said


def ask_from(
    source: str, url: str, method: str, path: str, *, said: str, **fields: str
) -> http.client.HTTPResponse:
    """Ask from one of this machine's addresses; `said` is what the client says of its own."""
    port = int(url.rpartition(":")[2])
    raw = socket.create_connection(("127.0.0.1", port), caddy.PATIENCE, (source, 0))
    connection = http.client.HTTPConnection(f"localhost:{port}")
    connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname="localhost")
    headers = {
        "Connection": "close",
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
        "X-Forwarded-For": said,
    }
    connection.request(method, path, urlencode(fields), headers)
    return connection.getresponse()


def sign_in(site: Site, source: str, email: str, password: str, said: str = "198.51.100.7") -> int:
    """Try to sign in from an address; gives the status."""
    typed = {"email": email, "password": password}
    with ask_from(source, site.url, "POST", "/log-ind", said=said, **typed) as answer:
        return answer.status


def test_who_guesses_keeps_nobody_out_who_signs_in_elsewhere(site: Site, cast: Cast) -> None:
    # What a client says of its own address buys it no further tries.
    tried = [
        sign_in(site, "127.0.0.2", "nobody@example.dk", "forkert", said=f"198.51.100.{n}")
        for n in range(21)
    ]
    assert tried == [400] * 20 + [429]
    assert sign_in(site, "127.0.0.3", cast.ane, "tre tilfældige ord") == 303
    assert "127.0.0.2" not in site.log.read_text()


class Echo(http.server.BaseHTTPRequestHandler):
    """In the place of the app: answers with the address that it was given."""

    def handle_one_request(self) -> None:
        self.raw_requestline = self.rfile.readline()
        self.parse_request()
        self.close_connection = True
        given = self.headers.get_all("X-Forwarded-For")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(repr(given).encode())

    def address_string(self) -> str:
        return "the proxy"


@pytest.mark.parametrize(
    ("method", "path", "given"),
    [
        ("POST", "/log-ind", "['127.0.0.2']"),
        ("POST", "/log-ind/kode", "['127.0.0.2']"),
        ("POST", "/log-ind/adgangsnoegle", "['127.0.0.2']"),
        ("POST", "/log-ind/udbyder", "['127.0.0.2']"),
        ("POST", "/konto/udbyder", "['127.0.0.2']"),
        ("POST", "/velkommen/abc-123/udbyder", "['127.0.0.2']"),
        ("POST", "/velkommen/abc-123", "['']"),
        ("POST", "/glemt", "['127.0.0.2']"),
        ("POST", "/tilslut", "['127.0.0.2']"),
        ("GET", "/log-ind", "['']"),
        ("POST", "/c/SH0P11", "['']"),
        ("GET", "/c/SH0P11", "['']"),
    ],
)
def test_the_app_gets_an_address_only_where_somebody_guesses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, path: str, given: str
) -> None:
    upstream = tmp_path / "http.sock"
    url = f"https://localhost:{caddy.free_port()}"
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / caddy.AUTHORITY))
    with socketserver.UnixStreamServer(str(upstream), Echo) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with caddy.running(tmp_path, url, caddy.free_port(), f"unix/{upstream}"):
                answer = ask_from("127.0.0.2", url, method, path, said="198.51.100.7")
                assert answer.read().decode() == given
        finally:
            server.shutdown()
            thread.join()
