"""Real attendance, replayed: every counted person is posted through the real check-in.

    .venv/bin/python -m bench.replay

Day by day with the clock moved; each day is closed by the first request after its limit. At the
end the exported months are held against the file, to the person. Exits with 1 on any difference.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import datetime as dt
import itertools
import json
import random
import re
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from app.db import Database
from app.domain.base.months import Month
from app.domain.base.service_day import ONE_DAY, ZONE
from app.domain.days.day_state import DayState
from app.domain.reports.definitions import BY_NUMBER, Number
from app.migrating import upgrade
from bench.centres import EMAIL, PASSWORD, Centres, set_up
from bench.serving import ROOT, NotServed, Server, serving

FILE = ROOT / "tests" / "data" / "community-centres-daily.csv"
NOON = dt.time(12)
VISITS, DAYS_COUNTED = (
    BY_NUMBER[number].term("da") for number in (Number.VISITS, Number.DAYS_COUNTED)
)
ONE_TIME_KEY = re.compile(r'name="key" value="([0-9a-f]{32})"')

Days = dict[dt.date, dict[str, int]]


@dataclass(frozen=True)
class Tally:
    """A venue's month: how many people, and on how many days they were counted."""

    people: int = 0
    days: int = 0


Tallies = dict[tuple[str, Month], Tally]


def read_days(
    path: Path = FILE,
    *,
    first: dt.date = dt.date.min,
    last: dt.date = dt.date.max,
    venue: str = "",
) -> Days:
    """The people of each counted day by venue, in a span, at venues whose name holds `venue`.

    Raises ValueError for a day of nobody: that is a day counted zero, which no check-in makes.
    """
    days: Days = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            date, people = dt.date.fromisoformat(row["date"]), int(row["people"])
            if people < 1:
                raise ValueError(f"{row['venue']} counted nobody on {date}")
            if first <= date <= last and venue in row["venue"]:
                days.setdefault(date, {})[row["venue"]] = people
    return dict(sorted(days.items()))


def tally(days: Days) -> Tallies:
    """The months of the days."""
    tallies: Tallies = {}
    for date, venues in days.items():
        for venue, people in venues.items():
            key = (venue, Month.of(date))
            before = tallies.get(key, Tally())
            tallies[key] = Tally(before.people + people, before.days + 1)
    return tallies


def replay(
    server: Server,
    centres: Centres,
    days: Days,
    *,
    phones: int = 1,
    fast: bool = False,
    progress: Callable[[str], None] = lambda _line: None,
) -> int:
    """Post everybody, day by day at noon, and let the last day close; returns how many.

    `phones` of them tap at the same time. `fast`: they make their one-time keys themselves and
    leave the page out. Raises NotServed where somebody could not be counted.
    """
    posted = 0
    began = time.perf_counter()
    check_in = _post_only if fast else _fetch_and_post
    with ThreadPoolExecutor(phones) as pool:
        for month, dates in itertools.groupby(days, Month.of):
            for date in dates:
                server.clock.set(dt.datetime.combine(date, NOON, ZONE))
                codes = [centres.codes[venue] for venue in Counter(days[date]).elements()]
                # People come to all venues at once.
                random.Random(date.toordinal()).shuffle(codes)
                posted += sum(pool.map(check_in, itertools.repeat(server), codes))
            rate = posted / (time.perf_counter() - began)
            progress(f"{month}  {posted:6d} posted, {rate:5.0f} a second")
    server.clock.set(dt.datetime.combine(max(days) + ONE_DAY, NOON, ZONE))
    return posted


def _fetch_and_post(server: Server, code: str) -> bool:
    page = server.get(f"/c/{code}")
    found = ONE_TIME_KEY.search(page.text)
    if page.status != 200 or found is None:
        raise NotServed(f"no question at /c/{code}: {page.status}")
    return _post(server, code, found[1])


def _post_only(server: Server, code: str) -> bool:
    return _post(server, code, secrets.token_hex(16))


def _post(server: Server, code: str, key: str) -> bool:
    # Either answer, depending on the random key: both count the same.
    answer = server.post(f"/c/{code}", key=key, svar="her" if key[0] < "8" else "bare")
    if answer.status != 303 or "Set-Cookie" not in answer.headers:
        raise NotServed(f"not counted at /c/{code}: {answer.status}")
    return True


