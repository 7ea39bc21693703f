"""Reports that a partnership has released to its readers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Released(Base):
    """A report that readers may see. `places` and `period` are written as in its URL."""

    __tablename__ = "released"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), primary_key=True)
    venues: Mapped[str] = mapped_column("places", String(1000), primary_key=True)
    period: Mapped[str] = mapped_column(String(12), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
