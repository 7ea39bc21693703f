"""What somebody of the cast may do, for tests that call a service as a page would."""

from __future__ import annotations

from app.db import Database
from app.domain.people.access import Viewer
from app.services.people import accounts


def viewer(db: Database, person_id: int) -> Viewer:
    """Return what the person may do, who has an account."""
    found = accounts.viewer(db, person_id)
    assert found is not None, f"person {person_id} has no account"
    return found
