"""Everything that is stored about somebody who signs in, for their own file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import models
from app.db import Database
from app.domain.people.access import Viewer

# By the name that a part has in the file: the column with the person's id.
PARTS: dict[str, InstrumentedAttribute[Any]] = {
    "account": models.Person.id,
    "access": models.Membership.person_id,
    "host_of": models.HostVenue.person_id,
    "sessions": models.SignIn.person_id,
    "sign_ins_without_a_code": models.HalfSignIn.person_id,
    "accounts_tied_at_a_provider": models.TiedSubject.person_id,
    "sign_ins_at_a_provider": models.ProviderSignIn.person_id,
    "recovery_codes": models.RecoveryCode.person_id,
    "passkeys": models.Passkey.person_id,
    "passkeys_being_asked": models.PasskeyChallenge.person_id,
    "reading_key": models.ReadingKey.person_id,
    "invitations_accepted": models.Invitation.person_id,
    "invitations_made": models.Invitation.made_by,
    "mail_waiting_or_sent": models.Mail.person_id,
    "links_by_mail": models.MailedLink.person_id,
    "devices_started": models.Device.made_by,
    "corrections": models.Correction.person_id,
    "imports": models.EarlierImport.person_id,
    "reflections": models.Reflection.person_id,
    "comments": models.LogbookComment.person_id,
    "logbooks_handed_in": models.HandedIn.person_id,
    "reports_released": models.Released.person_id,
    "languages_approved": models.PartnershipLanguage.approved_by,
    "set_up_and_fetched": models.AuditEntry.person_id,
}
# Hashes, which say nothing and help others to guess; and what is the venue's and not the person's.
LEFT_OUT = {
    *("password_hash", "token_hash", "page_hash", "key_hash", "mark", "data"),
    *("code_hash", "totp_secret"),
    *("credential_id", "public_key", "user_handle", "challenge_hash"),
    "claim",
    *("content", "cells"),
}


def own_data(db: Database, viewer: Viewer) -> dict[str, Any]:
    """Return what is stored about the viewer as values for JSON: rows by part, and names by id."""
    with db.reading() as session:
        rows = {part: _rows(session, column, viewer.person_id) for part, column in PARTS.items()}
        every = [row for part in rows.values() for row in part]
        return {
            **rows,
            "names_of_venues": _names(session, models.Venue, every, "venue_id"),
            "names_of_partnerships": _names(session, models.Partnership, every, "partnership_id"),
        }


def _rows(
    session: Session, column: InstrumentedAttribute[Any], person_id: int
) -> list[dict[str, Any]]:
    kept = [each for each in inspect(column.class_).column_attrs if each.key not in LEFT_OUT]
    return [
        {each.key: _value(getattr(row, each.key)) for each in kept}
        for row in session.scalars(select(column.class_).where(column == person_id))
    ]


def _value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _names(session: Session, table: Any, rows: list[dict[str, Any]], key: str) -> dict[int, str]:
    ids = {row[key] for row in rows if row.get(key) is not None}
    named = session.execute(select(table.id, table.name).where(table.id.in_(ids)))
    return {row.id: row.name for row in named}
