"""Debian's Caddy, with the configuration that is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support.source import ROOT

CADDYFILE = ROOT / "deploy" / "Caddyfile"
PATIENCE = 60.0
AUTHORITY = "caddy/pki/authorities/local/root.crt"


def missing() -> list[str]:
    """The Debian packages without which the tests of deploy/ do not run."""
    programs = {"caddy": "caddy", "systemd-analyze": "systemd"}
    return [package for program, package in programs.items() if not shutil.which(program)]


def available() -> bool:
    return not missing()


def free_port() -> int:
    """A port that nobody listened at a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextlib.contextmanager
def running(folder: Path, url: str, http_port: int, *machines: str) -> Iterator[Path]:
    """Caddy at https://localhost:PORT in front of the machines; gives its log.

    Its authority is in the folder.
    """
    settings = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "BASE_URL": url,
        "HTTP_PORT": str(http_port),
        "CADDY_ADMIN": f"unix/{folder}/admin.sock",
        "HER_I_DAG_MACHINES": " ".join(machines),
    }
    log = folder / "caddy.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            ["caddy", "run", "--config", str(CADDYFILE), "--adapter", "caddyfile"],
            env=settings,
            stdout=said,
            stderr=said,
        )
    try:
        _wait_for(process, int(url.rpartition(":")[2]), folder / AUTHORITY, log)
        yield log
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def _wait_for(process: subprocess.Popen[bytes], port: int, authority: Path, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        # It listens before it has its certificate.
        with contextlib.suppress(OSError):
            trusted = ssl.create_default_context(cafile=authority)
            with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
                trusted.wrap_socket(connection, server_hostname="localhost").close()
            return
        time.sleep(0.05)
    raise AssertionError(f"Caddy does not start: {log.read_text()}")
