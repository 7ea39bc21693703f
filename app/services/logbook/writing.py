"""Writing reflections and comments in a logbook that is not handed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app import models
from app.db import Database
from app.domain.days.day_note import Note
from app.domain.logbook.logbook import (
    Book,
    LogbookPeriod,
    LogbookStands,
    Mix,
    NotShared,
    Prompt,
    ReflectionText,
    WrittenMeanwhile,
)
from app.domain.people.access import Act, NotFound, Viewer
from app.services.logbook.rows import (
    is_open,
    locked_logbook,
    logbook_of,
    notes_of,
    readable,
    reflections_of,
    subject_with_logbook,
)


@dataclass(frozen=True)
class ToWrite:
    """A prompt to answer, with the period's day notes as a source."""

    venue_name: str
    reflection: ReflectionText
    notes: tuple[Note, ...] = ()


def to_write(
    db: Database,
    viewer: Viewer,
    book: Book,
    period: LogbookPeriod,
    prompt: Prompt,
    *,
    now: dt.datetime,
) -> ToWrite:
    """Return the prompt's current text. Raises NotFound, and LogbookStands if handed in."""
    with db.reading() as session:
        subject = subject_with_logbook(session, viewer, Act.WRITE_LOGBOOK, book, period, now)
        row = logbook_of(session, book, period)
        if not is_open(session, row):
            raise LogbookStands
        return ToWrite(
            subject.name,
            reflections_of(session, row)[prompt],
            notes_of(session, subject, period),
        )


def write(
    db: Database,
    viewer: Viewer,
    book: Book,
    period: LogbookPeriod,
    prompt: Prompt,
    *,
    text: str,
    step: Mix | None = None,
    seen: int,
    now: dt.datetime,
) -> None:
    """Save the answer to a prompt. `seen` is the version that the author started from.

    Raises NotFound, LogbookStands if the logbook is handed in, and WrittenMeanwhile, without
    saving, if the answer has changed since version `seen`.
    """
    with db.writing() as session:
        subject_with_logbook(session, viewer, Act.WRITE_LOGBOOK, book, period, now)
        row = locked_logbook(session, book, period)
        if not is_open(session, row):
            raise LogbookStands
        kept = reflections_of(session, row)[prompt]
        if kept.says(text, step):
            return
        if kept.version != seen:
            raise WrittenMeanwhile(kept)
        session.merge(
            models.Reflection(
                logbook_id=row.id,
                prompt=prompt,
                text=text,
                step=step,
                version=seen + 1,
                person_id=viewer.person_id,
                written_at=now,
            )
        )


def comment(
    db: Database,
    viewer: Viewer,
    book: Book,
    period: LogbookPeriod,
    *,
    text: str,
    now: dt.datetime,
) -> None:
    """Comment on a shared draft.

    Raises NotFound, and NotShared if the draft isn't shared or the logbook is handed in.
    """
    with db.writing() as session:
        subject, row = readable(session, viewer, book, period)
        if subject.partnership_id not in viewer.partnerships(Act.WRITE_LOGBOOK):
            raise NotFound
        if row is None or not row.shared or not is_open(session, row):
            raise NotShared
        session.add(
            models.LogbookComment(
                logbook_id=row.id, person_id=viewer.person_id, text=text, written_at=now
            )
        )
