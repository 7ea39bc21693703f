"""Flask's session, kept in the database. The cookie holds a random token and nothing else.

Loaded only when a page asks for it: a participant's page never does. See
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
"""Where Flask-Login looks for who is signed in."""


class ServerSession(SessionMixin):
    """A session that is read from the database at its first use."""

    def __init__(self, state: State, token: str | None) -> None:
        self._state = state
        self._data: dict[str, Any] | None = None
        self.token = token
        self.accessed = False
        self.modified = False
        self.unnoted = False
        """Whether somebody entered, on a day whose use is not in the database yet."""
        self._is_first_today = False

    @property
    def data(self) -> dict[str, Any]:
        """The session's content. Whose it is stands in its row, whatever was written since."""
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
        """Be empty for the rest of this request: no look into the database, nothing kept."""
        self._data = {}
        self.modified = self.unnoted = False

    def note_use(self) -> None:
        """Somebody entered with this session. Looking whether there is one is no use of it."""
        self.unnoted = self._is_first_today

    def go_on_as(self, token: str) -> None:
        """Go on as the session of this token, which has just begun."""
        self.token, self._data = token, None
        self.modified = True


def leave_alone() -> None:
    """Let this request's session be: nothing is asked of it and nothing kept."""
    if isinstance(session, ServerSession):
        session.rest()


class ServerSessions(SessionInterface):
    """Opens and saves sessions."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """The session of the request's cookie; read when used."""
        return ServerSession(app.extensions["her_i_dag"], _sent(app, request))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what was changed, and once a day that it was used. A session of nobody is not kept.

        A session that was ended while this request ran is not brought back; its cookie goes.
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
            # What was asked for is done; only the message about it finds no room. An answer that
            # says it went wrong would be untrue.
            app.logger.error("A message was lost in %s: %s", request.endpoint, error)
            return
        if not is_kept:
            self._clear(app, response)
            return
        response.set_cookie(
            self.get_cookie_name(app),
            session.token,
            max_age=IDLE,
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
