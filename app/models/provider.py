"""Signing in through a provider outside (OpenID Connect): whose account is whose there."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class TiedSubject(Base):
    """The provider's account (`issuer` and `subject`) that a person signs in with.

    It is all that is kept of what a provider says: no token, no name and no address.
    """

    __tablename__ = "tied_subject"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    tied_on: Mapped[dt.date]


class ProviderSignIn(Base):
    """Somebody who has been sent to the provider and is not back yet.

    `person_id` is who ties an account there to their own, and `invitation_id` what a new person
    has opened, with the `name` and `email` that they typed. A plain sign-in has none of these.
    """

    __tablename__ = "provider_sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    name: Mapped[str | None] = mapped_column(String(80))
    email: Mapped[str | None] = mapped_column(String(254))
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
