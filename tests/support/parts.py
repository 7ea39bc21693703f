"""External programs that some tests need, and what could not run without them.

With CI=true nothing may be left out: a missing part stops the run and a skipped test fails it.
Elsewhere the run ends with a prominent list of what it could not check.
"""

from __future__ import annotations

import os
import shutil

import pytest

from tests.support import caddy, front_end, lighthouse, office, postgres

LIGHTHOUSE, FRONT_END = (
    f"npm ci --prefix tests/{tools} --ignore-scripts" for tools in ("lighthouse", "front_end")
)
IN_CI = os.environ.get("CI", "").lower() == "true"
# The first is the same browser without windows; it opens pages three times as fast.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
WEBKIT = {"webkit2gtk-driver": "WebKitWebDriver", "xvfb": "Xvfb"}
"""Packages, and the program that each is for."""


def chromium() -> str | None:
    """The browser's executable, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def webkit_missing() -> list[str]:
    """Missing Debian packages of the other engine."""
    return [package for package, program in WEBKIT.items() if not shutil.which(program)]


def missing() -> dict[str, str]:
    """Missing packages, and what is not checked without them."""
    lost = {}
    if not chromium():
        lost["chromium-headless-shell"] = "the tests in a real browser"
    for package in webkit_missing():
        lost[package] = "the smoke test in WebKit, the engine of the iPhones"
    if not lighthouse.node():
        lost["nodejs npm"] = "the check-in page in Lighthouse"
    elif not lighthouse.available():
        lost[LIGHTHOUSE] = "the check-in page in Lighthouse"
    if lighthouse.node() and not front_end.available():
        lost[FRONT_END] = "style sheets and scripts, by Biome"
    for package in office.missing():
        lost[package] = "the files as LibreOffice reads them"
    for package in caddy.missing():
        lost[package] = "the installation's services, and the app behind its proxy"
    if not postgres.available():
        lost["postgresql"] = "every test on PostgreSQL (they ran on SQLite)"
    return lost


def pytest_configure() -> None:
    if IN_CI and missing():
        raise pytest.UsageError(f"CI=true, but these are missing: {', '.join(missing())}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    say = terminalreporter.write_line
    skipped = len(terminalreporter.stats.get("skipped", ()))
    if not missing() and not skipped:
        return
    terminalreporter.section("NOT CHECKED HERE", sep="!", red=True, bold=True)
    for package, what in missing().items():
        how = package if package.startswith("npm ") else f"apt-get install {package}"
        say(f"{what}: install it with  {how}", red=True)
    if skipped:
        say(f"{skipped} tests were skipped; their reasons stand above", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
