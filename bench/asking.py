"""Check-ins without a network: requests straight to a WSGI application in this process."""

from __future__ import annotations

import gzip
import io
import re
import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

FORM = "application/x-www-form-urlencoded"
SECRET = re.compile(rb'name="(?:csrf_token|key)" value="([^"]+)"')
ROLE = re.compile(rb'<button name="take" value="(\d+)"')
REFERENCE = "/v/demo"


@dataclass(frozen=True)
class Answer:
    """What came back, unpacked."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def cookie(self) -> str:
        """The cookie that it sets."""
        return self.headers.get("set-cookie", "").partition(";")[0]


def ask(app: Any, method: str, address: str, body: bytes = b"", cookie: str = "") -> Answer:
    """Make one request, as a browser in Danish does."""
    parts = urlsplit(address)
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_ACCEPT_LANGUAGE": "da",
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if cookie:
        environ["HTTP_COOKIE"] = cookie
    began: list[Any] = []
    response = app(environ, lambda status, headers, _info=None: began.extend((status, headers)))
    content = b"".join(response)
    if hasattr(response, "close"):
        response.close()
    status, headers = began
    named = {name.lower(): value for name, value in headers}
    return Answer(int(status[:3]), named, content)


def page(app: Any, address: str) -> tuple[bytes, str]:
    """Fetch the page with the question; return its secret value and the cookie it sets."""
    answer = expect(ask(app, "GET", address), 200)
    return found(SECRET, answer), answer.cookie


def check_in(app: Any, code: str, *, role: bool = False) -> None:
    """Check in with ours: page, press and thank-you; with a role tapped on it too."""
    key, _none = page(app, f"/c/{code}")
    pressed = expect(ask(app, "POST", f"/c/{code}", b"svar=her&key=" + key), 303)
    thanked = expect(ask(app, "GET", pressed.headers["location"], cookie=pressed.cookie), 200)
    if role:
        choice = b"take=" + found(ROLE, thanked)
        where = pressed.headers["location"]
        tapped = expect(ask(app, "POST", where, choice, pressed.cookie), 303)
        expect(ask(app, "GET", tapped.headers["location"], cookie=pressed.cookie), 200)


def check_in_at_reference(app: Any) -> None:
    """Check in with a reference."""
    token, cookie = page(app, REFERENCE)
    body = b"activity=1&role=1&csrf_token=" + token
    pressed = expect(ask(app, "POST", REFERENCE, body, cookie), 303)
    expect(ask(app, "GET", pressed.headers["location"], cookie=pressed.cookie or cookie), 200)


def found(pattern: re.Pattern[bytes], answer: Answer) -> bytes:
    """Return what the pattern finds in the page."""
    packed = answer.headers.get("content-encoding") == "gzip"
    match = pattern.search(gzip.decompress(answer.body) if packed else answer.body)
    assert match, pattern.pattern
    return match[1]


def expect(answer: Answer, status: int) -> Answer:
    """Return the answer if it has the status. Measuring errors would be easy to overlook."""
    assert answer.status == status, (answer.status, answer.body[:200])
    return answer