def exported(
    server: Server, centres: Centres, first: dt.date, last: dt.date
) -> tuple[Tallies, Days]:
    """What a coordinator downloads: the months of the CSV files, the counted days of the JSON.

    `first` and `last` are any days of the first and last month. Raises NotServed.
    """
    cookie = sign_in(server)
    tallies: Tallies = {}
    days: Days = {}
    month = Month.of(first)
    while month <= Month.of(last):
        for venue, venue_id in centres.ids.items():
            address = f"/rapporter/{venue_id}/{month}"
            found = _tally_of(_download(server, f"{address}.csv", cookie), month)
            if found != Tally():
                tallies[venue, month] = found
            content = json.loads(_download(server, f"{address}.json", cookie))
            for day in content["reports"][0]["days"]:
                if day["state"] == DayState.COUNTED:
                    days.setdefault(dt.date.fromisoformat(day["date"]), {})[venue] = day["visits"]
        month = month.next
    return tallies, dict(sorted(days.items()))


def sign_in(server: Server) -> str:
    """The coordinator's cookie. Raises NotServed."""
    answer = server.post("/log-ind", email=EMAIL, password=PASSWORD)
    if answer.status != 303:
        raise NotServed(f"no sign-in: {answer.status}")
    return answer.headers["Set-Cookie"].partition(";")[0]


def _download(server: Server, path: str, cookie: str) -> str:
    answer = server.get(path, Cookie=cookie)
    if answer.status != 200:
        raise NotServed(f"no file at {path}: {answer.status}")
    return answer.body.decode("utf-8-sig")


def _tally_of(month_csv: str, month: Month) -> Tally:
    numbers = {
        row["Mål"]: row["Tal"]
        for row in csv.DictReader(month_csv.splitlines(), delimiter=";")
        # The year to date is next to the month.
        if row["Periode"] == str(month)
    }
    return Tally(int(numbers[VISITS]), int(numbers[DAYS_COUNTED]))


def differences(days: Days, found: tuple[Tallies, Days]) -> list[str]:
    """A line for each month and each day that differs from the file."""
    expected, (tallies, found_days) = tally(days), found
    lines = [
        f"{venue} {month}: {expected.get((venue, month))} in the file, "
        f"{tallies.get((venue, month))} exported"
        for venue, month in sorted(expected.keys() | tallies.keys())
        if expected.get((venue, month)) != tallies.get((venue, month))
    ]
    lines += [
        f"{date}: {days.get(date)} in the file, {found_days.get(date)} exported"
        for date in sorted(days.keys() | found_days.keys())
        if days.get(date) != found_days.get(date)
    ]
    return lines


def table(days: Days, found: Tallies) -> str:
    """The months, venue by venue: people and counted days, in the file and exported."""
    lines = [f"{'month':8} {'venue':30} {'file':>14} {'exported':>14}"]
    for (venue, month), expected in sorted(
        tally(days).items(), key=lambda item: (item[0][1], item[0][0])
    ):
        cells = [
            f"{each.people:6d} / {each.days:2d} d"
            for each in (expected, found.get((venue, month), Tally()))
        ]
        lines.append(f"{month!s:8} {venue:30} {cells[0]:>14} {cells[1]:>14}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """The command. Returns 0 if every month and day matches to the person."""
    wanted = _options().parse_args(arguments)
    days = read_days(first=wanted.first, last=wanted.last, venue=wanted.venue)
    if not days:
        print("Nobody was counted there then.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        url = wanted.database or f"sqlite:///{folder}/her-i-dag.sqlite"
        upgrade(url)
        with contextlib.closing(Database(url)) as db:
            centres = set_up(db, days)
        with serving(url, Path(folder)) as server:
            began = time.perf_counter()
            posted = replay(
                server, centres, days, phones=wanted.phones, fast=wanted.fast, progress=print
            )
            seconds = time.perf_counter() - began
            found = exported(server, centres, min(days), max(days))
    print(table(days, found[0]))
    wrong = differences(days, found)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(
        f"{posted} people posted in {seconds:.0f} s, {posted / seconds:.0f} a second, "
        f"{server.repeats} sent again; "
        f"{sum(each.people for each in found[0].values())} exported; "
        f"{len(wrong)} differences"
    )
    return 1 if wrong else 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m bench.replay", description=__doc__)
    day = dt.date.fromisoformat
    options.add_argument("--from", dest="first", type=day, default=dt.date.min, metavar="DATE")
    options.add_argument("--to", dest="last", type=day, default=dt.date.max, metavar="DATE")
    options.add_argument("--venue", default="", help="only venues whose name holds this")
    options.add_argument("--database", help="an empty database; otherwise a new SQLite file")
    options.add_argument("--phones", type=int, default=1, help="how many tap at the same time")
    options.add_argument("--fast", action="store_true", help="post without fetching the page")
    return options


if __name__ == "__main__":
    sys.exit(main())
