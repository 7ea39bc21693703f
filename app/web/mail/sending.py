"""Sending what is in the outbox: by the running server, and by the command `send-mail`."""

from __future__ import annotations

import itertools
import logging
from dataclasses import dataclass

from flask import Flask

from app.db import StorageUnavailable
from app.domain.mail.kinds import MailKind
from app.services.mail import outbox
from app.services.mail.outbox import Claimed
from app.services.mail.transport import NotHandedOver, hand_over
from app.services.operations.upkeep_mail import tell_operator
from app.services.reports.mailed_packages import put_due_packages, record_sent
from app.web.mail.letters import WRITERS
from app.web.mail.message import message, server_of
from app.web.platform.background import BackgroundThread
from app.web.platform.context import config, db, now, state

logger = logging.getLogger(__name__)
EVERY = 10.0
"""Seconds between two looks at the outbox."""
WATCH_EVERY = 30
"""Looks at the outbox for each look at what the operator is told of, which asks for more."""
AT_ONCE = 100
"""Mails that are sent in one go, before looking for other work."""


@dataclass
class Sent:
    """How many mails the server has taken, and how many it has not."""

    taken: int = 0
    not_taken: int = 0


def send_what_waits(*, watch: bool = True) -> Sent:
    """Send what is due. Needs an application context. Raises StorageUnavailable.

    With `watch`, the operator is told first if something is wrong, and packages that are due are
    put in the outbox.

    Nothing is sent while the clock is in doubt, as links and days would be wrong.
    """
    found = Sent()
    if not config().sends_mail or state().clock_memory.doubt is not None:
        return found
    if watch and config().operator_mail:
        tell_operator(db(), config().backup_folder, now=now())
    if watch:
        put_due_packages(db(), now=now())
    outbox.sweep(db(), now=now())
    for _turn in range(AT_ONCE):
        mail = outbox.claim_next(db(), now=now())
        if mail is None:
            break
        _send(mail, found)
    return found


def _send(mail: Claimed, found: Sent) -> None:
    to = ""
    try:
        written = WRITERS[mail.kind](mail)
        if written is None:
            outbox.dropped(db(), mail)
            return
        to, letter = written
        hand_over(server_of(config()), message(letter, to, mail.mark, config(), now()))
    except NotHandedOver as error:
        found.not_taken += 1
        outbox.failed(db(), mail, str(error), for_good=error.for_good, to=to, now=now())
    except StorageUnavailable:
        raise
    except Exception as error:  # One mail that can't be written must not hold up the others.
        found.not_taken += 1
        # The message of the error may quote what the mail says.
        logger.error("A mail could not be written: %s, %s", mail.kind, type(error).__name__)
        kind = f"it could not be written ({type(error).__name__})"
        outbox.failed(db(), mail, kind, for_good=False, to=to, now=now())
    else:
        found.taken += 1
        gave_files = mail.kind is MailKind.PACKAGE and letter.enclosures
        outbox.sent(db(), mail, also=record_sent if gave_files else None, now=now())


class MailTimer(BackgroundThread):
    """A thread that sends what waits, so that no page waits for a mail server.

    Each process of an installation may have one: a mail that one has claimed is left by the others.
    """

    def __init__(self, app: Flask) -> None:
        super().__init__("mail")
        self._app = app

    def run(self) -> None:
        """Look at the outbox at once, and then every few seconds.

        A mail that is cut off is tried again when its claim has run out.
        """
        for look in itertools.count():
            if self.stopped.is_set():
                return
            try:
                with self._app.app_context():
                    send_what_waits(watch=look % WATCH_EVERY == 0)
            except StorageUnavailable as error:
                logger.warning("Mail could not be sent yet: %s", error)
            except Exception as error:  # The next look tries again, whatever it was.
                logger.error("Mail could not be sent: %s", type(error).__name__)
            self.stopped.wait(EVERY)
