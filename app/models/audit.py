"""Who set up, handed out or fetched what, and when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class AuditEntry(Base):
    """A line of the trail. It is written in the transaction of what it tells, and never changed.

    `at` is a whole minute. `person_id` is null for the operator. `subject` and `deed` are an
    `AuditSubject` and an `AuditDeed`; `subject_name` is what the subject was called, and null if it
    is a person. `changes` has what was there before and after, by field.

    Nothing refers to other tables, so that an entry outlasts what it is about. A trigger refuses to
    change one, or to delete one before its time.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "partnership_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int]
    venue_id: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(index=True)
    at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    subject: Mapped[str] = mapped_column(String(20))
    deed: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int | None]
    subject_name: Mapped[str | None] = mapped_column(String(200))
    changes: Mapped[dict[str, list[Any]]] = mapped_column(JSON)
