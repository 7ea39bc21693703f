"""Lighthouse, a Node program that measures a page the way a phone loads it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.support.source import ROOT

FOLDER = ROOT / "tests/lighthouse"
"""Where npm has installed it."""
NODE = ("node", "nodejs")
PATIENCE_S = 120


def node() -> str | None:
    """The path of the Node program, or None."""
    return next(filter(None, map(shutil.which, NODE)), None)


def available() -> bool:
    """Whether Node and Lighthouse are installed (`npm ci`)."""
    return node() is not None and (FOLDER / "node_modules" / "lighthouse").is_dir()


def measure(address: str, chromium: str, arguments: list[str]) -> dict[str, Any]:
    """What Lighthouse finds, on a simulated slow 4G and a processor six times slower than this one.

    `scores` (0 to 100), `requests`, what is `blocking` the first paint, and layout `shift` are the
    same on every machine; the `performance` score and `ms` depend on how busy it is. `failed` says
    what cost points.
    """
    # It still writes in its profile while it ends.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = subprocess.Popen(
            [
                chromium,
                *arguments,
                "--headless=new",
                f"--user-data-dir={profile}",
                "--remote-debugging-port=0",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            port = _port(Path(profile) / "DevToolsActivePort")
            done = subprocess.run(
                [str(node()), "measure.mjs", address, port],
                cwd=FOLDER,
                env=os.environ | {"NO_COLOR": "1"},
                capture_output=True,
                text=True,
                timeout=PATIENCE_S,
            )
        finally:
            # Debian's is a script that starts the browser, which would live on after it.
            os.killpg(browser.pid, signal.SIGTERM)
            browser.wait(PATIENCE_S)
    assert done.returncode == 0, done.stderr
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _port(written: Path) -> str:
    """The port the browser listens on, which it writes to a file once it is ready."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if written.exists() and (text := written.read_text()):
            return text.split()[0]
        time.sleep(0.05)
    raise TimeoutError("the browser has not started")
