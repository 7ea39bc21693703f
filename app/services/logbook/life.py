"""The states of a logbook: shared for comments, handed in, being corrected."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy import select

from app import models
from app.db import Database
from app.domain.days.correction_window import NotSettled, corrected_until
from app.domain.logbook.content import HandIn
from app.domain.logbook.content_from_json import content_of
from app.domain.logbook.content_json import as_json
from app.domain.logbook.logbook import (
    Book,
    LogbookPeriod,
    LogbookStands,
    Mix,
    NothingToCorrect,
    Prompt,
    ReflectionText,
    can_be_handed_in_from,
)
from app.domain.people.access import Act, Viewer
from app.domain.reports.period import Period
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.logbook.rows import (
    draft,
    is_open,
    latest_hand_in,
    locked_logbook,
    subject_with_logbook,
)


def share(
    db: Database,
    viewer: Viewer,
    book: Book,
    period: LogbookPeriod,
    *,
    shared: bool,
    now: dt.datetime,
) -> None:
    """Share the draft with everybody who writes logbooks in the partnership, or stop sharing it.

    They can read it and comment. Raises NotFound, and LogbookStands if it is handed in.
    """
    with db.writing() as session:
        subject_with_logbook(session, viewer, Act.WRITE_LOGBOOK, book, period, now)
        row = locked_logbook(session, book, period)
        if not is_open(session, row):
            raise LogbookStands
        row.shared = shared


def hand_in(
    db: Database,
    viewer: Viewer,
    book: Book,
    period: LogbookPeriod,
    *,
    why: str = "",
    now: dt.datetime,
) -> None:
    """Hand the logbook in, storing a copy of its texts and numbers that never changes.

    A correction is stored as a new version; `why` is the reason given for it. Raises NotFound,
    NotSettled while the period's days can be corrected, and LogbookStands if it is already
    handed in.
    """
    with db.writing() as session:
        subject = subject_with_logbook(session, viewer, Act.HAND_IN, book, period, now)
        if now < can_be_handed_in_from(period, subject.day_limit):
            raise NotSettled(corrected_until(period.last))
        row = locked_logbook(session, book, period)
        if not is_open(session, row):
            raise LogbookStands
        latest = latest_hand_in(session, row)
        version = latest.version + 1 if latest else 1
        content = replace(
            draft(session, subject, row, period, now=now),
            handed_in=HandIn(version=version, by=viewer.name, at=now, why=why),
        )
        session.add(
            models.HandedIn(
                logbook_id=row.id,
                version=version,
                person_id=viewer.person_id,
                handed_in_at=now,
                content=as_json(content),
            )
        )
        record(
            session,
            viewer,
            AuditSubject.LOGBOOK,
            AuditDeed.RELEASED,
            partnership_id=subject.partnership_id,
            venue_id=subject.venue_id,
            name=subject.name,
            changes={
                "period": (None, str(Period.span(period.months[0], period.months[-1]))),
                "version": (None, version),
            },
        )
        row.correcting = row.shared = False


def correct(
    db: Database, viewer: Viewer, book: Book, period: LogbookPeriod, *, now: dt.datetime
) -> None:
    """Start a new version of a logbook that is handed in; the old one stays valid until then.

    Raises NotFound, and NothingToCorrect if it isn't handed in or is already being corrected.
    """
    with db.writing() as session:
        subject_with_logbook(session, viewer, Act.HAND_IN, book, period, now)
        row = locked_logbook(session, book, period)
        if is_open(session, row):
            raise NothingToCorrect
        row.correcting = True


def leave_as_it_stood(
    db: Database, viewer: Viewer, book: Book, period: LogbookPeriod, *, now: dt.datetime
) -> None:
    """Cancel a correction and restore the texts that were handed in.

    Raises NotFound, and NothingToCorrect if the logbook is not being corrected.
    """
    with db.writing() as session:
        subject_with_logbook(session, viewer, Act.HAND_IN, book, period, now)
        row = locked_logbook(session, book, period)
        latest = latest_hand_in(session, row)
        if latest is None or not row.correcting:
            raise NothingToCorrect
        stood = {one.prompt: one for one in content_of(latest.content).reflections}
        for kept in session.scalars(
            select(models.Reflection).where(models.Reflection.logbook_id == row.id)
        ):
            said = stood.get(Prompt(kept.prompt), ReflectionText(Prompt(kept.prompt)))
            if not said.says(kept.text, Mix(kept.step) if kept.step else None):
                kept.text, kept.step = said.text, said.step
                kept.version += 1
        row.correcting = row.shared = False
