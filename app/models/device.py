"""The tablets and screens of a venue, which count and show without anybody's sign-in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Device(Base):
    """A `tablet`, `screen` or `phone` that a host has started; it opens nothing once it is revoked.

    The house's phone opens nothing either from `expires_on` on; the others last until they are
    stopped.

    `page_hash` is of the one-time key of the start page that a tablet showed last: that page's
    visit alone can be changed there. It holds nothing of the visit itself.
    """

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    page_hash: Mapped[str | None] = mapped_column(String(64))
    made_on: Mapped[dt.date]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    last_used_on: Mapped[dt.date | None]
    revoked_on: Mapped[dt.date | None]
    expires_on: Mapped[dt.date | None]
