"""Mail that waits to be sent, and the links that mail has carried."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Mail(Base):
    """A mail in the outbox. It holds what the mail is written from, and never its link.

    `mark` is its name among all mail in the world. It waits as long as there is a `next_at`.
    `address` is None if it follows from the person or the settings, and as soon as the mail is
    sent. Two mails with the same `once` cannot be. `claim` is the mark of the process that is
    sending it, until `claimed_until`; `answer` is what the server said last, without addresses.
    """

    __tablename__ = "mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    mark: Mapped[str] = mapped_column(String(32), default=lambda: secrets.token_hex(16))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), index=True)
    address: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(5), default="da")
    about: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    once: Mapped[str | None] = mapped_column(String(80), unique=True)
    made_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    next_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    claim: Mapped[str | None] = mapped_column(String(32))
    claimed_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(String(160))
    failed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class MailedLink(Base):
    """A link that a mail carries: to an invitation, or to a new password for a person.

    Each try to send a mail makes a link of its own, as an earlier one may have arrived after all.
    """

    __tablename__ = "mailed_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), index=True)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)
