"""Telling the operator by mail that days stay open or backups are missing, and when it is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.mail.kinds import MailKind
from app.services.mail import outbox
from app.services.operations.checks import LATE
from app.services.operations.upkeep import Upkeep, upkeep

LET_CLOSE = dt.timedelta(hours=2)
"""How long after its end a day may stay open before somebody is told."""


def tell_operator(db: Database, folder: Path | None, *, now: dt.datetime) -> None:
    """Put a mail to the operator in the outbox if something is wrong, or no longer is.

    Something wrong is told once a day at most, however many processes look. `folder` is where
    backups are kept, or None if nobody knows. Raises StorageUnavailable.
    """
    wrong = list(_wrong(upkeep(db, folder, now=now - LET_CLOSE), folder, now))
    key = f"{MailKind.UPKEEP}:{service_date(now)}"
    with db.reading() as session:
        told = _told_last(session)
        if not wrong and not told:
            return
        is_told = session.scalar(select(models.Mail.id).where(models.Mail.once == key))
    if wrong and is_told:
        return
    with db.writing() as session:
        once = key if wrong else f"{key}:good"
        outbox.put(session, MailKind.UPKEEP, now=now, about={"wrong": wrong}, once=once)


def _told_last(session: Session) -> list[str]:
    """Return what was wrong by the newest mail to the operator; empty if nothing."""
    about = session.scalar(
        select(models.Mail.about)
        .where(models.Mail.once.startswith(f"{MailKind.UPKEEP}:"))
        .order_by(models.Mail.id.desc())
        .limit(1)
    )
    return list(about["wrong"]) if about else []


def _wrong(seen: Upkeep, folder: Path | None, now: dt.datetime) -> Iterator[str]:
    if seen.due:
        yield f"Days that have ended and are not closed: {seen.due}."
    if seen.set_aside:
        yield f"Days set aside because they could not be closed: {seen.set_aside}."
    if folder is None:
        return
    if seen.last_backup is None:
        yield "There is no backup."
    elif now - seen.last_backup > LATE:
        yield f"The newest backup was made on {seen.last_backup:%Y-%m-%d at %H:%M} UTC."
