"""A test client that sends an origin with its posts, as every browser does."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

SAID = ("HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE")
NO_BROWSER = {"tests.no_browser": True}
"""For `environ_overrides`: this request says no more than it is given."""


class BrowserClient(FlaskClient):
    """Flask's client, but a request without an origin is sent as if from one of our pages."""

    def tickets(self) -> dict[str, str]:
        """Return the cookies of check-in, by name."""
        return {key: value for key, value in self.kept().items() if key.startswith("besoeg")}

    def kept(self) -> dict[str, str]:
        """Return all cookies, by name."""
        return {c.key: c.value for c in (self._cookies or {}).values()}

    def run_wsgi_app(self, environ: Any, buffered: bool = False) -> Any:
        """Send one request, including those that follow a redirect."""
        if not any(name in environ for name in (*SAID, *NO_BROWSER)):
            environ["HTTP_SEC_FETCH_SITE"] = "same-origin"
        return super().run_wsgi_app(environ, buffered)
