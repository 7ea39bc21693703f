"""What hosts record about a day besides visits: corrections, notes, estimates, time spent.

Nothing here is about a visitor, and only a correction stores who made it.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class ActivityDay(Base):
    """A host's mark that an activity runs on a day, or (`runs` false) that it is over."""

    __tablename__ = "activity_day"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    runs: Mapped[bool]


class ClosedAhead(Base):
    """A future day on which the venue is closed. Moved to the day's row when that is created."""

    __tablename__ = "closed_ahead"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    reason: Mapped[str | None] = mapped_column(String(20))


class Correction(Base):
    """Visits that somebody added to or removed from a day, and why. Never deleted.

    `number` is negative for visits removed. `cells` maps cell keys to the changes in a closed
    day's counts; it is empty if the day was open. `mark` is a hash of the form's one-time key, so
    a form sent twice corrects once. `person_id` is null if the venue's own phone sent it.
    `created_on` is the service date on which it was made. When the day's unit settles, the role,
    the cells and the person are deleted.
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
    created_on: Mapped[dt.date]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("correction.id"), unique=True)


class DayNote(Base):
    """A one-line note about a day. It has no author, so nobody can count notes per host."""

    __tablename__ = "day_note"
    __table_args__ = (UniqueConstraint("venue_id", "service_date", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    service_date: Mapped[dt.date]
    text: Mapped[str] = mapped_column(String(200))
    way: Mapped[str | None] = mapped_column(String(20))


class HeadCheck(Base):
    """A host's estimate of how many people were present when the board asked.

    `said` is null if the host declined to answer. `by_codes` is how many visits phones and tablets
    had counted by then.
    """

    __tablename__ = "head_check"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    said: Mapped[int | None]
    by_codes: Mapped[int]


class HostTime(Base):
    """How long host pages of one kind were in use on a day, summed over all hosts."""

    __tablename__ = "host_time"
    __table_args__ = (CheckConstraint("seconds >= 0", name="seconds_not_negative"),)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(12), primary_key=True)
    seconds: Mapped[int]
