"""A letter as a message: plain text and HTML, with nothing that is fetched from anywhere."""

from __future__ import annotations

import datetime as dt
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import urlsplit

from flask import current_app

from app.domain.mail.letter import Letter, plain_text
from app.services.mail.transport import MailServer
from config import Config

SENDER = "Her i dag"
# Readable as it stands in a terminal or a log of the mail server, whatever it can carry.
ENCODING = "quoted-printable"


def message(letter: Letter, to: str, mark: str, config: Config, now: dt.datetime) -> EmailMessage:
    """Return the message. `mark` is the same at each try, so that a receiver knows it again."""
    found = EmailMessage(policy=SMTP)
    found["From"] = Address(SENDER, addr_spec=config.mail_from)
    found["To"] = Address(addr_spec=to)
    found["Subject"] = letter.subject
    found["Date"] = format_datetime(now)
    found["Message-ID"] = f"<{mark}@{host_of(config)}>"
    # Nobody's holiday reply comes back.
    found["Auto-Submitted"] = "auto-generated"
    found.set_content(plain_text(letter), cte=ENCODING)
    html = current_app.jinja_env.get_template("mail/mail.html").render(letter=letter)
    found.add_alternative(html, subtype="html", cte=ENCODING)
    for file in letter.enclosures:
        main, _slash, sub = file.content_type.partition(";")[0].partition("/")
        found.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return found


def server_of(config: Config) -> MailServer:
    """Return the mail server of the settings."""
    return MailServer(
        host=config.smtp_host or "",
        port=config.smtp_port,
        security=config.smtp_security,
        greets_as=host_of(config),
        user=config.smtp_user,
        password=config.smtp_password,
    )


def host_of(config: Config) -> str:
    """Return the host of the base address."""
    return urlsplit(config.base_url).hostname or "localhost"
