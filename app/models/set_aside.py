"""The server's own state: days that it could not close, and what its clock has shown."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class SetAside(Base):
    """A day that has ended but cannot be closed; deleted when it can be closed after all.

    `why` is an `Uncountable`. `since` is when closing first failed, `tried_at` when it last did.
    """

    __tablename__ = "set_aside"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    why: Mapped[str] = mapped_column(String(20))
    since: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    tried_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class ClockSeen(Base):
    """The latest service date on which the server's clock was believed. One row, with id 1.

    A date and nothing finer: on a quiet day, the time of the last request could be a visit's.
    """

    __tablename__ = "clock_seen"

    id: Mapped[int] = mapped_column(primary_key=True)
    seen_on: Mapped[dt.date]
