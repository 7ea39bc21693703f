"""Service days, and the rows that exist only until their day is closed.

No visit stores a time of day or reveals the order of arrival: keys are random, and on SQLite the
tables have no hidden row number. See docs/counting.md.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime

NO_ROW_NUMBER = {"sqlite_with_rowid": False}


class Day(Base):
    """A service day of a venue, created when first needed and kept after closing.

    `state` is a `DayState`, and `reason` why the venue was closed, if a host has said so.
    `version` grows with every change, so that open boards know when to refresh. `arrivals` is how
    many phones have checked in so far, undone and held ones included: it only grows until the day
    is closed. `visits` is the sum of the sizes of its visits that are not held; `models.in_step`
    keeps it. `held_batch` is the newest batch of held visits that no host has settled.
    """

    __tablename__ = "day"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    closed: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=0)
    arrivals: Mapped[int] = mapped_column(default=0)
    visits: Mapped[int] = mapped_column(default=0)
    held_batch: Mapped[int | None]


Index("ix_day_closed_ends_at", Day.closed, Day.ends_at)


class DayKey(Base):
    """The random key of an open day, in a table of its own so that closing can erase it."""

    __tablename__ = "day_key"
    __table_args__ = (
        ForeignKeyConstraint(["venue_id", "service_date"], ["day.venue_id", "day.service_date"]),
        NO_ROW_NUMBER,
    )

    venue_id: Mapped[int] = mapped_column(primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32))


class Visit(Base):
    """The presence of a person or group of `size` people at a venue on a service day.

    If `held`, it exceeded a cap of the venue and doesn't count until a host confirms it.
    `held_reason` is then a `HeldReason`, and `held_batch` a random number that it shares with
    those held at about the same time; both are null otherwise.
    """

    __tablename__ = "visit"
    __table_args__ = (
        ForeignKeyConstraint(["venue_id", "service_date"], ["day.venue_id", "day.service_date"]),
        Index("ix_visit_venue_id_service_date", "venue_id", "service_date"),
        CheckConstraint("size > 0", name="size_positive"),
        NO_ROW_NUMBER,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    venue_id: Mapped[int]
    service_date: Mapped[dt.date]
    source: Mapped[str] = mapped_column(String(10))
    # The value before a change is needed, for the day's running total.
    size: Mapped[int] = mapped_column(default=1, active_history=True)
    changed: Mapped[bool] = mapped_column(default=False)
    wants_company: Mapped[bool] = mapped_column(default=False)
    has_idea: Mapped[bool] = mapped_column(default=False)
    held: Mapped[bool] = mapped_column(default=False, active_history=True)
    held_batch: Mapped[int | None]
    held_reason: Mapped[str | None] = mapped_column(String(10))


class Participation(Base):
    __tablename__ = "participation"
    __table_args__ = (NO_ROW_NUMBER,)

    visit_id: Mapped[str] = mapped_column(
        ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True
    )
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)


class VisitRole(Base):
    """A role chosen for a visit, in one activity or (`activity_id` null) at the venue."""

    __tablename__ = "visit_role"
    __table_args__ = (NO_ROW_NUMBER,)

    visit_id: Mapped[str] = mapped_column(
        ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True
    )
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), primary_key=True)
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))


class Tap(Base):
    """The MAC of a one-time key that has been used today, so that a repeat does nothing.

    `step` is how many visits a host's form added (or removed, if negative), to answer a repeat the
    same way. `newest` is the highest form number that a tablet has sent with this key.
    """

    __tablename__ = "tap"
    __table_args__ = (
        ForeignKeyConstraint(["venue_id", "service_date"], ["day.venue_id", "day.service_date"]),
        NO_ROW_NUMBER,
    )

    venue_id: Mapped[int] = mapped_column(primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    key_mac: Mapped[str] = mapped_column("mac", String(32), primary_key=True)
    step: Mapped[int | None]
    newest: Mapped[int | None]
