"""With two roles on PostgreSQL, the application can only read and add lines of the trail."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event, insert, select, text
from sqlalchemy.exc import ProgrammingError

from app import create_app
from app.domain.venues.kinds import OrganisationKind
from app.models import AuditEntry, Partnership, Visit
from app.services.days.closing import close_due_days
from app.services.venues import organisations
from config import Config
from tests.support.browser_client import BrowserClient
from tests.support.cast import make_cast
from tests.support.clock import Clock
from tests.support.postgres import Server
from tests.support.source import ROOT
from tests.support.viewers import viewer
from tests.support.visit import Visitor

pytestmark = pytest.mark.database("postgresql")
APPLICATION, OWNER = "her-i-dag", "her-i-dag-owner"
STEPS = re.findall(r"```sql\n(.*?)```", (ROOT / "docs/operating.md").read_text("utf-8"), re.S)


def url(server: Server, role: str) -> str:
    return f"postgresql+psycopg://{role}@127.0.0.1:{server.port}/apart"


@pytest.fixture
def apart(
    database_kind: str, postgres_server: Server, clock: Clock
) -> Iterator[tuple[Flask, Flask]]:
    """An application in a database that was divided as docs/operating.md says."""
    server = postgres_server
    server.run(f'CREATE ROLE "{APPLICATION}" LOGIN')
    server.run(f'CREATE DATABASE apart OWNER "{APPLICATION}"')
    config = Config(database_url=url(server, APPLICATION), base_url="http://localhost")
    app = create_app(config, clock)
    assert app.test_cli_runner().invoke(args=["migrate"]).exit_code == 0
    with psycopg.connect(
        f"postgresql://postgres@127.0.0.1:{server.port}/apart", autocommit=True
    ) as superuser:
        superuser.execute(STEPS[0].encode())
    both = Config(
        database_url=config.database_url,
        base_url=config.base_url,
        database_owner_url=url(server, OWNER),
    )
    operator = create_app(both, clock)
    for _twice in range(2):
        run(operator, "migrate")
    yield app, operator
    for each in (app, operator):
        each.extensions["her_i_dag"].db.close()
    server.run("DROP DATABASE apart WITH (FORCE)")
    server.run(f'DROP ROLE "{OWNER}"')
    server.run(f'DROP ROLE "{APPLICATION}"')


def run(app: Flask, command: str, code: int = 0) -> str:
    found = app.test_cli_runner().invoke(args=[command])
    assert found.exit_code == code, found.output
    return found.output


def test_it_only_adds_and_the_owner_deletes_what_is_old(
    apart: tuple[Flask, Flask], clock: Clock
) -> None:
    app, operator = apart
    db = app.extensions["her_i_dag"].db
    cast = make_cast(db, clock())
    kim = viewer(db, 2)
    organisations.add_organisation(
        db, kim, cast.partnership, name="A", kind=OrganisationKind.ASSOCIATION
    )
    old = {
        "partnership_id": cast.partnership,
        "at": dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
        "subject": "venue",
        "deed": "archived",
        "changes": {},
    }
    with db.writing() as session:
        session.execute(insert(AuditEntry), [old])
    for statement in (
        "UPDATE audit_entry SET person_id = 1",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DROP TABLE audit_entry",
        "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_entry_guarded ON audit_entry",
        "REASSIGN OWNED BY CURRENT_USER TO CURRENT_USER; DELETE FROM audit_entry",
        f'SET ROLE "{OWNER}"',
        "CREATE OR REPLACE FUNCTION guard_audit_entry() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RETURN OLD; END'",
    ):
        with pytest.raises(ProgrammingError), db.writing() as session:
            session.execute(text(statement))
    assert "Set DATABASE_OWNER_URL" in run(app, "expire-audit", 1)
    assert "Deleted 1 lines." in run(operator, "expire-audit")
    with db.reading() as session:
        assert [one.subject_name for one in session.scalars(select(AuditEntry))] == ["A"]


def test_the_application_works_whole(apart: tuple[Flask, Flask], clock: Clock) -> None:
    """It counts, closes its days without a byte left, and says how the trail is guarded."""
    app, _operator = apart
    app.test_client_class = BrowserClient
    db = app.extensions["her_i_dag"].db
    cast = make_cast(db, clock())
    phone = Visitor(app)
    phone.press(phone.get(f"/c/{cast.shop_code}"), "Jeg er her")
    kim = Visitor(app).sign_in(cast.kim)
    kim.post(f"/steder/{cast.shop}/arkiver")
    assert "arkiverede" in kim.get(f"/partnerskab/{cast.partnership}/hvem-gjorde-hvad").text
    # A role that may not rewrite a table is told so in a notice, and the bytes stay.
    said = []
    db.close()
    event.listen(
        db.engine,
        "connect",
        lambda raw, _record: raw.add_notice_handler(lambda one: said.append(one.message_primary)),
    )
    clock.pass_(days=2)
    assert close_due_days(db, now=clock()) == 1
    db.scrub("person", "handed_in", "pg_statistic")
    assert not said
    with db.reading() as session:
        assert not session.scalars(select(Visit)).all()
        owners = session.execute(
            text("SELECT tablename, tableowner FROM pg_tables WHERE schemaname = 'public'")
        )
        assert {name for name, owner in owners if owner != APPLICATION} == {"audit_entry"}
        assert session.scalars(select(Partnership)).first()
    assert (
        "trail: this role can only read and add lines"
        in app.test_cli_runner().invoke(args=["doctor"]).output
    )
