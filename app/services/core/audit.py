"""Adding a line to the trail about what is no set-up row: a file, a link, a password.

What changes a set-up row needs no call: `app.models.audit_listener` sees it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database, StorageUnavailable
from app.domain.people.access import Viewer
from app.domain.people.audit import AuditDeed, AuditSubject
from app.services.core.lookup import acts

logger = logging.getLogger(__name__)

__all__ = ["AuditDeed", "AuditSubject", "record", "record_export", "record_of_person"]


def record(
    session: Session,
    viewer: Viewer,
    subject: AuditSubject,
    deed: AuditDeed,
    *,
    partnership_id: int,
    venue_id: int | None = None,
    subject_id: int | None = None,
    name: str | None = None,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    """Add a line that the viewer did this. It is written when the block commits.

    `subject_id` is a person's for a subject in OF_A_PERSON, which has no `name`. `changes` are what
    was there before and after, as values for JSON, and never a secret. Takes an open session.
    """
    acts(session, viewer)
    kept = {field: list(both) for field, both in (changes or {}).items()}
    models.audit_listener.add_line(
        session,
        models.audit_lines.Line(subject, deed, partnership_id, venue_id, subject_id, name, kept),
    )


def record_of_person(
    session: Session, viewer: Viewer, person_id: int, subject: AuditSubject, deed: AuditDeed
) -> None:
    """Add a line in each partnership that the person belongs to. Takes an open session."""
    models.audit_listener.hand_actor(session, viewer.known_as)
    memberships = select(models.Membership.partnership_id).where(
        models.Membership.person_id == person_id
    )
    for partnership_id in session.scalars(memberships.order_by(models.Membership.partnership_id)):
        models.audit_listener.add_line(
            session, models.audit_lines.Line(subject, deed, partnership_id, None, person_id)
        )


def record_export(
    db: Database,
    viewer: Viewer,
    subject: AuditSubject,
    *,
    partnership_id: int,
    venue_id: int | None = None,
    name: str,
    period: str | None = None,
    file_format: str,
    posters: int | None = None,
) -> None:
    """Record that the viewer was given a file; `posters` is how many are in it, if it has any.

    When nothing can be written, the file is given all the same: a full disk is when the counts are
    needed elsewhere. The server's log then says that a line is missing, and not whose.
    """
    told = {"format": file_format, "period": period, "posters": posters}
    try:
        with db.writing() as session:
            record(
                session,
                viewer,
                subject,
                AuditDeed.EXPORTED,
                partnership_id=partnership_id,
                venue_id=venue_id,
                name=name,
                changes={field: (None, value) for field, value in told.items() if value},
            )
    except StorageUnavailable:
        logger.warning("A file was given out, and no line could be written about it")
