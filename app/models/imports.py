"""Imports of earlier counts, and what each one added, so that it can be undone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class EarlierImport(Base):
    """`finished_at` is null while it is being saved, and stays so if that was cut off."""

    __tablename__ = "earlier_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ImportedDay(Base):
    """A day that an import counted. Of several rows that are not undone, the newest applies."""

    __tablename__ = "imported_day"

    import_id: Mapped[int] = mapped_column(ForeignKey("earlier_import.id"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    service_date: Mapped[dt.date] = mapped_column(primary_key=True)
    visits: Mapped[int]
    is_closed: Mapped[bool] = mapped_column(default=False)
    is_undone: Mapped[bool] = mapped_column(default=False)


class ImportedVenue(Base):
    """A venue that an import created. It is archived when that is undone, unless it is in use."""

    __tablename__ = "imported_venue"

    import_id: Mapped[int] = mapped_column(ForeignKey("earlier_import.id"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
