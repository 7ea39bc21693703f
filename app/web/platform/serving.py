"""The app server: waitress with some additions. See docs/decisions/0014-app-server.md.

One thread does the input and output of all connections. The others get complete requests and hand
over complete responses, so a client that sends or reads slowly doesn't block them.
"""

from __future__ import annotations

import contextlib
import gc
import resource
import signal
import socket
import time
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask

from app.web.platform.context import State
from app.web.platform.due_days import ClosingTimer
from app.web.platform.upload import LARGEST_UPLOAD

THREADS = 8
CONNECTIONS = 2_000
FILES_PER_CONNECTION = 2  # The socket and a file being sent.
SILENCE = 30  # Seconds without traffic after which a connection is closed.
STOPS_WITHIN = 10.0  # Seconds to finish open requests after a signal to stop.
# Seconds that a stopping server waits for the request of a connection it has just accepted.
FIRST_REQUEST_WITHIN = 1.0
LARGEST_HEAD = 32 * 1024
# More than the longest response, so that no thread ever waits for a slow reader.
LONGEST_ANSWER = 64 * 1024 * 1024


class EmptyRefusal(ErrorTask):  # type: ignore[misc]  # waitress carries no types
    """The server's own 400, 413, 414 and 431 responses, without a body."""

    def execute(self) -> None:
        """Send only the status, as these responses bypass the application and its headers."""
        self.status = f"{self.request.error.code} {self.request.error.reason}"
        self.set_close_on_finish()
        self.content_length = 0
        self.write(b"")


class OneAtATime(HTTPChannel):  # type: ignore[misc]
    """A connection without pipelining: only one request is handled at a time.

    A client may send more requests before reading a response, though no browser does. Waitress
    would handle all of them and then block a thread until the responses are read.
    """

    error_task_class = EmptyRefusal
    has_answered = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.accepted_at = time.monotonic()
        super().__init__(*args, **kwargs)

    def service(self) -> None:
        """Answer the first request. Drop any that came with it and close the connection, so that
        the client can resend them. A stopping server closes every connection it has answered.
        """
        with self.requests_lock:
            if len(self.requests) > 1 or not self.server.accepting:
                self.requests[0].headers["CONNECTION"] = "close"
            for early in self.requests[1:]:
                early.close()
            del self.requests[1:]
        self.has_answered = True
        super().service()

    def is_busy(self) -> bool:
        """Whether a request is being received or answered, or is about to arrive.

        A client whose connection was accepted sends its request at once. Closing on it then would
        lose the request, as no other process can accept that connection.
        """
        if self.requests or self.request is not None or self.total_outbufs_len:
            return True
        age = time.monotonic() - self.accepted_at
        return not self.has_answered and age < FIRST_REQUEST_WITHIN


class Serving:
    """A server for an open socket. Requests are answered by `run`, which also closes days."""

    def __init__(self, app: Flask, listener: socket.socket) -> None:
        state: State = app.extensions["her_i_dag"]
        self._map: dict[int, Any] = {}
        self._stopping = False
        self._closing = ClosingTimer(state)
        self._server: Any = create_server(
            app,
            map=self._map,
            sockets=[listener],
            threads=THREADS,
            ident=None,
            connection_limit=_connections(),
            asyncore_use_poll=True,
            channel_timeout=SILENCE,
            cleanup_interval=SILENCE // 3,
            max_request_header_size=LARGEST_HEAD,
            # The application has lower limits, with error pages of its own.
            max_request_body_size=2 * LARGEST_UPLOAD,
            outbuf_high_watermark=LONGEST_ANSWER,
            log_socket_errors=False,
            # ProxyFix reads the headers of a trusted proxy; any others are dropped.
            clear_untrusted_proxy_headers=not state.config.trusted_proxies,
        )
        self._server.channel_class = OneAtATime

    def waiting(self) -> int:
        """Return how many requests wait for a thread."""
        return len(self._server.task_dispatcher.queue)

    def run(self) -> None:
        """Answer requests until SIGTERM or SIGINT, then finish the open ones."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._stop)
        # What is loaded by now stays. Looking through it all again and again, which Python does
        # with every thread waiting, would take a tenth of a second each time.
        gc.collect()
        gc.freeze()
        self._closing.start()
        while not self._stopping:
            self._pass(1.0)
        wasyncore.dispatcher.close(self._server)
        last = time.monotonic() + STOPS_WITHIN
        while time.monotonic() < last and self._is_busy():
            self._pass(0.1)
        self._closing.stop(timeout=1)
        self._server.task_dispatcher.shutdown(timeout=1)
        wasyncore.close_all(self._map, ignore_all=True)

    def _stop(self, _signal: int, _frame: object) -> None:
        self._stopping = True
        self._server.pull_trigger()

    def _pass(self, seconds: float) -> None:
        wasyncore.loop(seconds, use_poll=True, map=self._map, count=1)

    def _is_busy(self) -> bool:
        channels = list(self._server.active_channels.values())
        return any(channel.is_busy() for channel in channels)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at the address. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=1024)


def _connections() -> int:
    """Return the connection limit, after raising the process's file limit as far as needed."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_PER_CONNECTION * CONNECTIONS + 100
    files = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return max(100, (files - 100) // FILES_PER_CONNECTION)
