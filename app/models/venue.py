"""Venues with their opening hours, roles, activities and codes."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Venue(Base):
    """A place that people visit.

    `day_limit` is when the service day ends, in minutes after local midnight. `colour` and
    `picture` name entries in `app.domain.venues.look`; empty means the default for `kind`.
    Check-ins above `daily_cap` in a day or `minute_cap` in a minute are held until a host confirms
    them; a `minute_cap` of 0 is no limit. `screen_key` is the secret behind the changing code on
    the venue's screen; null if that is off. `profile_version` is random, and a new one whenever
    anything changes that the venue's profile is read from; `models.in_step` moves it.
    """

    __tablename__ = "venue"
    __table_args__ = (
        CheckConstraint("day_limit between 0 and 720", name="day_limit_in_range"),
        CheckConstraint("daily_cap > 0", name="daily_cap_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    day_limit: Mapped[int] = mapped_column(default=240)
    colour: Mapped[str] = mapped_column(String(20), default="")
    picture: Mapped[str] = mapped_column(String(20), default="")
    offers_company: Mapped[bool] = mapped_column(default=False)
    daily_cap: Mapped[int] = mapped_column(default=1000)
    minute_cap: Mapped[int] = mapped_column(default=60)
    created_on: Mapped[dt.date] = mapped_column("made_on")
    archived_on: Mapped[dt.date | None]
    screen_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    profile_version: Mapped[int] = mapped_column(BigInteger)


class VenueLogo(Base):
    """The logo that a venue has chosen, as a PNG file, if it has.

    Several venues may have the same picture; `digest` is its name in its public address.
    """

    __tablename__ = "venue_logo"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(32), index=True)
    png: Mapped[bytes] = mapped_column(LargeBinary)


class OpeningHours(Base):
    """An opening on one weekday (Monday is 0), in minutes after local midnight.

    A weekday can have two. A change adds a new set of rows with its own `valid_from`, today or
    later, so that past opening days don't change. A set without any open weekday is one row with
    weekday -1.
    """

    __tablename__ = "opening_hours"
    __table_args__ = (
        CheckConstraint("weekday between -1 and 6", name="weekday_in_range"),
        CheckConstraint("closes > opens", name="closes_after_opens"),
    )

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    valid_from: Mapped[dt.date] = mapped_column(primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    opens: Mapped[int] = mapped_column(primary_key=True)
    closes: Mapped[int]


class VenueRole(Base):
    """A role offered at a venue, since when; null if that was before dates were recorded."""

    __tablename__ = "venue_role"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("role.id"), primary_key=True)
    since: Mapped[dt.date | None]


class VenueLanguageOff(Base):
    """A language turned off on the venue's check-in page. A new venue has them all on."""

    __tablename__ = "venue_language_off"

    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)


class Activity(Base):
    """Something to take part in: fixed, single (on one date) or emerging.

    `sign` names a pictogram in `app.domain.venues.pictograms`; null means the one suggested by the
    activity's name.
    """

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    sign: Mapped[str | None] = mapped_column(String(20))
    is_cause: Mapped[bool] = mapped_column(default=False)
    on_date: Mapped[dt.date | None]
    created_on: Mapped[dt.date] = mapped_column("made_on")
    archived_on: Mapped[dt.date | None]


class ActivityTime(Base):
    """When an activity usually runs on a weekday (Monday is 0), in minutes after midnight.

    A weekday can have several. `rhythm` says in which weeks (`app.domain.venues.usual_times`);
    `since` is the first date of what runs every other week, and null for the rest.
    """

    __tablename__ = "activity_time"
    __table_args__ = (
        CheckConstraint("weekday between 0 and 6", name="weekday_in_range"),
        CheckConstraint("ends > starts", name="ends_after_starts"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    weekday: Mapped[int] = mapped_column(primary_key=True)
    starts: Mapped[int] = mapped_column(primary_key=True)
    rhythm: Mapped[str] = mapped_column(String(20), primary_key=True, default="every_week")
    ends: Mapped[int]
    since: Mapped[dt.date | None]


class Code(Base):
    """The public code on a poster, of an activity or (`activity_id` null) of the venue.

    A replaced code works until `grace_until`. Its row is never deleted, so that the code is never
    issued again. `printed_on` is when its poster was last downloaded.
    """

    __tablename__ = "code"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    venue_id: Mapped[int] = mapped_column(ForeignKey("venue.id"), index=True)
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    created_on: Mapped[dt.date] = mapped_column("made_on")
    replaced_on: Mapped[dt.date | None]
    grace_until: Mapped[dt.date | None]
    printed_on: Mapped[dt.date | None]
