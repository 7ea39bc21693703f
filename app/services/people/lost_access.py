"""Ending the unused links and the reading key of somebody whose access was reduced."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app import models
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, Viewer
from app.services.core.viewers import viewer_of


def end_what_is_lost(
    session: Session, person_id: int, partnership_id: int, *, now: dt.datetime
) -> None:
    """End the person's unused links in the partnership, and reading key, if access is now missing.

    They would be rejected when used anyway, but would work again if access were given back.
    Devices already started keep running. Takes an open session, with the change flushed.
    """
    person = viewer_of(session, person_id)
    if person is None or not person.may(Act.SET_UP, partnership_id):
        session.execute(
            update(models.Invitation)
            .where(
                models.Invitation.partnership_id == partnership_id,
                models.Invitation.made_by == person_id,
                models.Invitation.used_at.is_(None),
                models.Invitation.ends_at > now,
            )
            .values(ends_at=now)
        )
    _end_device_links(session, person, person_id, partnership_id, now)
    if person is None or not person.may_anywhere(Act.READ_RELEASED):
        session.execute(delete(models.ReadingKey).where(models.ReadingKey.person_id == person_id))


def _end_device_links(
    session: Session, person: Viewer | None, person_id: int, partnership_id: int, now: dt.datetime
) -> None:
    waiting = session.execute(
        select(models.Device, models.Venue)
        .join(models.Venue, models.Venue.id == models.Device.venue_id)
        .where(
            models.Venue.partnership_id == partnership_id,
            models.Device.made_by == person_id,
            models.Device.link_ends_at.is_not(None),
            models.Device.revoked_on.is_(None),
        )
    )
    for device, venue in waiting:
        if person is None or not person.may(Act.RUN_TODAY, partnership_id, venue.id):
            device.revoked_on = service_date(now, venue.day_limit)
