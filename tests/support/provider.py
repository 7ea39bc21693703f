"""A real OpenID Connect provider on this machine, which signs its tokens and errs on demand."""

from __future__ import annotations

import base64
import contextlib
import dataclasses
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from config import Config
from tests.support.clock import Clock
from tests.support.visit import Page, Visitor

CLIENT, SECRET, NAME = "her-i-dag", "hemmelig æøå+/", "Eksempel Kommune"


class LocalProvider:
    """Who is signed in there, and what its tokens say in place of what is right."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.other_key = RSAKey.generate_key(2048, {"kid": "one"})
        self.port = 0
        self.now: Callable[[], float] = lambda: 0.0
        self.begin_anew()

    def begin_anew(self) -> None:
        """Be as if nobody had been here."""
        self.who = "kim-there"
        self.says: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.signs_with: Any = self.key
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.meanwhile: Callable[[], None] = lambda: None
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}/kommune"

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to, with a code."""
        assert asked["client_id"] == CLIENT
        assert asked["scope"] == "openid", "nothing else is asked for"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self._codes[code] = asked
        back = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def token(self, sent: dict[str, str], basic: str) -> dict[str, Any] | None:
        """The answer for a code, which works once, for who shows the secret and the verifier."""
        asked = self._codes.pop(sent["code"], None)
        kept = hashlib.sha256(sent["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(kept).rstrip(b"=").decode()
        pair = urlencode({CLIENT: SECRET}, quote_via=lambda text, *_: _quoted(text))
        right = base64.b64encode(pair.replace("=", ":").encode()).decode()
        if asked is None or asked["code_challenge"] != challenge or basic != f"Basic {right}":
            return None
        assert asked["redirect_uri"] == sent["redirect_uri"]
        self.meanwhile()
        now = int(self.now())
        claims = {
            "iss": self.issuer,
            "sub": self.who,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
        } | self.says
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.signed(claims)}

    def signed(self, claims: dict[str, Any]) -> str:
        """The claims as a token, signed as it was told to."""
        if self.algorithm == "none":
            parts = ({"alg": "none"}, claims)
            coded = [base64.urlsafe_b64encode(json.dumps(each).encode()) for each in parts]
            return ".".join(each.rstrip(b"=").decode() for each in coded) + "."
        header = {"alg": self.algorithm, "kid": "one"}
        key = OctKey.import_key(SECRET) if self.algorithm == "HS256" else self.signs_with
        return jwt.encode(header, claims, key, algorithms=[self.algorithm])


def _quoted(text: str) -> str:
    return "".join(
        chr(byte)
        if (chr(byte).isascii() and chr(byte).isalnum()) or byte in b"-._~"
        else f"%{byte:02X}"
        for byte in text.encode()
    )


def _first(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


def _handler(provider: LocalProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args: Any) -> None:
            """Log nothing."""

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            name = parts.path.rsplit("/", 1)[-1]
            provider.asked.append(name)
            if name in provider.answers:
                provider.answers[name](self)
                return
            if name == "authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(_first(parts.query)))
                self.end_headers()
                return
            found: dict[str, Any] | None = provider.discovery()
            if name == "keys":
                found = dict(KeySet([provider.key]).as_dict(private=False))
            elif name == "token":
                size = int(self.headers["Content-Length"])
                sent = _first(self.rfile.read(size).decode())
                found = provider.token(sent, self.headers.get("Authorization", ""))
            body = json.dumps(found or {"error": "invalid_grant"}).encode()
            self.send_response(200 if found else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


@contextlib.contextmanager
def local_provider() -> Iterator[LocalProvider]:
    """A provider on a free port."""
    provider = LocalProvider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    server.daemon_threads = True
    provider.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def with_provider(config: Config, provider: LocalProvider, **more: Any) -> Config:
    """Settings that name this provider."""
    return dataclasses.replace(
        config,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name=NAME,
        **more,
    )


def way_back(provider: LocalProvider, page: Page) -> str:
    """The path that the provider sends the browser of this page back to."""
    [link] = page.all("a", rel="noreferrer")
    assert page.response.headers["Refresh"] == f"0; url={link.get('href')}"
    there = provider.authorize(_first(urlsplit(link.get("href", "")).query))
    return there.removeprefix("http://localhost")


def signed_in_there(visitor: Visitor, provider: LocalProvider, path: str = "/log-ind") -> Page:
    """Press the provider's button, sign in there, and come back."""
    page = visitor.press(visitor.get(path), f"Log ind med {NAME}")
    return visitor.get(way_back(provider, page))


def clocked(provider: LocalProvider, clock: Clock) -> None:
    """Let the provider have the tests' clock."""
    provider.now = lambda: clock().timestamp()
