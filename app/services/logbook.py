"""The logbook: a venue's quarter in the hosts' own words, with the numbers beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.access import Act, NotFound, Viewer
from app.domain.day_note import DayNote
from app.domain.logbook import (
    LogbookStands,
    Mix,
    NothingToCorrect,
    NotShared,
    Prompt,
    QuarterNotOver,
    Reflection,
    WrittenMeanwhile,
    can_be_handed_in_from,
)
from app.domain.logbook_content import Changes, Content, HandIn, changes
from app.domain.service_day import Quarter
from app.models import HandedIn, LogbookComment, Person, Venue
from app.models import Reflection as ReflectionTable
from app.services._logbook import (
    draft,
    hand_ins,
    is_open,
    latest_hand_in,
    locked_logbook,
    logbook_of,
    quarters_of,
    readable,
    reflections_of,
)
from app.services._notes import notes_of_days
from app.services._places import allowed_venue


@dataclass(frozen=True)
class Comment:
    """What somebody of the partnership said to the draft."""

    by: str
    at: dt.datetime
    text: str


@dataclass(frozen=True)
class OpenLogbook:
    """A logbook to read: as it is now, or as one version of it stood when it was handed in.

    `from_when` is the UTC instant from which it can be handed in; `is_over` tells whether that
    has come. `versions` are those handed in, the latest first; `changed` is what the shown one
    says differently from the one before. `correcting`: the shown draft is to be a new version.
    """

    venue_id: int
    content: Content
    may_write: bool
    may_hand_in: bool
    may_correct: bool
    may_comment: bool
    from_when: dt.datetime
    is_over: bool
    shared: bool
    correcting: bool
    versions: tuple[HandIn, ...]
    changed: Changes | None
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class ToWrite:
    """One prompt of a logbook, to write on, with the quarter's day notes to draw from."""

    venue_name: str
    reflection: Reflection
    notes: tuple[DayNote, ...] = ()


def open_logbook(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    quarter: Quarter,
    *,
    version: int | None = None,
    now: dt.datetime,
) -> OpenLogbook:
    """The logbook of a venue and quarter, or one version of it as it was handed in.

    Raises NotFound, also for a version that there is not, and for a reader where none has been
    handed in.
    """
    with db.reading() as session:
        venue, row = readable(session, viewer, venue_id, quarter)
        if quarter not in quarters_of(session, [venue], now=now)[venue_id]:
            raise NotFound
        writes = viewer.may(Act.WRITE_LOGBOOK, venue.partnership_id, venue.id)
        shared = row is not None and row.shared
        colleague = venue.partnership_id in viewer.partnerships(Act.WRITE_LOGBOOK)
        stood = [Content.from_json(one.content) for one in hand_ins(session, row)]
        correcting = row is not None and row.correcting
        in_draft = not stood or correcting
        shows_draft = in_draft and version is None and (writes or (shared and colleague))
        if shows_draft:
            content = draft(session, venue, row, quarter, now=now)
            before = stood[0] if stood else None
        else:
            content, before = _chosen(stood, version)
        hands_in = viewer.may(Act.HAND_IN, venue.partnership_id, venue.id)
        from_when = can_be_handed_in_from(quarter, venue.day_limit)
        return OpenLogbook(
            venue_id=venue_id,
            content=content,
            may_write=writes and shows_draft,
            may_hand_in=hands_in and shows_draft,
            may_correct=hands_in and bool(stood) and not correcting,
            may_comment=shows_draft and shared and colleague,
            from_when=from_when,
            is_over=now >= from_when,
            shared=shared,
            correcting=correcting and shows_draft,
            versions=tuple(one.handed_in for one in stood if one.handed_in),
            changed=changes(before, content) if before else None,
            comments=_comments(session, row.id) if row and shows_draft else (),
        )


def to_write(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    quarter: Quarter,
    prompt: Prompt,
    *,
    now: dt.datetime,
) -> ToWrite:
    """What stands on the prompt now. Raises NotFound, and LogbookStands once handed in."""
    with db.reading() as session:
        venue = _venue(session, viewer, Act.WRITE_LOGBOOK, venue_id, quarter, now)
        row = logbook_of(session, venue_id, quarter)
        if not is_open(session, row):
            raise LogbookStands
        return ToWrite(
            venue.name,
            reflections_of(session, row)[prompt],
            notes_of_days(session, venue.id, quarter.first, quarter.last),
        )


def write(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    quarter: Quarter,
    prompt: Prompt,
    *,
    text: str,
    step: Mix | None = None,
    seen: int,
    now: dt.datetime,
) -> None:
    """Keep what was written on the prompt by somebody who had read its version `seen`.

    Raises NotFound, LogbookStands once handed in, and WrittenMeanwhile, with nothing
    overwritten, where somebody else has changed the text since.
    """
    with db.writing() as session:
        _venue(session, viewer, Act.WRITE_LOGBOOK, venue_id, quarter, now)
        row = locked_logbook(session, venue_id, quarter)
        if not is_open(session, row):
            raise LogbookStands
        kept = reflections_of(session, row)[prompt]
        if kept.says(text, step):
            return
        if kept.version != seen:
            raise WrittenMeanwhile(kept)
        session.merge(
            ReflectionTable(
                logbook_id=row.id,
                prompt=prompt,
                text=text,
                step=step,
                version=seen + 1,
                person_id=viewer.person_id,
                written_at=now,
            )
        )


