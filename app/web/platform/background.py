"""A thread of the server that works beside its requests until it is stopped."""

from __future__ import annotations

import threading


class BackgroundThread:
    """Runs `run` until it is stopped. `self.stopped` says when, and is what it waits on."""

    def __init__(self, name: str) -> None:
        self.stopped = threading.Event()
        # A daemon: what it does may be cut off at any point, and a stop must not wait for it.
        self._thread = threading.Thread(target=self.run, name=name, daemon=True)

    def run(self) -> None:
        """Do the work, and return soon after `self.stopped` is set."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin at once."""
        self._thread.start()

    def stop(self, timeout: float) -> None:
        """Stop, after waiting at most `timeout` seconds for what is being done."""
        self.stopped.set()
        self._thread.join(timeout)
