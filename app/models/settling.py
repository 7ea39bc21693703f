"""What is told of roles and company: by unit, a quarter or a month that settles as a whole.

These rows are made once, when a unit settles, and the exact counts are deleted. A number is stored
as it is told, from `low` to `high`. `first` is the unit's first day.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class SettlingUnitLength(Base):
    """How many months a venue's units have from the quarter on that begins at `since`: 1 or 3."""

    __tablename__ = "settling_unit_length"
    __table_args__ = (CheckConstraint("months in (1, 3)", name="months_of_a_unit"),)

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    since: Mapped[dt.date] = mapped_column(primary_key=True)
    months: Mapped[int]


class SettledUnit(Base):
    """A unit that has settled. `untold` is an `Untold`; null if its roles are told.

    The limits of a number that is not told are null.
    """

    __tablename__ = "settled_unit"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    first: Mapped[dt.date] = mapped_column(primary_key=True)
    untold: Mapped[str | None] = mapped_column(String(20))
    several_low: Mapped[int | None]
    several_high: Mapped[int | None]
    company_low: Mapped[int | None]
    company_high: Mapped[int | None]


class SettledRole(Base):
    """A role in a unit, as it is told."""

    __tablename__ = "settled_role"
    __table_args__ = (
        ForeignKeyConstraint(
            ["venue_id", "first"], ["settled_unit.venue_id", "settled_unit.first"]
        ),
    )

    venue_id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[dt.date] = mapped_column(primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), primary_key=True)
    low: Mapped[int]
    high: Mapped[int]


class SettledActivityRole(Base):
    """A role within an activity in a unit. These are exact, or not told."""

    __tablename__ = "settled_activity_role"
    __table_args__ = (
        ForeignKeyConstraint(
            ["venue_id", "first"], ["settled_unit.venue_id", "settled_unit.first"]
        ),
    )

    venue_id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[dt.date] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), primary_key=True)
    number: Mapped[int]
