"""The month's and the quarter's package by mail, to the coordinators who asked for it.

A package is put in the outbox once for each person, partnership and period, whatever happens
between that and sending it. Its files are made when it is sent: the outbox holds no count.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database, StorageUnavailable
from app.domain.base.service_day import service_date
from app.domain.mail.kinds import MailKind
from app.domain.people.access import Act, Duty, Viewer
from app.domain.reports.mailed_packages import WantedPackages, due_periods
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.viewers import viewer_of
from app.services.days.settling import has_unsettled_units
from app.services.mail import outbox
from app.services.mail.outbox import Claimed

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PackageMail:
    """A package to send: what it is of, and to whom."""

    viewer: Viewer
    address: str
    partnership: str
    selection: Selection
    period: Period


@dataclass(frozen=True)
class _Due:
    person_id: int
    partnership_id: int
    period: Period

    @property
    def once(self) -> str:
        return f"{MailKind.PACKAGE}:{self.person_id}:p{self.partnership_id}:{self.period}"


def wanted_packages(db: Database, viewer: Viewer) -> WantedPackages | None:
    """Return which packages the viewer gets by mail, or None for none."""
    with db.reading() as session:
        stored = session.get_one(models.Person, viewer.person_id).packages
    return WantedPackages(stored) if stored else None


def choose_packages(
    db: Database, viewer: Viewer, wanted: WantedPackages | None, *, now: dt.datetime
) -> None:
    """Save which packages the viewer gets by mail, beginning with those that are due from now."""
    with db.writing() as session:
        person = session.get_one(models.Person, viewer.person_id)
        person.packages = wanted
        person.packages_since = service_date(now) if wanted else None


def put_due_packages(db: Database, *, now: dt.datetime) -> None:
    """Put every package that is due in the outbox. Raises StorageUnavailable.

    It is safe to kill this at any point, and to run it in several processes at once.
    """
    with db.reading() as session:
        due = _due(session, now)
    for one in due:
        try:
            with db.writing() as session:
                outbox.put(
                    session,
                    MailKind.PACKAGE,
                    person_id=one.person_id,
                    about={"partnership": one.partnership_id, "period": str(one.period)},
                    once=one.once,
                    now=now,
                )
        except StorageUnavailable:
            raise
        except Exception as error:  # One person's must not hold up another's.
            logger.error("A package could not be put in the outbox (%s)", type(error).__name__)


def _due(session: Session, now: dt.datetime) -> list[_Due]:
    person, membership = models.Person, models.Membership
    asked = session.execute(
        select(person.id, person.packages, person.packages_since, membership.partnership_id)
        .join(membership, membership.person_id == person.id)
        .where(
            person.packages.is_not(None),
            person.archived_on.is_(None),
            membership.duty == Duty.COORDINATOR,
        )
        .order_by(person.id, membership.partnership_id)
    ).all()
    venues: dict[int, list[models.Venue]] = {row.partnership_id: [] for row in asked}
    of_theirs = select(models.Venue).where(models.Venue.partnership_id.in_(venues))
    for venue in session.scalars(of_theirs) if venues else ():
        venues[venue.partnership_id].append(venue)
    stands: dict[tuple[int, Period], bool] = {}
    found = []
    for row in asked:
        theirs = venues[row.partnership_id]
        limit = max((venue.day_limit for venue in theirs), default=0)
        wanted = WantedPackages(row.packages)
        for period in due_periods(wanted, row.packages_since, now=now, limit=limit):
            one, key = _Due(row.id, row.partnership_id, period), (row.partnership_id, period)
            if _is_put(session, one):
                continue
            if key not in stands:
                stands[key] = _stands(session, theirs, period, now)
            if stands[key]:
                found.append(one)
    return found


def _is_put(session: Session, one: _Due) -> bool:
    return bool(session.scalar(select(exists().where(models.Mail.once == one.once))))


def _stands(
    session: Session, venues: Sequence[models.Venue], period: Period, now: dt.datetime
) -> bool:
    """Return whether every day of the period is closed, and its units that are over have settled.

    After a stop, the server sends before it has closed all that it missed.
    """
    if not venues or has_unsettled_units(session, venues, period.last, now):
        return False
    ids, dates = [venue.id for venue in venues], (period.first, period.last)
    day, aside = models.Day, models.SetAside
    waits = exists().where(
        day.venue_id.in_(ids), day.service_date.between(*dates), day.closed.is_(False)
    ) | exists().where(aside.venue_id.in_(ids), aside.service_date.between(*dates))
    return not session.scalar(select(waits))


def to_send(db: Database, mail: Claimed) -> PackageMail | None:
    """Return the package and whom it goes to.

    None if they have left, coordinate the partnership no more, or want no such package any more.
    """
    period, partnership_id = Period.parse(mail.about["period"]), int(mail.about["partnership"])
    with db.reading() as session:
        person = session.get(models.Person, mail.person_id or 0)
        viewer = viewer_of(session, person.id) if person else None
        if person is None or viewer is None or not person.email or not person.packages:
            return None
        is_wanted = WantedPackages(person.packages).include(period.kind)
        if not is_wanted or not viewer.may(Act.SEE_REPORTS, partnership_id):
            return None
        return PackageMail(
            viewer,
            person.email,
            session.get_one(models.Partnership, partnership_id).name,
            Selection(partnership_id=partnership_id),
            period,
        )


def record_sent(session: Session, mail: Claimed) -> None:
    """Add a line to the trail that the files were sent. Takes an open session."""
    viewer = viewer_of(session, mail.person_id or 0)
    partnership = session.get(models.Partnership, mail.about["partnership"])
    if viewer is None or partnership is None:
        return
    record(
        session,
        viewer,
        AuditSubject.REPORT,
        AuditDeed.SENT,
        partnership_id=partnership.id,
        name=partnership.name,
        changes={"format": (None, "zip"), "period": (None, mail.about["period"])},
    )
