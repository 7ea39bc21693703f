"""Flask sessions stored in the database. The cookie contains only a random token.

A session is loaded when it is first used, which never happens on a participant's page. See
docs/decisions/0012-sessions-and-passwords.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin

from app.db import StorageUnavailable
from app.domain.base.service_day import service_date
from app.domain.people.session_limits import IDLE
from app.services.people import sessions
from app.web.platform.context import State

PERSON = "_user_id"
"""The session key in which Flask-Login stores the person's id."""
BRIEF = "brief"
"""The session key that is true if nobody asked to be remembered on this device."""


TWO_STEPS_THERE = "two_steps_there"
"""The session key that says that a provider outside has asked for two steps."""


class ServerSession(SessionMixin):
    """A session that is read from the database when first used."""

    def __init__(self, state: State, token: str | None) -> None:
        self._state = state
        self._data: dict[str, Any] | None = None
        self.token = token
        self.accessed = False
        self.modified = False
        self.unnoted = False
        """Whether today's use of the session has yet to be stored."""
        self._is_first_today = False

    @property
    def data(self) -> dict[str, Any]:
        """The content of the session. The person's id is always taken from the database row."""
        self.accessed = True
        if self._data is None:
            now = self._state.clock()
            found = (
                sessions.open_session(self._state.db, self.token, now=now) if self.token else None
            )
            self._data = {}
            if found:
                self._data = json.loads(found.data) | {PERSON: str(found.person_id)}
                self._is_first_today = found.used_on < service_date(now)
        return self._data

    def __getitem__(self, key: str) -> Any:
        return self.data[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.data[key] = value
        self.modified = True

    def __delitem__(self, key: str) -> None:
        del self.data[key]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def rest(self) -> None:
        """Make the session empty for the rest of this request, without reading or saving it."""
        self._data = {}
        self.modified = self.unnoted = False

    def note_use(self) -> None:
        """Note that a signed-in person uses the session. Reading alone doesn't count as use."""
        self.unnoted = self._is_first_today

    def go_on_as(self, token: str) -> None:
        """Switch to the session with this token, which has just begun."""
        self.token, self._data = token, None
        self.modified = True


def leave_alone() -> None:
    """Neither read nor save the session in the rest of this request."""
    if isinstance(session, ServerSession):
        session.rest()


def session_token() -> str | None:
    """Return the token of the request's session, or None if it has none."""
    return session.token if isinstance(session, ServerSession) else None


class ServerSessions(SessionInterface):
    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return the session of the request's cookie. It is read when first used."""
        return ServerSession(app.extensions["her_i_dag"], _sent(app, request))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Save changes, and once a day that the session was used.

        A session without a person is not stored. If the session was ended during this request, it
        is not recreated, and its cookie is deleted.
        """
        assert isinstance(session, ServerSession)  # noqa: S101
        if not session.modified and not session.unnoted:
            return
        state: State = app.extensions["her_i_dag"]
        sent = _sent(app, request)
        has_begun = session.token != sent
        is_somebodys = PERSON in session
        if sent and (has_begun or not is_somebodys):
            sessions.end_session(state.db, sent)
        if not is_somebodys or session.token is None:
            if sent:
                self._clear(app, response)
            return
        data = json.dumps(session.data) if session.modified else None
        try:
            is_kept = sessions.keep_session(state.db, session.token, data, now=state.clock())
        except StorageUnavailable as error:
            if has_begun:
                raise
            # The request itself has succeeded and only its flashed message can't be stored, so an
            # error page would be wrong.
            app.logger.error("A message was lost in %s: %s", request.endpoint, error)
            return
        if not is_kept:
            self._clear(app, response)
            return
        response.set_cookie(
            self.get_cookie_name(app),
            session.token,
            max_age=None if session.get(BRIEF) else IDLE,
            secure=state.config.https,
            httponly=True,
            samesite="Lax",
        )

    def _clear(self, app: Flask, response: Response) -> None:
        response.delete_cookie(
            self.get_cookie_name(app),
            secure=app.extensions["her_i_dag"].config.https,
            httponly=True,
            samesite="Lax",
        )


def _sent(app: Flask, request: Request) -> str | None:
    return request.cookies.get(app.config["SESSION_COOKIE_NAME"])
