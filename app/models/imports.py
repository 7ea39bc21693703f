"""Imports of earlier counts, and the days each one added, so that it can be undone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class EarlierImport(Base):
    __tablename__ = "earlier_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ImportedDay(Base):
    __tablename__ = "imported_day"

    import_id: Mapped[int] = mapped_column(ForeignKey("earlier_import.id"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    visits: Mapped[int]
