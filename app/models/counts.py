"""What is kept for good: counts of days, and their sums by month.

`cell` names what is counted (see `app.domain.visits.counting.Cell`), so that the database
itself keeps each cell of a day unique. `activity_id`, `role_id` and `source` say it in columns.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.visit import NO_ROW_NUMBER


class DayCount(Base):
    """One cell of one closed day."""

    __tablename__ = "day_count"
    __table_args__ = (CheckConstraint("number >= 0", name="number_not_negative"),)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    cell: Mapped[str] = mapped_column(String(40), primary_key=True)
    measure: Mapped[str] = mapped_column(String(20))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    source: Mapped[str | None] = mapped_column(String(10))
    number: Mapped[int]


class MonthCount(Base):
    """The sum of a month's day counts, and on how many days the cell was above zero.

    Kept in step by the closing: a report over years reads hundreds of rows instead of
    hundreds of thousands.
    """

    __tablename__ = "month_count"
    __table_args__ = (CheckConstraint("number >= 0", name="number_not_negative"),)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    month: Mapped[dt.date] = mapped_column(primary_key=True)
    cell: Mapped[str] = mapped_column(String(40), primary_key=True)
    measure: Mapped[str] = mapped_column(String(20))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id"))
    source: Mapped[str | None] = mapped_column(String(10))
    number: Mapped[int]
    days: Mapped[int]


class PartOfDayCount(Base):
    """Check-ins of a venue's month by the part of the day. It knows no date, activity or role.

    A part that nobody is in has no row, so that a visit that was undone leaves none either.
    """

    __tablename__ = "part_of_day_count"
    __table_args__ = (CheckConstraint("number > 0", name="number_positive"), NO_ROW_NUMBER)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    month: Mapped[dt.date] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int]
