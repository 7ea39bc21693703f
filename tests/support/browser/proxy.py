"""A network that a test can take down, and a connection that loses the server's answers."""

from __future__ import annotations

import contextlib
import select
import socket
import threading


class Proxy:
    """Passes bytes on to a server.

    While it is `down` nothing gets through; while `cut` is set it drops the answers to posts. A
    browser's offline emulation does not affect everything that goes through a service worker;
    a proxy that is down does.
    """

    def __init__(self, to: int) -> None:
        self.to = to
        self.cut = False
        self.answers_cut = 0
        self._is_down = False
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """The address of the server through this proxy."""
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def down(self) -> None:
        """Take the network down, including for open connections."""
        self._is_down = True
        for line in list(self._open):
            _hang_up(line)

    def up(self) -> None:
        """Bring the network back."""
        self._is_down = False

    def close(self) -> None:
        """Stop. Wakes the thread blocked in accept(), which closing alone would not do."""
        _hang_up(self._listening)
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _address = self._listening.accept()
                threading.Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        posting = False
        with contextlib.suppress(OSError), client:
            self._open.add(client)
            if self._is_down:
                return
            with socket.create_connection(("127.0.0.1", self.to)) as server:
                while True:
                    ready, _, _ = select.select([client, server], [], [])
                    source = ready[0]
                    data = source.recv(65536)
                    if not data:
                        return
                    if source is client:
                        posting = data.startswith(b"POST") or (
                            posting and not data.startswith(b"GET")
                        )
                        server.sendall(data)
                    elif posting and self.cut:
                        self.answers_cut += 1
                        return
                    else:
                        client.sendall(data)
        self._open.discard(client)


def _hang_up(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
