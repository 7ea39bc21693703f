"""Servers on a socket that was opened for them, as systemd does it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.support.source import ROOT

PATIENCE = 60.0
# The socket is the first file after stdin, stdout and stderr.
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
os.execv(sys.executable, [sys.executable, "-m", "flask", "--app", "wsgi", "serve"])
"""


class Servers:
    """Started and stopped one by one, as `deploy/switch.sh` does through systemd."""

    def __init__(self, listener: socket.socket, folder: Path, **settings: str) -> None:
        self.listener = listener
        self.folder = folder
        self.settings = settings
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, source: Path = ROOT) -> subprocess.Popen[bytes]:
        """Start one more of the code in `source`, and wait until it says that it answers."""
        path = str(self.folder / f"notify-{len(self.running)}")
        file = self.listener.fileno()
        with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as notify:
            notify.bind(path)
            notify.settimeout(PATIENCE)
            process = subprocess.Popen(
                [sys.executable, "-c", HAND_OVER, str(file)],
                cwd=source,
                env={"PATH": os.environ["PATH"], "NOTIFY_SOCKET": path, **self.settings},
                pass_fds=[file],
            )
            self.running.append(process)
            assert notify.recv(100) == b"READY=1"
        return process

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        """Stop one, and wait until it has finished what it began."""
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0

    def close(self) -> None:
        """End what still runs."""
        for process in self.running:
            process.kill()
            process.wait()
        self.listener.close()
