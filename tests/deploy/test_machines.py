"""Two machines with one PostgreSQL, and a proxy that remembers nobody."""

from __future__ import annotations

import itertools
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text, update

from app.db import Database
from app.domain.base.service_day import DEFAULT_LIMIT
from app.models import Venue
from tests.support import caddy
from tests.support.cast import PASSWORD, Cast
from tests.support.machines import Machine, Phones, Roaming, counted, ids_of

SECONDS = re.compile(r'data-(?:at|left)="\d+"')

pytestmark = [
    pytest.mark.database("postgresql"),
    pytest.mark.skipif(not caddy.available(), reason="caddy is not installed"),
]


class Site:
    """An installation: the address that people use, and its machines, which have been started."""

    def __init__(self, url: str, machines: list[Machine]) -> None:
        self.url, self.machines = url, machines

    def sign_in(self, email: str) -> Roaming:
        person = Roaming(self.url, machines=self.machines)
        person.ask("/log-ind")
        assert person.ask("/log-ind", email=email, password=PASSWORD)[0] == 303
        return person

    def each(self, person: Roaming, path: str) -> list[str]:
        """What each machine shows, asked one after the other."""
        shown = [person.ask(path) for _machine in self.machines]
        assert [status for status, _page in shown] == [200] * len(shown)
        return [page for _status, page in shown]


@pytest.fixture
def site(tmp_path: Path, database_url: str, cast: Cast, db: Database) -> Iterator[Site]:
    with db.writing() as session:
        session.execute(update(Venue).values(daily_cap=1_000_000, minute_cap=0))
    db.close()
    url = f"https://localhost:{caddy.free_port()}"
    (tmp_path / "shared").mkdir()
    settings = {
        "DATABASE_URL": database_url,
        "BASE_URL": url,
        "TRUSTED_PROXIES": "1",
        "SECOND_FACTOR": "0",
        "SHARED_FOLDER": str(tmp_path / "shared"),
    }
    machines = [Machine(tmp_path / name, **settings) for name in ("one", "two")]
    try:
        for machine in machines:
            machine.start()
        yield Site(url, machines)
    finally:
        for machine in machines:
            machine.kill()


@pytest.fixture
def proxied(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The machines behind Debian's Caddy."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / caddy.AUTHORITY))
    addresses = [machine.address for machine in site.machines]
    with caddy.running(tmp_path, site.url, caddy.free_port(), *addresses):
        yield site


def key_on(page: str) -> str:
    return page.partition('name="key" value="')[2].partition('"')[0]


def test_a_visitor_may_come_to_another_machine_each_time(
    site: Site, cast: Cast, db: Database
) -> None:
    path = f"/c/{cast.repair_code}"  # It is on every day, and the machines go by the real clock.
    phone = Roaming(site.url, machines=site.machines)
    key = key_on(phone.ask(path)[1])
    assert phone.ask(path, svar="her", key=key)[0] == 303
    assert all("Reparation" in page for page in site.each(phone, f"{path}/besoeg"))
    # The same press at the other machine is the same visit.
    assert phone.ask(path, svar="her", key=key)[0] == 303
    assert counted(db, cast.shop) == (ids_of(db, cast.shop, {key}), 1)


def test_who_works_there_may_too(site: Site, cast: Cast) -> None:
    """In one test, as it takes seconds to start two servers."""
    ane, kim = site.sign_in(cast.ane), site.sign_in(cast.kim)
    host_sees_one_board(site, ane, cast.shop)
    set_up_is_new_at_once(site, kim, cast)
    [one, other] = site.each(kim, f"/rapporter/{cast.shop}/2026-10.csv")
    assert one == other
    file_is_read_by_the_other(site, kim, cast.partnership)
    stolen = Roaming(site.url, dict(ane.cookies), machines=site.machines)
    site.each(stolen, f"/i-dag/{cast.shop}")
    assert ane.ask("/log-ud", ok="1")[0] == 303
    assert [stolen.ask(f"/i-dag/{cast.shop}")[0] for _machine in site.machines] == [303, 303]


def host_sees_one_board(site: Site, host: Roaming, venue_id: int) -> None:
    path = f"/i-dag/{venue_id}"
    seen: set[str] = set()
    for _press in range(3):
        assert host.ask(path, key=secrets.token_hex(16), do="plus")[0] == 303
        boards = {SECONDS.sub("", page) for page in site.each(host, f"{path}/tal")}
        assert len(boards) == 1
        assert not boards & seen
        seen |= boards


def set_up_is_new_at_once(site: Site, coordinator: Roaming, cast: Cast) -> None:
    phone = Roaming(site.url, machines=site.machines)
    path = f"/c/{cast.shop_code}"
    for name in ("Butikken", "Kulturhuset", "Skuret"):
        assert not any(name in page for page in site.each(phone, path))
        form = {"kind": "genbrugsbutik", "organisation": "0", "unit_length": "3"}
        form |= {"name": name, "day_limit": str(DEFAULT_LIMIT)}
        assert coordinator.ask(f"/steder/{cast.shop}/ret", **form)[0] == 303
        assert all(name in page for page in site.each(phone, path))


def file_is_read_by_the_other(site: Site, coordinator: Roaming, partnership_id: int) -> None:
    path = f"/partnerskab/{partnership_id}/tidligere"
    cells = "Dato;Besøg\n2026-10-01;12\n2026-10-02;7\n"
    assert coordinator.ask(path, pasted=cells)[0] == 303
    shown = site.each(coordinator, coordinator.headers["Location"])
    assert all("19 besøg" in page for page in shown)


def test_what_was_thanked_for_counts_once_when_a_machine_is_killed(
    proxied: Site, cast: Cast, db: Database
) -> None:
    paths = [f"/c/{cast.shop_code}", f"/c/{cast.knitting_code}"]
    phones = Phones(proxied.url, paths)
    phones.start()
    try:
        for machine in itertools.islice(itertools.cycle(proxied.machines), 4):
            phones.wait_for(5)
            machine.kill()
            phones.wait_for(5)
            machine.start()
    finally:
        phones.stop()
    keys = {key for _path, key in phones.sent}
    assert counted(db, cast.shop) == (ids_of(db, cast.shop, keys), len(keys))
    assert phones.thanked == len(keys)


def test_no_request_fails_while_one_after_the_other_is_upgraded(
    proxied: Site, cast: Cast, db: Database
) -> None:
    phones = Phones(proxied.url, [f"/c/{cast.shop_code}", f"/c/{cast.knitting_code}"])
    phones.start()
    try:
        phones.wait_for(5)
        with db.engine.begin() as connection:
            before = connection.scalar(text("SELECT version_num FROM alembic_version"))
            connection.execute(text("ALTER TABLE visit ADD COLUMN newest INTEGER"))
            connection.execute(text("UPDATE alembic_version SET version_num = '9999_newest'"))
        for machine in proxied.machines:
            machine.upgrade()
            phones.wait_for(5)
    finally:
        phones.stop()
        with db.engine.begin() as connection:
            connection.execute(text("ALTER TABLE visit DROP COLUMN IF EXISTS newest"))
            connection.execute(
                text("UPDATE alembic_version SET version_num = :before"), {"before": before}
            )
    keys = {key for _path, key in phones.sent}
    assert not phones.troubles
    assert counted(db, cast.shop) == (ids_of(db, cast.shop, keys), len(keys))
