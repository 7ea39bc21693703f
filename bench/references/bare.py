"""Three hand-written WSGI answers and one INSERT."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from bench.references import database

FILLING = "<p>Welcome to the makerspace. Pick what you came for today, no account needed.</p>" * 60
PAGE = f"""<!doctype html><html lang="en"><title>Check in</title><form method="post">
<input type="hidden" name="csrf_token" value="none"><select name="activity"><option value="1">Print
</select><button>Check in</button></form>{FILLING}""".encode()[:5_100]
DONE = b"<!doctype html><title>Done</title><p>You are checked in." + b" " * 900
HTML = ("Content-Type", "text/html; charset=utf-8")


def create(path: Path) -> Any:
    """Return the application."""

    def app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
            activity, now = int(parse_qs(sent)["activity"][0]), int(time.time())
            row = (now, now // 86400, 1, activity, 1, secrets.token_hex(8))
            database.insert(database.of_thread(path), row)
            start("303 See Other", [("Location", "/done"), ("Content-Length", "0"), HTML])
            return [b""]
        body = DONE if environ["PATH_INFO"] == "/done" else PAGE
        start("200 OK", [HTML, ("Content-Length", str(len(body)))])
        return [body]

    return app
