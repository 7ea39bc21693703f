"""Check-in page languages: which a venue offers, and which a partnership has approved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select

from app import models
from app.db import Database
from app.domain.base.languages import NAMES, TO_BE_READ, WRITTEN_IN, Spoken
from app.domain.base.service_day import service_date
from app.domain.people.access import Act, NotFound, Viewer
from app.services.core.lookup import allowed_partnership, allowed_venue
from app.services.core.venue_profile import languages_of


@dataclass(frozen=True)
class Approval:
    """When a language was approved, and the name of the person who did."""

    on: dt.date
    by: str


@dataclass(frozen=True)
class PartnershipLanguages:
    """A partnership with its approvals by language code."""

    id: int
    name: str
    approvals: dict[str, Approval]


def of_partnership(db: Database, viewer: Viewer, partnership_id: int) -> PartnershipLanguages:
    """Return the languages that the partnership has approved. Raises NotFound."""
    with db.reading() as session:
        partnership = allowed_partnership(session, viewer, Act.SET_UP, partnership_id)
        rows = session.execute(
            select(models.PartnershipLanguage, models.Person.name)
            .join(models.Person)
            .where(models.PartnershipLanguage.partnership_id == partnership.id)
        )
        approvals = {row.language: Approval(row.approved_on, by) for row, by in rows}
        return PartnershipLanguages(partnership.id, partnership.name, approvals)


def approve(
    db: Database, viewer: Viewer, partnership_id: int, language: str, *, now: dt.datetime
) -> None:
    """Mark a language as proofread. An earlier approval is kept.

    Raises NotFound, also for a language that needs no approval.
    """
    _must_be_read(language)
    with db.writing() as session:
        allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
        if session.get(models.PartnershipLanguage, (partnership_id, language)) is None:
            session.add(
                models.PartnershipLanguage(
                    partnership_id=partnership_id,
                    language=language,
                    approved_on=service_date(now),
                    approved_by=viewer.person_id,
                )
            )


def withdraw(db: Database, viewer: Viewer, partnership_id: int, language: str) -> None:
    """Withdraw an approval, so that the language is a draft again. Raises NotFound."""
    _must_be_read(language)
    with db.writing() as session:
        allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
        session.execute(
            delete(models.PartnershipLanguage).where(
                models.PartnershipLanguage.partnership_id == partnership_id,
                models.PartnershipLanguage.language == language,
            )
        )


def offered_somewhere(db: Database, viewer: Viewer, partnership_id: int) -> tuple[str, ...]:
    """Return those of TO_BE_READ that a venue of the partnership offers. Raises NotFound."""
    with db.reading() as session:
        partnership = allowed_partnership(session, viewer, Act.SET_UP, partnership_id)
        venues = select(models.Venue.id).where(
            models.Venue.partnership_id == partnership.id, models.Venue.archived_on.is_(None)
        )
        off: dict[int, set[str]] = {venue_id: set() for venue_id in session.scalars(venues)}
        for row in session.scalars(
            select(models.VenueLanguageOff).where(models.VenueLanguageOff.venue_id.in_(off))
        ):
            off[row.venue_id].add(row.language)
        # A partnership without a venue: its first one will offer them all.
        nowhere = set.intersection(*off.values()) if off else set()
        return tuple(code for code in TO_BE_READ if code not in nowhere)


def of_venue(db: Database, viewer: Viewer, venue_id: int) -> Spoken:
    """Return the languages that the venue offers, and which are drafts. Raises NotFound."""
    with db.reading() as session:
        return languages_of(session, allowed_venue(session, viewer, Act.SET_UP, venue_id))


def choose(db: Database, viewer: Viewer, venue_id: int, languages: Collection[str]) -> None:
    """Offer these languages, and always Danish, at the venue. Raises NotFound."""
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        session.execute(
            delete(models.VenueLanguageOff).where(models.VenueLanguageOff.venue_id == venue.id)
        )
        session.add_all(
            models.VenueLanguageOff(venue_id=venue.id, language=code)
            for code in NAMES
            if code != WRITTEN_IN and code not in languages
        )


def _must_be_read(language: str) -> None:
    if language not in TO_BE_READ:
        raise NotFound
