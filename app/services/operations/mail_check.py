"""What `doctor` says about mail. It names no address."""

from __future__ import annotations

from collections.abc import Iterator

from app.db import Database
from app.services.mail.outbox import outbox_state
from app.services.operations.checks import Finding, Level


def mail(db: Database, *, sends_mail: bool) -> Iterator[Finding]:
    """Check whether mail waits. Without a mail server there is nothing to check."""
    if not sends_mail:
        return
    found = outbox_state(db)
    if found.waiting:
        said = f"{found.waiting} wait since {found.since:%Y-%m-%d at %H:%M} UTC: {found.answer}"
        yield Finding("mail", Level.FAULT, said, "Check SMTP_HOST and the settings below it.")
    elif found.failed:
        said = f"{found.failed} could not be delivered: {found.answer}"
        yield Finding("mail", Level.WARNING, said, "They are forgotten after 14 days.")
    else:
        yield Finding("mail", Level.OK, "none waits")
