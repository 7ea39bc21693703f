"""People who can sign in: hosts, coordinators and readers, never visitors."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class Person(Base):
    """Somebody who can sign in. `email` is stored in lower case; an archived account has none.

    `must_change_password` is true while somebody else knows the password, because they gave it.
    `totp_secret` is the key of the person's code app, or None if they sign in in one step; the code
    of `totp_step`, a half minute since 1970, was the last that was used. It is forgotten daily.
    `factor_reset_on` is when somebody else removed the key, until there is a new one. `packages`
    are the reports that they get by mail, asked for on `packages_since`.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(255))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(5), default="da")
    last_venue_id: Mapped[int | None] = mapped_column(ForeignKey("venue.id"))
    archived_on: Mapped[dt.date | None]
    totp_secret: Mapped[str | None] = mapped_column(String(32))
    totp_step: Mapped[int | None]
    factor_reset_on: Mapped[dt.date | None]
    packages: Mapped[str | None] = mapped_column(String(7))
    packages_since: Mapped[dt.date | None]


class RecoveryCode(Base):
    """One of the codes that replace a code app that is lost. The row is deleted when it is used."""

    __tablename__ = "recovery_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)


class Passkey(Base):
    """A key in somebody's phone, computer or security key; here is the half that is no secret.

    `sign_count` is what it said last of how often it was used; a smaller one is that of a copy.
    `user_handle` is what their device knows its owner by: random, and the same in all their keys.
    """

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    user_handle: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(40))
    created_on: Mapped[dt.date]


class PasskeyChallenge(Base):
    """What a passkey is asked to sign, once. The row is deleted when an answer comes.

    `person_id` is None while nobody has said who they are. `user_handle` and `name` are
    those of a passkey to be made.
    """

    __tablename__ = "passkey_challenge"

    challenge_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    use: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    user_handle: Mapped[bytes | None] = mapped_column(LargeBinary)
    name: Mapped[str | None] = mapped_column(String(40))
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime, index=True)


class HalfSignIn(Base):
    """Somebody who has given their password and no code yet. It opens no page but that of the code.

    A table of its own, so that nothing which looks for a session can take it for one.
    """

    __tablename__ = "half_sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)


class Membership(Base):
    """What a person may do in a partnership: `host`, `coordinator`, `reader` or `venue_reader`."""

    __tablename__ = "membership"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    partnership_id: Mapped[int] = mapped_column(
        ForeignKey("partnership.id"), primary_key=True, index=True
    )
    duty: Mapped[str] = mapped_column(String(12))


class HostVenue(Base):
    """A venue that somebody's duty is for: where a host counts, or what a reader of it reads."""

    __tablename__ = "host_venue"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True, index=True)


class SignIn(Base):
    """A session, stored here rather than in the cookie so that the server can end it.

    It ends some days after `used_on` and `begun_on` (see `domain.people.session_limits`). `name` is
    what its owner calls the phone or computer. Nothing else is known of it.
    """

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    data: Mapped[str] = mapped_column(Text)
    begun_on: Mapped[dt.date]
    used_on: Mapped[dt.date]
    name: Mapped[str | None] = mapped_column(String(40))


class Invitation(Base):
    """A link that gives access once, until `ends_at`. `venues` are the ids for a duty of
    single venues.

    `made_by` is None if the operator made it. `person_id` is whose e-mail was typed on its page:
    from then on, it is for that account alone.
    """

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    duty: Mapped[str] = mapped_column(String(12))
    venues: Mapped[list[int]] = mapped_column(JSON)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ends_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ReadingKey(Base):
    """The key that a person's program uses to read released reports. One per person.

    It works until `ends_on` (exclusive).
    """

    __tablename__ = "reading_key"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_on: Mapped[dt.date] = mapped_column("made_on")
    ends_on: Mapped[dt.date]
