"""Which words each kind of mail has, and to whom they go, at the moment that it is sent."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.mail.kinds import MailKind
from app.domain.mail.letter import Letter
from app.services.mail.outbox import Claimed
from app.web.mail.message import host_of
from app.web.platform.context import config

Written = tuple[str, Letter]
"""An address and what goes there."""


def upkeep(mail: Claimed) -> Written | None:
    """Write to the operator what is wrong, or that nothing is. In English, as commands speak."""
    if not config().operator_mail:
        return None
    wrong, host = tuple(mail.about["wrong"]), host_of(config())
    letter = Letter(
        subject=f"{host}: look at the server" if wrong else f"{host}: all is well again",
        paragraphs=wrong or ("Days are closed and backups are made again.",),
        after=("Run `her-i-dag doctor`, which says what to do.",) if wrong else (),
        footer=f"Her i dag at {host} sends this to OPERATOR_MAIL, once a day at most.",
        language="en",
    )
    return config().operator_mail or "", letter


WRITERS: dict[MailKind, Callable[[Claimed], Written | None]] = {
    MailKind.UPKEEP: upkeep,
}
"""Who writes each kind. A writer returns None if there is nobody to write to any more."""
