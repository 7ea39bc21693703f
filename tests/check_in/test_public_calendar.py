"""A venue's public calendar: anybody may follow it, and nobody is counted."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.db import Database
from app.models import Activity, Visit
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import ended
from tests.support.hours import open_on
from tests.support.text import must_find
from tests.support.visit import Visitor


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Read-only; both databases answer alike."""
    return sqlite_url


def test_it_can_be_followed_without_an_account(visit: Visitor, cast: Cast, db: Database) -> None:
    got = visit.client.get(f"/c/{cast.shop_code}.ics")
    assert got.status_code == 200
    assert got.content_type == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in got.headers
    assert "SUMMARY:Strikkecafé\r\n" in got.text
    assert "RRULE:FREQ=WEEKLY;BYDAY=SU\r\n" in got.text
    assert "Reparation" not in got.text
    again = visit.client.get(
        f"/c/{cast.shop_code}.ics", headers={"If-None-Match": got.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert visit.client.post(f"/c/{cast.shop_code}.ics").status_code == 404
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 0
    visit.get("/c/ZZZZ99.ics", status=404)


def test_the_venues_page_has_its_link_and_a_replaced_code_still_leads_to_it(
    app: Flask, visit: Visitor, cast: Cast, clock: Clock
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    address = f"/c/{cast.shop_code}.ics"
    assert [a for a in kim.get(f"/steder/{cast.shop}").all("a") if a.get("href") == address]
    kim.press(kim.get(f"/koder/{cast.shop_code}/skift"), "Ja, skift koden ud", grace_days="0")
    clock.at("2027-03-01")
    assert "Strikkecafé" in visit.client.get(address).text


def test_it_changes_with_what_goes_on_and_ends_with_the_venue(
    app: Flask, visit: Visitor, cast: Cast
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    address = f"/c/{cast.shop_code}.ics"
    before = visit.client.get(address).headers["ETag"]
    kim.press(kim.get(f"/aktiviteter/{cast.knitting}"), "Læg i arkivet")
    after = visit.client.get(address, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert "Strikkecafé" not in after.text
    kim.post(f"/steder/{cast.shop}/arkiver")
    visit.get(address, status=410)
    assert address not in kim.get(f"/steder/{cast.shop}").response.text


def held(file: str, first: dt.date, days: int) -> list[tuple[str, str]]:
    """What is on in those days, read strictly as RFC 5545."""
    assert file.endswith("\r\n")
    lines = re.sub(r"\r\n ", "", file).split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    open_parts: list[str] = []
    events: list[dict[str, list[str]]] = []
    for line in lines:
        name, value = must_find(r"(?s)^([A-Z-]+(?:;[A-Z-]+=[^:;]+)*):(.*)\Z", line).groups()
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts[-1] == "VEVENT":
            events[-1].setdefault(name, []).append(value)
    assert not open_parts
    assert len({one["UID"][0] for one in events}) == len(events)
    found = []
    for one in events:
        (start,) = [key for key in one if key.startswith("DTSTART")]
        begins = dt.datetime.fromisoformat(one[start][0])
        without = set(one.get(start.replace("DTSTART", "EXDATE"), []))
        for day in range(days):
            at = dt.datetime.combine(first + dt.timedelta(days=day), begins.time())
            weekly = "RRULE" in one and (at - begins).days % 7 == 0 and at >= begins
            if (weekly or at == begins) and f"{at:%Y%m%dT%H%M%S}" not in without:
                found.append((f"{at:%Y-%m-%d %H:%M}", one["SUMMARY"][0]))
    return sorted(found)


def test_a_program_reads_the_opening_hours_and_the_days_that_were_closed(
    visit: Visitor, cast: Cast, db: Database, clock: Clock
) -> None:
    today = clock().date()
    open_on(db, cast.shop, 0, 4)
    with db.writing() as session:
        for name, kind in (("Reol; til, alle", "fixed"), ("Spirer", "emerging")):
            session.add(Activity(venue_id=cast.shop, name=name, kind=kind, created_on=today))
    friday = dt.date(2026, 12, 25)
    clock.at("2026-12-28", 8)
    with db.writing() as session:
        for date in (friday, dt.date(2026, 12, 27)):
            session.add(ended(cast.shop, date, state="closed"))
    file = visit.client.get(f"/c/{cast.shop_code}.ics").data.decode()
    week = held(file, dt.date(2026, 12, 14), 7)
    shelf = "Reol\\; til\\, alle"
    assert week == [
        ("2026-12-14 10:00", shelf),
        ("2026-12-14 10:00", "Reparation"),
        ("2026-12-18 10:00", shelf),
        ("2026-12-18 10:00", "Reparation"),
        ("2026-12-20 10:00", "Strikkecafé"),
    ]
    assert held(file, dt.date(2026, 12, 21), 7) == [
        ("2026-12-21 10:00", shelf),
        ("2026-12-21 10:00", "Reparation"),
    ]
    new_year = held(file, dt.date(2026, 12, 28), 7)
    assert [at for at, name in new_year if name != "Reparation"] == [
        "2026-12-28 10:00",
        "2027-01-01 10:00",
        "2027-01-03 10:00",
    ]
    assert "Spirer" not in file
