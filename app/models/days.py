"""What hosts say of a day, beside the visits: corrections, notes, checks. None is about a visitor.

A correction and everything else here is kept with its date; only a correction knows who made it.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class ActivityDay(Base):
    """What a host has said of an activity on one day: it runs, or it is over."""

    __tablename__ = "activity_day"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    runs: Mapped[bool]


class ClosedAhead(Base):
    """A day to come on which the house stays closed. It becomes the day's state when it begins."""

    __tablename__ = "closed_ahead"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    reason: Mapped[str | None] = mapped_column(String(20))


class Correction(Base):
    """Visits that somebody added to a day or took away, and why. Never changed, never deleted.

    `cells` is what it changed in the counts of a closed day; empty where the day was open. `mark`
    is of the form's one-time key: the same form corrects once. `person_id` is null where the
    house's own phone sent it.
    """

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    service_date: Mapped[dt.date]
    number: Mapped[int]
    source: Mapped[str] = mapped_column(String(10))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    reason: Mapped[str] = mapped_column(String(20))
    cells: Mapped[dict[str, int]] = mapped_column(JSON)
    mark: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("correction.id"), unique=True)


class DayNote(Base):
    """A line about a day. It has no author, so that nobody can count notes per host."""

    __tablename__ = "day_note"
    __table_args__ = (UniqueConstraint("venue_id", "service_date", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    service_date: Mapped[dt.date]
    text: Mapped[str] = mapped_column(String(200))
    way: Mapped[str | None] = mapped_column(String(20))


class HeadCheck(Base):
    """About how many were there when the board asked; null where nobody wanted to say."""

    __tablename__ = "head_check"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    said: Mapped[int | None]
    by_codes: Mapped[int]


class HostTime(Base):
    """How long the host's pages of one kind were in use on a day, by everybody together."""

    __tablename__ = "host_time"
    __table_args__ = (CheckConstraint("seconds >= 0", name="seconds_not_negative"),)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(12), primary_key=True)
    seconds: Mapped[int]
