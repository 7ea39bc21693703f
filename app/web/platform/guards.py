"""Before every request: days that have ended are closed, and foreign posts are turned away."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, request

from app.domain.base.clock import ClockInDoubt
from app.services.days.closing import close_due_days
from app.web.platform.clock_watch import look, over_by
from app.web.platform.context import config, db, now, state

SAFE = {"GET", "HEAD", "OPTIONS"}
OPENS_DAYS = {"check_in", "devices", "host", "venues", "imports"}


def register_guards(app: Flask) -> None:
    """Hook both in."""
    app.before_request(refuse_foreign_posts)
    app.before_request(close_days)


def close_days() -> None:
    """Close the days that are over before anything is read or counted. One indexed read a minute.

    Days end on the minute, and a day that is opened now ends later: none becomes due within one.
    While the clock is in doubt, no day is closed, and what could open one is refused.
    """
    if request.endpoint in ("static", "health.healthz"):
        return
    closed, minute = state().closed, now().replace(second=0, microsecond=0)
    if closed.minute != minute:
        if look(state()) is None:
            close_due_days(db(), now=over_by(state()))
        closed.minute = minute
    doubtful = state().clock_memory.doubt is not None
    if doubtful and request.method not in SAFE and request.blueprint in OPENS_DAYS:
        raise ClockInDoubt


def refuse_foreign_posts() -> None:
    """Refuse a post that another site's page has sent.

    Browsers say where a post comes from (Sec-Fetch-Site; Origin in older ones), and a page cannot
    change what they say. So no form carries a token that can run out while a host is busy.
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
    if origin is not None and urlsplit(origin).netloc not in (
        request.host,
        urlsplit(config().base_url).netloc,
    ):
        abort(403)
