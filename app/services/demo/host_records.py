"""Demo records by hosts: day notes, attendance estimates, time spent and corrections."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.board.attendance_estimate import asks_on
from app.domain.board.host_workload import HostPage
from app.domain.days.corrections import CorrectionReason
from app.domain.days.day_note import Way
from app.domain.days.day_state import DayState
from app.domain.visits.counting import Measure
from app.domain.visits.idempotency_key import new_key
from app.domain.visits.source import Source
from app.services.days import corrections
from app.services.demo.building import Built
from app.services.demo.shapes import HOST
from app.services.people import accounts

WORDS: tuple[tuple[str, Way | None], ...] = (
    ("To, der ikke kendte hinanden, lavede suppe sammen.", Way.CONNECTING),
    ("En nabo kom for kaffens skyld og blev til opvasken.", Way.INVITING),
    ("Nogen ville gerne prøve kassen. Det gik fint.", Way.INVITING),
    ("Vi flyttede bordene sammen, og så begyndte snakken.", Way.FACILITATING),
    ("Regn hele dagen. Stille og rart.", None),
    ("Der blev spurgt efter en symaskine. Vi fandt to.", Way.CONNECTING),
    ("Børnene malede skiltet til døren 🎨", Way.FACILITATING),
    ("En kom med en kasse æbler, og en anden vidste, hvad man gør med æbler.", Way.CONNECTING),
    ("Vi viste rundt tre gange. Det tog ti minutter hver gang.", Way.INVITING),
    ("Mødet om haven passede sig selv. Vi lavede kun kaffen.", Way.FACILITATING),
)
DAYS_OF_WORDS, DAYS_OF_CHECKS, DAYS_OF_TIME = 120, 120, 40
SHARE_OF_WORDS = 0.2
CORRECTED = (
    (3, CorrectionReason.FORGOTTEN),
    (-2, CorrectionReason.TWICE),
    (2, CorrectionReason.WRONG_DAY),
)
"""Corrections of the latest counted days at the demo host's venues, newest day first."""


def write_told(session: Session, built: Built, today: dt.date) -> None:
    """Add day notes, attendance estimates and time spent to a venue's counted days."""
    codes = _by_codes(session, built.venue_id, today - dt.timedelta(days=DAYS_OF_CHECKS))
    said: set[str] = set()
    for date in _counted(session, built.venue_id, today - dt.timedelta(days=DAYS_OF_WORDS)):
        chance = random.Random(f"{built.plan.code} {date} told")  # noqa: S311
        ago = (today - date).days
        text, way = chance.choice(WORDS)
        # The logbook lists the notes of a whole quarter, so none may appear twice.
        if chance.random() < SHARE_OF_WORDS and text not in said:
            said.add(text)
            session.add(
                models.DayNote(venue_id=built.venue_id, service_date=date, text=text, way=way)
            )
        if asks_on(date, built.venue_id) and ago <= DAYS_OF_CHECKS:
            by_codes = int(codes.get(date, 0) * 0.7)
            about = round(by_codes / chance.uniform(0.6, 0.9)) if chance.random() < 0.8 else None
            session.add(
                models.HeadCheck(
                    venue_id=built.venue_id, service_date=date, said=about, by_codes=by_codes
                )
            )
        if ago <= DAYS_OF_TIME:
            seconds = {
                HostPage.BOARD: chance.randrange(15, 45),
                HostPage.NUMBERS: chance.randrange(0, 20),
            }
            if chance.random() < 0.1:
                seconds[HostPage.PAPER] = chance.randrange(30, 60)
            session.add_all(
                models.HostTime(
                    venue_id=built.venue_id, service_date=date, part=part.value, seconds=number
                )
                for part, number in seconds.items()
                if number
            )


def write_corrections(db: Database, plans: Iterable[Built], *, now: dt.datetime) -> None:
    """Correct recent days at the demo host's venues, with the service that the pages use."""
    with db.reading() as session:
        person_id = session.scalars(
            select(models.Person.id).where(models.Person.email == HOST)
        ).one()
    viewer = accounts.viewer(db, person_id)
    assert viewer is not None, "the demo's own host is gone"  # noqa: S101
    for built in plans:
        if built.venue_id not in viewer.venues:
            continue
        with db.reading() as session:
            limit = session.get_one(models.Venue, built.venue_id).day_limit
            first = service_date(now, limit) - dt.timedelta(days=7)
            days = _counted(session, built.venue_id, first)[::-1]
        for (number, why), date in zip(CORRECTED, days, strict=False):
            corrections.correct(
                db, viewer, built.venue_id, date, number, why, key=new_key(), now=now
            )


def _counted(session: Session, venue_id: int, first: dt.date) -> list[dt.date]:
    return list(
        session.scalars(
            select(models.Day.service_date)
            .where(
                models.Day.venue_id == venue_id,
                models.Day.state == DayState.COUNTED,
                models.Day.service_date >= first,
            )
            .order_by(models.Day.service_date)
        )
    )


def _by_codes(session: Session, venue_id: int, first: dt.date) -> dict[dt.date, int]:
    rows = session.execute(
        select(models.DayCount.service_date, func.sum(models.DayCount.number))
        .where(
            models.DayCount.venue_id == venue_id,
            models.DayCount.service_date >= first,
            models.DayCount.measure == Measure.SOURCE,
            models.DayCount.source.in_((Source.PHONE, Source.TABLET)),
        )
        .group_by(models.DayCount.service_date)
    )
    return {date: int(number) for date, number in rows}
