"""Her i dag, a check-in app for community venues: the application factory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, make_response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from app import migrating
from app.cli import register_commands
from app.db import Database, StorageUnavailable
from app.web import blueprints
from app.web.platform.context import Clock, Elapsed, State, since_start, utc_now
from app.web.platform.errors import register_errors, unavailable
from app.web.platform.guards import register_guards
from app.web.platform.headers import register_headers
from app.web.platform.ids import register_ids
from app.web.platform.language import register_language
from app.web.platform.late_tap import register_taps
from app.web.platform.login import register_sign_in
from app.web.platform.logs import register_logging
from app.web.platform.metrics import register_metrics
from app.web.platform.one_form_at_a_time import register_turns
from app.web.platform.sessions import ServerSessions
from app.web.platform.static import register_static
from app.web.platform.templating import register_templating
from config import Config

BODY_LIMIT = 256 * 1024


def create_app(config: Config, clock: Clock = utc_now, elapsed: Elapsed | None = None) -> Flask:
    """Create the application. `clock` returns the current time in UTC, and is used everywhere.

    `elapsed` returns seconds from a clock that cannot be set, so that a change to `clock` is
    noticed. It defaults to the machine's for the real clock; without it, `clock` is never doubted.
    """
    if elapsed is None and clock is utc_now:
        elapsed = since_start
    app = QuietFlask("app", instance_relative_config=False)
    app.config.update(
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        MAX_FORM_PARTS=500,
        SESSION_COOKIE_NAME="__Host-heridag" if config.https else "heridag",
        SESSION_COOKIE_SECURE=config.https,
        SESSION_COOKIE_SAMESITE="Lax",
        TEMPLATES_AUTO_RELOAD=False,
    )
    register_logging(config.log_level, config.log_format)
    app.extensions["her_i_dag"] = State(
        Database(config.database_url, shared_folder=config.shared_folder, clock=clock),
        config,
        clock,
        elapsed,
        is_real=clock is utc_now,
        newest_revision=migrating.newest_revision(),
    )
    app.session_interface = ServerSessions()
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for register in (
        register_metrics,  # First, so that it measures what the others take.
        register_ids,
        register_language,
        register_sign_in,
        register_static,
        register_templating,
        register_guards,
        register_turns,
        register_taps,
        register_errors,
        register_headers,
    ):
        register(app)
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    register_commands(app)
    if config.trusted_proxies:
        n = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=n, x_host=0)  # type: ignore[method-assign]
    return app


class QuietFlask(Flask):
    """Flask that logs errors without the address, and handles a session that can't be saved.

    An address may contain a code, and a code logged with a time is a trace of a visit.
    """

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function. Flask would inspect each hook of each request for being async."""
        return func

    def process_response(self, response: Response) -> Response:
        """Save the session. Flask does so outside its error handlers, hence the one here."""
        try:
            return super().process_response(response)
        except StorageUnavailable as error:
            # `unavailable` makes the session empty, so the second call does not save it again.
            return super().process_response(make_response(unavailable(error)))

    def log_exception(self, exc_info: Any) -> None:
        """Log the error with the endpoint instead of the address."""
        self.logger.error("Exception in %s", request.endpoint, exc_info=exc_info)
