"""Logbooks: their reflections, comments and handed-in versions."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Logbook(Base):
    """The logbook of a venue, or of a whole partnership, for a quarter or month.

    `quarter` is the period's first day, and `months` its length, 3 or 1. If `shared`, everybody
    who writes logbooks in the partnership may read the draft and comment. If `correcting`, it has
    been handed in and a new version is being written.
    """

    __tablename__ = "logbook"
    __table_args__ = (
        UniqueConstraint("venue_id", "quarter", "months"),
        UniqueConstraint("partnership_id", "quarter", "months"),
        CheckConstraint("(venue_id is null) <> (partnership_id is null)", name="of_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"), index=True)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"), index=True)
    quarter: Mapped[dt.date]
    months: Mapped[int] = mapped_column(default=3, server_default="3")
    shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    correcting: Mapped[bool] = mapped_column(default=False, server_default=false())


class Reflection(Base):
    """The answer to one prompt. `version` grows by one per change, to detect concurrent edits."""

    __tablename__ = "reflection"

    logbook_id: Mapped[int] = mapped_column(ForeignKey("logbook.id"), primary_key=True)
    prompt: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str] = mapped_column(Text, default="")
    step: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class LogbookComment(Base):
    """A comment on a shared draft. It is not handed in with the logbook."""

    __tablename__ = "logbook_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    logbook_id: Mapped[int] = mapped_column(ForeignKey("logbook.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class HandedIn(Base):
    """A version of a logbook that was handed in: its numbers and texts, never changed."""

    __tablename__ = "handed_in"

    logbook_id: Mapped[int] = mapped_column(ForeignKey("logbook.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    handed_in_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    content: Mapped[dict[str, object]] = mapped_column(JSON)