def share(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    quarter: Quarter,
    *,
    shared: bool,
    now: dt.datetime,
) -> None:
    """Let everybody who writes logbooks in the partnership read the draft and comment, or not.

    Raises NotFound, and LogbookStands once handed in.
    """
    with db.writing() as session:
        _venue(session, viewer, Act.WRITE_LOGBOOK, venue_id, quarter, now)
        row = locked_logbook(session, venue_id, quarter)
        if not is_open(session, row):
            raise LogbookStands
        row.shared = shared


def comment(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    quarter: Quarter,
    *,
    text: str,
    now: dt.datetime,
) -> None:
    """Say something to a shared draft.

    Raises NotFound, and NotShared, also once handed in.
    """
    with db.writing() as session:
        venue, row = readable(session, viewer, venue_id, quarter)
        if venue.partnership_id not in viewer.partnerships(Act.WRITE_LOGBOOK):
            raise NotFound
        if row is None or not row.shared or not is_open(session, row):
            raise NotShared
        session.add(
            LogbookComment(logbook_id=row.id, person_id=viewer.person_id, text=text, written_at=now)
        )


def hand_in(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    quarter: Quarter,
    *,
    why: str = "",
    now: dt.datetime,
) -> None:
    """Hand the logbook in: from now on its texts and numbers stand.

    A correction becomes a new version; `why` says what it corrects. Raises NotFound,
    QuarterNotOver, and LogbookStands where somebody has handed it in already.
    """
    with db.writing() as session:
        venue = _venue(session, viewer, Act.HAND_IN, venue_id, quarter, now)
        if now < can_be_handed_in_from(quarter, venue.day_limit):
            raise QuarterNotOver
        row = locked_logbook(session, venue_id, quarter)
        if not is_open(session, row):
            raise LogbookStands
        latest = latest_hand_in(session, row)
        version = latest.version + 1 if latest else 1
        content = replace(
            draft(session, venue, row, quarter, now=now),
            handed_in=HandIn(version=version, by=viewer.name, at=now, why=why),
        )
        session.add(
            HandedIn(
                logbook_id=row.id,
                version=version,
                person_id=viewer.person_id,
                handed_in_at=now,
                content=content.as_json(),
            )
        )
        row.correcting = row.shared = False


def correct(
    db: Database, viewer: Viewer, venue_id: int, quarter: Quarter, *, now: dt.datetime
) -> None:
    """Begin a new version of a logbook that has been handed in; the old one stands meanwhile.

    Raises NotFound, and NothingToCorrect.
    """
    with db.writing() as session:
        _venue(session, viewer, Act.HAND_IN, venue_id, quarter, now)
        row = locked_logbook(session, venue_id, quarter)
        if is_open(session, row):
            raise NothingToCorrect
        row.correcting = True


def leave_as_it_stood(
    db: Database, viewer: Viewer, venue_id: int, quarter: Quarter, *, now: dt.datetime
) -> None:
    """Drop a correction: the texts are again those that were handed in.

    Raises NotFound, and NothingToCorrect where nothing is being corrected.
    """
    with db.writing() as session:
        _venue(session, viewer, Act.HAND_IN, venue_id, quarter, now)
        row = locked_logbook(session, venue_id, quarter)
        latest = latest_hand_in(session, row)
        if latest is None or not row.correcting:
            raise NothingToCorrect
        stood = {one.prompt: one for one in Content.from_json(latest.content).reflections}
        for kept in session.scalars(
            select(ReflectionTable).where(ReflectionTable.logbook_id == row.id)
        ):
            said = stood.get(Prompt(kept.prompt), Reflection(Prompt(kept.prompt)))
            if not said.says(kept.text, Mix(kept.step) if kept.step else None):
                kept.text, kept.step = said.text, said.step
                kept.version += 1
        row.correcting = row.shared = False


def _venue(
    session: Session, viewer: Viewer, act: Act, venue_id: int, quarter: Quarter, now: dt.datetime
) -> Venue:
    """The venue, if the viewer may do this there and it has a logbook of that quarter."""
    venue = allowed_venue(session, viewer, act, venue_id)
    if quarter not in quarters_of(session, [venue], now=now)[venue_id]:
        raise NotFound
    return venue


def _chosen(stood: list[Content], version: int | None) -> tuple[Content, Content | None]:
    """The chosen version, or the latest, and the one before it."""
    for at, content in enumerate(stood):
        if version is None or (content.handed_in and content.handed_in.version == version):
            return content, stood[at + 1] if at + 1 < len(stood) else None
    raise NotFound


def _comments(session: Session, logbook_id: int) -> tuple[Comment, ...]:
    return tuple(
        Comment(name, row.written_at, row.text)
        for row, name in session.execute(
            select(LogbookComment, Person.name)
            .join(Person, Person.id == LogbookComment.person_id)
            .where(LogbookComment.logbook_id == logbook_id)
            .order_by(LogbookComment.id)
        )
    )
