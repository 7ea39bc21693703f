"""What a server holds in memory once somebody has checked in."""

from __future__ import annotations

import subprocess
import sys

from app.db import Database
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.source import ROOT

PROGRAM = """
import datetime as dt
import re
import sys

from app import create_app
from config import Config

url, path, now = sys.argv[1:]
app = create_app(
    Config(database_url=url, base_url="http://localhost"), lambda: dt.datetime.fromisoformat(now)
)
phone = app.test_client()
key = re.search(r'name="key" value="([^"]+)"', phone.get(path).text)[1]
thanks = phone.post(path, data={"svar": "her", "key": key}, follow_redirects=True)
assert "Tak" in thanks.text, thanks.text
print(*sys.modules)
"""
FOR_FILES = ("docx", "lxml", "xlsxwriter", "openpyxl", "icalendar")
"""For Word files, workbooks and calendars. Most servers write none between two starts."""


def test_a_check_in_loads_nothing_that_makes_files(db: Database, cast: Cast, clock: Clock) -> None:
    url = db.engine.url.render_as_string(hide_password=False)
    asked = (url, f"/c/{cast.shop_code}", clock().isoformat())
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *asked],
        cwd=ROOT,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "app" in loaded
    assert loaded.isdisjoint(FOR_FILES), sorted(loaded.intersection(FOR_FILES))
