"""Reading a logbook: the hosts' reflections on a period, with its numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.days.correction_window import corrected_until
from app.domain.logbook.content import Changes, Content, HandIn, changes
from app.domain.logbook.content_from_json import content_of
from app.domain.logbook.logbook import (
    Book,
    LogbookPeriod,
    can_be_handed_in_from,
    latest_first,
    share_days,
)
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.look import NEUTRAL, Look
from app.services.core.venue_profile import look_on_paper
from app.services.logbook.periods import period_of
from app.services.logbook.rows import draft, hand_ins, readable
from app.services.logbook.subject import LogbookSubject, periods_of_subject


@dataclass(frozen=True)
class Comment:
    """A comment on a draft. `by` is the author's name."""

    by: str
    at: dt.datetime
    text: str


@dataclass(frozen=True)
class OpenLogbook:
    """A logbook to read: the current draft, or a version that was handed in.

    `from_when` is the UTC time from which it can be handed in, and `is_settled` is whether that
    has passed. `until` is the last date on which its numbers can be corrected. `correcting` is
    whether the draft shown corrects an earlier version. `versions` are those handed in, newest
    first, and `changed` is how the one shown differs from the one before it. `also_in` are the
    subject's other logbooks that count some of the same visits and that the viewer may open.
    `look` is that of the venue now, on paper.
    """

    book: Book
    content: Content
    may_write: bool
    may_hand_in: bool
    may_correct: bool
    may_comment: bool
    from_when: dt.datetime
    until: dt.date
    is_settled: bool
    shared: bool
    correcting: bool
    versions: tuple[HandIn, ...]
    changed: Changes | None
    comments: tuple[Comment, ...]
    also_in: tuple[LogbookPeriod, ...] = ()
    look: Look = NEUTRAL


def open_logbook(
    db: Database,
    viewer: Viewer,
    book: Book,
    period: LogbookPeriod,
    *,
    version: int | None = None,
    now: dt.datetime,
) -> OpenLogbook:
    """Return a logbook for a period, or a version of it that was handed in.

    Raises NotFound, also for an unknown version, and if the viewer may not see the draft and
    nothing has been handed in.
    """
    with db.reading() as session:
        subject, row = readable(session, viewer, book, period)
        if period not in periods_of_subject(session, subject, now=now):
            raise NotFound
        writes = viewer.may(Act.WRITE_LOGBOOK, subject.partnership_id, subject.venue_id)
        shared = row is not None and row.shared
        colleague = subject.partnership_id in viewer.partnerships(Act.WRITE_LOGBOOK)
        stood = [content_of(one.content) for one in hand_ins(session, row)]
        correcting = row is not None and row.correcting
        in_draft = not stood or correcting
        shows_draft = in_draft and version is None and (writes or (shared and colleague))
        if shows_draft:
            content = draft(session, subject, row, period, now=now)
            before = stood[0] if stood else None
        else:
            content, before = _chosen(stood, version)
        hands_in = viewer.may(Act.HAND_IN, subject.partnership_id, subject.venue_id)
        from_when = can_be_handed_in_from(period, subject.day_limit)
        return OpenLogbook(
            book=book,
            content=content,
            may_write=writes and shows_draft,
            may_hand_in=hands_in and shows_draft,
            may_correct=hands_in and bool(stood) and not correcting,
            may_comment=shows_draft and shared and colleague,
            from_when=from_when,
            until=corrected_until(period.last),
            is_settled=now >= from_when,
            shared=shared,
            correcting=correcting and shows_draft,
            versions=tuple(one.handed_in for one in stood if one.handed_in),
            changed=changes(before, content) if before else None,
            comments=_comments(session, row.id) if row and shows_draft else (),
            also_in=_also_in(session, subject, period, handed_in_only=not writes),
            look=look_on_paper(session, subject.venues),
        )


def _chosen(stood: list[Content], version: int | None) -> tuple[Content, Content | None]:
    """Return the chosen version, or the latest, and the one before it. Raises NotFound."""
    for at, content in enumerate(stood):
        if version is None or (content.handed_in and content.handed_in.version == version):
            return content, stood[at + 1] if at + 1 < len(stood) else None
    raise NotFound


def _comments(session: Session, logbook_id: int) -> tuple[Comment, ...]:
    return tuple(
        Comment(name, row.written_at, row.text)
        for row, name in session.execute(
            select(models.LogbookComment, models.Person.name)
            .join(models.Person, models.Person.id == models.LogbookComment.person_id)
            .where(models.LogbookComment.logbook_id == logbook_id)
            .order_by(models.LogbookComment.id)
        )
    )


def _also_in(
    session: Session, subject: LogbookSubject, period: LogbookPeriod, *, handed_in_only: bool
) -> tuple[LogbookPeriod, ...]:
    begun = select(models.Logbook).where(
        models.Logbook.venue_id == subject.venue_id
        if subject.venue_id is not None
        else models.Logbook.partnership_id == subject.partnership_id
    )
    if handed_in_only:
        begun = begun.where(models.Logbook.id.in_(select(models.HandedIn.logbook_id)))
    others = (period_of(row) for row in session.scalars(begun))
    return latest_first(other for other in others if share_days(period, other))
