"""Handing a mail over to a server by SMTP. It talks to no other machine, and logs nothing."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage

PATIENCE = 20.0
"""Seconds that a server may be silent."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over. `security` is `starttls`, `tls` or `none`.

    `greets_as` is the name we give there, rather than this machine's own.
    """

    host: str
    port: int
    security: str
    greets_as: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


class NotHandedOver(Exception):
    """The server does not have the mail. The message is what it answered, or why it did not.

    `for_good` means that it will never take this one.
    """

    def __init__(self, answer: str, *, for_good: bool = False) -> None:
        super().__init__(answer)
        self.for_good = for_good


def hand_over(server: MailServer, message: EmailMessage) -> None:
    """Return when the server has taken the mail. Raises NotHandedOver."""
    try:
        with _connected(server) as smtp:
            smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        code, answer = next(iter(refused.recipients.values()))
        raise _not_handed_over(code, answer, about_this_mail=True) from None
    except smtplib.SMTPDataError as refused:
        raise _not_handed_over(
            refused.smtp_code, refused.smtp_error, about_this_mail=True
        ) from None
    except smtplib.SMTPResponseException as refused:
        # The sender or the password: all mail is refused until somebody mends the settings.
        raise _not_handed_over(
            refused.smtp_code, refused.smtp_error, about_this_mail=False
        ) from None
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise NotHandedOver(f"{type(error).__name__}: {error}") from None


@contextlib.contextmanager
def _connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    trusted = ssl.create_default_context()
    at, name = (server.host, server.port), server.greets_as
    smtp = (
        smtplib.SMTP_SSL(*at, local_hostname=name, timeout=PATIENCE, context=trusted)
        if server.security == "tls"
        else smtplib.SMTP(*at, local_hostname=name, timeout=PATIENCE)
    )
    try:
        if server.security == "starttls":
            smtp.starttls(context=trusted)  # Raises if the server has none: nothing goes in clear.
        if server.user:
            smtp.login(server.user, server.password or "")
        yield smtp
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.quit()  # It has the mail, whatever it says now.
    finally:
        smtp.close()


def _not_handed_over(code: int, answer: bytes | str, *, about_this_mail: bool) -> NotHandedOver:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return NotHandedOver(f"{code} {text}", for_good=about_this_mail and 500 <= code < 600)
