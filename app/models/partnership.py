"""Partnerships, which own all data, and their organisations, roles and languages."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Partnership(Base):
    """A municipality, an association, or several of them together.

    `small_number` is the threshold: a protected number below it is told as being below it.
    `logbook_per` is `quarter` or `month`.
    """

    __tablename__ = "partnership"
    __table_args__ = (
        CheckConstraint("small_number between 3 and 20", name="small_number_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    small_number: Mapped[int] = mapped_column(default=5)
    logbook_per: Mapped[str] = mapped_column(
        String(20), default="quarter", server_default="quarter"
    )
    created_on: Mapped[dt.date] = mapped_column("made_on")


class Organisation(Base):
    """A member organisation of a partnership."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))


class Role(Base):
    """Something a visitor can choose to do at a venue today, as a verb.

    `verbs` has the partnership's own words in further languages, by code, if it has written any.
    """

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("partnership_id", "verb"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), index=True)
    verb: Mapped[str] = mapped_column(String(40))
    verb_en: Mapped[str] = mapped_column(String(40), default="")
    sign: Mapped[str | None] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)
    archived_on: Mapped[dt.date | None]
    verbs: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))


class PartnershipLanguage(Base):
    """A language of the check-in page whose texts somebody has read and approved."""

    __tablename__ = "partnership_language"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    approved_on: Mapped[dt.date]
    approved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
