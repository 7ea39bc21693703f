"""The exact counts: by day, by month, and by part of the day.

`cell` is the key of an `app.domain.visits.counting.Cell`. As part of the primary key it makes the
cell unique, which nullable columns couldn't; `measure`, `activity_id`, `role_id` and `source`
repeat its contents for queries.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base
from app.models.visit import NO_ROW_NUMBER


class DayCount(Base):
    """The value of one cell on a closed day.

    When the day's unit settles (see `app.models.settling`), only the cell of its visits is kept.
    """

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
    """The sum of a cell over a month, and the number of days on which it was above zero.

    There are none of roles, several roles and company, which are told by the unit.

    Updated whenever day counts are written, so that a report over years reads hundreds of rows
    instead of hundreds of thousands. `month` is its first day.
    """

    __tablename__ = "month_count"
    __table_args__ = (CheckConstraint("number >= 0", name="number_not_negative"),)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    month: Mapped[dt.date] = mapped_column(primary_key=True)
    cell: Mapped[str] = mapped_column(String(40), primary_key=True)
    measure: Mapped[str] = mapped_column(String(20))
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    source: Mapped[str | None] = mapped_column(String(10))
    number: Mapped[int]
    days: Mapped[int]


class PartOfDayCount(Base):
    """A venue's check-ins in a month by part of the day, without date, activity or role.

    A part without check-ins has no row, so a visit that is undone leaves no trace. `month` is its
    first day.
    """

    __tablename__ = "part_of_day_count"
    __table_args__ = (CheckConstraint("number > 0", name="number_positive"), NO_ROW_NUMBER)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    month: Mapped[dt.date] = mapped_column(primary_key=True)
    part: Mapped[str] = mapped_column(String(10), primary_key=True)
    number: Mapped[int]
