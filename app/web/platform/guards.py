"""Checks before every request: reject foreign hosts and posts, and close days that have ended."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request
from werkzeug.wrappers import Response

from app.domain.base.clock import ClockInDoubt
from app.web.platform.context import config, state
from app.web.platform.due_days import close_what_is_due

SAFE = {"GET", "HEAD", "OPTIONS"}
OPENS_DAYS = {"check_in", "devices", "host", "venues", "imports"}
# Probes come from inside the network, under any host name.
PROBES = ("health.healthz", "health.readyz")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
PORTS = {"http": 80, "https": 443}


def register_guards(app: Flask) -> None:
    app.before_request(refuse_other_addresses)
    app.before_request(refuse_foreign_posts)
    app.before_request(close_days)


def close_days() -> None:
    """Close the days that have ended, before anything is read or counted.

    Raises ClockInDoubt for posts that could open a day while the clock is in doubt.
    """
    if request.endpoint == "static" or request.endpoint in PROBES:
        return
    close_what_is_due(state())
    doubtful = state().clock_memory.doubt is not None
    if doubtful and request.method not in SAFE and request.blueprint in OPENS_DAYS:
        raise ClockInDoubt


def refuse_other_addresses() -> Response | None:
    """Reject requests for a host other than BASE_URL's with 421, and redirect HTTP to HTTPS.

    The scheme is known only behind a trusted proxy. Posts over HTTP get 403 instead.
    """
    if request.endpoint in PROBES:
        return None
    if not _is_ours(request.host, config().base_url, is_demo=config().demo):
        # Often a proxy that doesn't pass on `Host`.
        current_app.logger.info("A request named another host than BASE_URL does")
        abort(421)
    if config().https and config().trusted_proxies and request.scheme == "http":
        if request.method not in ("GET", "HEAD"):
            abort(403)
        return redirect(config().base_url + request.full_path.removesuffix("?"), 301)
    return None


@lru_cache(100)
def _is_ours(host: str, base_url: str, *, is_demo: bool) -> bool:
    base = urlsplit(base_url)
    try:
        asked = urlsplit(f"//{host}")
        name, port = asked.hostname, asked.port
    except ValueError:
        return False
    if base.hostname in THIS_MACHINE:
        # BASE_URL is local, so this is a test or a demo. A demo may be open to the network.
        return is_demo or name in THIS_MACHINE
    if is_demo and name in THIS_MACHINE:
        return True
    default = PORTS[base.scheme]
    return name == base.hostname and (port or default) == (base.port or default)


def refuse_foreign_posts() -> None:
    """Reject posts sent by another site's pages (CSRF) with 403.

    Browsers report where a post comes from in Sec-Fetch-Site, or Origin in older ones, and a page
    cannot change that. Unlike a token in the form, this cannot expire while a host is busy.
    See docs/decisions/0002-origin-instead-of-tokens.md.
    """
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403)
        return
    origin = request.headers.get("Origin")
    if origin is None:
        # Every browser sends one of the two headers. A program without them may not use a session.
        if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
            abort(403)
    elif _host(origin) not in (request.host, _host(config().base_url)):
        abort(403)


def _host(origin: str) -> str | None:
    """Return the host and port of an origin, or None if it is malformed."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
