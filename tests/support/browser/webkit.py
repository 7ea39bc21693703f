"""Debian's WebKit, the engine family of every iPhone, on a virtual screen."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.support.parts import WEBKIT

DRIVER = WEBKIT["webkit2gtk-driver"]
BROWSERS = "*/webkit2gtk-4.*/MiniBrowser"


@contextlib.contextmanager
def running() -> Iterator[WebKitGTK]:
    """A browser without cookies. Needs both packages."""
    with _screen() as display:
        options = Options()
        options.binary_location = str(next(Path("/usr/lib").glob(BROWSERS)))
        options.add_argument("--automation")
        # Containers do not allow the sandbox that WebKit would run its pages in.
        env = os.environ | {"DISPLAY": display, "WEBKIT_FORCE_SANDBOX": "0", "GDK_BACKEND": "x11"}
        service = Service(executable_path=str(shutil.which(DRIVER)), env=env)
        with warnings.catch_warnings():
            # Selenium 4.51 warns about its own WebKitGTK class.
            warnings.simplefilter("ignore", DeprecationWarning)
            browser = WebKitGTK(options=options, service=service)
        try:
            yield browser
        finally:
            browser.quit()


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    reading, writing = os.pipe()
    # Xvfb picks a free display number and writes it out.
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        screen.terminate()
        screen.wait()
