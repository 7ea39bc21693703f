"""Who sees what of those who sign in, as the notice to staff says."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Person
from tests.support.cast import Cast
from tests.support.logbook_pages import write
from tests.support.visit import Visitor


def test_coordinators_see_name_e_mail_and_access(app: Flask, db: Database, cast: Cast) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    people = kim.get("/personer").text
    with db.reading() as session:
        ane = session.scalars(select(Person).where(Person.email == cast.ane)).one()
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/{ane.id}").text
    for said in (ane.name, cast.ane, "Vært"):
        assert said in people + page, said
    assert cast.bo not in people


def test_whoever_reads_a_logbook_sees_who_wrote(app: Flask, cast: Cast) -> None:
    address = f"/logbog/{cast.shop}/2026-4"
    write(Visitor(app).sign_in(cast.ane), address, "learned", "Vi lærte noget.")
    read = Visitor(app).sign_in(cast.kim).get(address).text
    assert "Vi lærte noget." in read
    assert "Sidst skrevet af Ane" in read
