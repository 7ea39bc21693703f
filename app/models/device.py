"""A venue's tablets, screens and phones, which work without anybody signed in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Device(Base):
    """A `tablet`, `screen` or `phone` that a host has started.

    It works until it is revoked, a phone only until `expires_on` (exclusive). `link_ends_at` is
    set as long as it is a link that nobody has opened.

    `code_hash` is a hash of the letters that can be typed instead of opening the link, and is gone
    once either has been used.

    `page_hash` is a hash of the one-time key of the page that a tablet showed last: only that
    page's visit can be changed there. It contains nothing about the visit.
    """

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    page_hash: Mapped[str | None] = mapped_column(String(64))
    created_on: Mapped[dt.date] = mapped_column("made_on")
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    last_used_on: Mapped[dt.date | None]
    revoked_on: Mapped[dt.date | None]
    expires_on: Mapped[dt.date | None]
    link_ends_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
