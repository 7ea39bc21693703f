"""Flask's session, kept in the database. The cookie holds a random token and nothing else.

Loaded only when a page asks for it: a participant's page never does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin

from app.db import StorageUnavailable
from app.services.people import sessions
from app.web.platform.context import State


class ServerSession(SessionMixin):
    """A session that is read from the database at its first use."""

    def __init__(self, state: State, token: str | None) -> None:
        self._state = state
        self._data: dict[str, Any] | None = None
        self.token = token
        self.accessed = False
        self.modified = False
        self.renewed = False

    @property
    def data(self) -> dict[str, Any]:
        """The session's content."""
        self.accessed = True
        if self._data is None:
            stored = (
                sessions.open_session(self._state.db, self.token, now=self._state.clock())
                if self.token
                else None
            )
            self._data = json.loads(stored.data) if stored else {}
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
        self.modified = self.renewed = False

    def renew(self) -> None:
        """Go on under a new token; the old one opens nothing any more."""
        self.modified = self.renewed = True


def leave_alone() -> None:
    """Let this request's session be: nothing is asked of it and nothing kept."""
    if isinstance(session, ServerSession):
        session.rest()


class ServerSessions(SessionInterface):
    """Opens and saves sessions."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """The session of the request's cookie; read when used."""
        token = request.cookies.get(app.config["SESSION_COOKIE_NAME"])
        return ServerSession(app.extensions["her_i_dag"], token)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what was changed. A session of nobody is not kept."""
        assert isinstance(session, ServerSession)  # noqa: S101
        if not session.modified:
            return
        state: State = app.extensions["her_i_dag"]
        person_id = session.get("_user_id")
        old = session.token
        if old and (session.renewed or person_id is None):
            sessions.end_session(state.db, old)
            session.token = None
        if person_id is None:
            if old:
                response.delete_cookie(
                    self.get_cookie_name(app),
                    secure=state.config.https,
                    httponly=True,
                    samesite="Lax",
                )
            return
        try:
            token = sessions.save_session(
                state.db, session.token, int(person_id), json.dumps(session.data), now=state.clock()
            )
        except StorageUnavailable as error:
            if session.token is None:
                raise
            # What was asked for is done; only the message about it finds no room. An answer that
            # says it went wrong would be untrue.
            app.logger.error("A message was lost in %s: %s", request.endpoint, error)
            return
        response.set_cookie(
            self.get_cookie_name(app),
            token,
            max_age=sessions.SIGN_IN_LASTS,
            secure=state.config.https,
            httponly=True,
            samesite="Lax",
        )
