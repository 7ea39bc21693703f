"""The logbook: a venue's quarter in the hosts' own words, with the numbers beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.access import Act, NotFound, Viewer
from app.domain.definitions import DEFINITIONS
from app.domain.logbook import (
    LogbookStands,
    Mix,
    Prompt,
    QuarterNotOver,
    Reflection,
    WrittenMeanwhile,
    can_be_handed_in_from,
)
from app.domain.logbook_content import Content, HandIn
from app.domain.service_day import Quarter
from app.models import HandedIn, Logbook, Partnership, Person, Venue
from app.models import Reflection as ReflectionTable
from app.services._logbook import latest_hand_in, quarter_numbers, quarters_of
from app.services._places import allowed_venue


@dataclass(frozen=True)
class OpenLogbook:
    """A logbook to read: as it is now, or as it stood when it was handed in.

    `from_when` is the UTC instant from which it can be handed in; `is_over` tells whether that
    has come.
    """

    venue_id: int
    content: Content
    may_write: bool
    may_hand_in: bool
    from_when: dt.datetime
    is_over: bool


@dataclass(frozen=True)
class ToWrite:
    """One prompt of a logbook, to write on."""

    venue_name: str
    reflection: Reflection


def open_logbook(
    db: Database, viewer: Viewer, venue_id: int, quarter: Quarter, *, now: dt.datetime
) -> OpenLogbook:
    """The logbook of a venue and quarter.

    Raises NotFound, also for a reader where it has not been handed in.
    """
    with db.reading() as session:
        venue = _venue(session, viewer, Act.READ_HANDED_IN, venue_id, quarter, now)
        writes = viewer.may(Act.WRITE_LOGBOOK, venue.partnership_id, venue.id)
        row = _logbook(session, venue_id, quarter)
        stands = latest_hand_in(session, row)
        if stands is None and not writes:
            raise NotFound
        from_when = can_be_handed_in_from(quarter, venue.day_limit)
        return OpenLogbook(
            venue_id=venue_id,
            content=(
                Content.from_json(stands.content)
                if stands
                else _content(session, venue, row, quarter, now)
            ),
            may_write=writes and stands is None,
            may_hand_in=viewer.may(Act.HAND_IN, venue.partnership_id, venue.id) and not stands,
            from_when=from_when,
            is_over=now >= from_when,
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
        row = _logbook(session, venue_id, quarter)
        if latest_hand_in(session, row):
            raise LogbookStands
        return ToWrite(venue.name, _reflections(session, row)[prompt])


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
        row = _locked_logbook(session, venue_id, quarter)
        if latest_hand_in(session, row):
            raise LogbookStands
        kept = _reflections(session, row)[prompt]
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


def hand_in(
    db: Database, viewer: Viewer, venue_id: int, quarter: Quarter, *, now: dt.datetime
) -> None:
    """Hand the logbook in: from now on its texts and numbers stand.

    Raises NotFound, QuarterNotOver, and LogbookStands where somebody has handed it in already.
    """
    with db.writing() as session:
        venue = _venue(session, viewer, Act.HAND_IN, venue_id, quarter, now)
        if now < can_be_handed_in_from(quarter, venue.day_limit):
            raise QuarterNotOver
        row = _locked_logbook(session, venue_id, quarter)
        if latest_hand_in(session, row):
            raise LogbookStands
        content = replace(
            _content(session, venue, row, quarter, now),
            handed_in=HandIn(version=1, by=viewer.name, at=now),
        )
        session.add(
            HandedIn(
                logbook_id=row.id,
                version=1,
                person_id=viewer.person_id,
                handed_in_at=now,
                content=content.as_json(),
            )
        )


def _venue(
    session: Session, viewer: Viewer, act: Act, venue_id: int, quarter: Quarter, now: dt.datetime
) -> Venue:
    """The venue, if the viewer may do this there and it has a logbook of that quarter."""
    venue = allowed_venue(session, viewer, act, venue_id)
    if quarter not in quarters_of(session, [venue], now=now)[venue_id]:
        raise NotFound
    return venue


def _logbook(session: Session, venue_id: int, quarter: Quarter) -> Logbook | None:
    return session.scalar(
        select(Logbook).where(Logbook.venue_id == venue_id, Logbook.quarter == quarter.first)
    )


def _locked_logbook(session: Session, venue_id: int, quarter: Quarter) -> Logbook:
    """The logbook's row, made if it is new, locked until the block ends."""
    this = select(Logbook).where(Logbook.venue_id == venue_id, Logbook.quarter == quarter.first)
    row = session.scalar(this.with_for_update())
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(Logbook(venue_id=venue_id, quarter=quarter.first))
            session.flush()
    except IntegrityError:
        pass  # Somebody else began it in the same moment; theirs is as good.
    return session.scalars(this.with_for_update()).one()


def _reflections(session: Session, row: Logbook | None) -> dict[Prompt, Reflection]:
    """What stands on every prompt, in their order."""
    reflections = {prompt: Reflection(prompt) for prompt in Prompt}
    if row is None:
        return reflections
    for kept, name in session.execute(
        select(ReflectionTable, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == ReflectionTable.person_id)
        .where(ReflectionTable.logbook_id == row.id)
    ):
        prompt = Prompt(kept.prompt)
        reflections[prompt] = Reflection(
            prompt=prompt,
            text=kept.text,
            step=Mix(kept.step) if kept.step else None,
            version=kept.version,
            by=name,
            at=kept.written_at,
        )
    return reflections


def _content(
    session: Session, venue: Venue, row: Logbook | None, quarter: Quarter, now: dt.datetime
) -> Content:
    """What the logbook says now."""
    return Content(
        venue=venue.name,
        partnership=session.get_one(Partnership, venue.partnership_id).name,
        quarter=quarter,
        reflections=tuple(_reflections(session, row).values()),
        numbers=quarter_numbers(session, venue, quarter, now=now),
        definitions=DEFINITIONS,
    )
