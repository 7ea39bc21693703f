"""The log of corrections. Every function takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.service_day import service_date
from app.domain.days.corrections import CorrectionReason
from app.domain.people.access import NotFound, Viewer
from app.domain.visits.source import Source
from app.services.core.lookup import found
from app.services.visits.idempotency_keys import mark_of


def is_made(session: Session, key: str) -> bool:
    """Return whether the form with this key has made its correction already."""
    return (
        session.scalar(select(models.Correction.id).where(models.Correction.mark == mark_of(key)))
        is not None
    )


def note(
    session: Session,
    viewer: Viewer,
    venue_id: int,
    date: dt.date,
    number: int,
    why: CorrectionReason,
    *,
    key: str,
    source: Source = Source.HOST,
    activity_id: int | None = None,
    role_id: int | None = None,
    cells: Mapping[str, int] | None = None,
    undoes_id: int | None = None,
    now: dt.datetime,
) -> None:
    """Log a correction of `number` visits, negative if they were taken away.

    `cells` are the changes to the counts of a closed day. `undoes_id` is the correction that this
    one undoes.
    """
    session.add(
        models.Correction(
            venue_id=venue_id,
            service_date=date,
            number=number,
            source=source,
            activity_id=activity_id,
            role_id=role_id,
            reason=why,
            cells=dict(cells or {}),
            mark=mark_of(key),
            person_id=viewer.known_as,
            created_on=service_date(now, session.get_one(models.Venue, venue_id).day_limit),
            undoes_id=undoes_id,
        )
    )


def must_belong(
    session: Session, venue: models.Venue, activity_id: int | None, role_id: int | None
) -> None:
    """Raise NotFound for another venue's activity or another partnership's role."""
    if (
        activity_id is not None
        and found(session, models.Activity, activity_id).venue_id != venue.id
    ):
        raise NotFound
    if role_id is not None:
        role = found(session, models.Role, role_id)
        if role.partnership_id != venue.partnership_id:
            raise NotFound
