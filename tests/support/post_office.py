"""A real mail server on this machine. It keeps what it is given, and refuses on demand."""

from __future__ import annotations

import contextlib
import dataclasses
import email
import email.policy
import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from config import Config
from tests.support.visit import Page, Visitor

LINK = re.compile(r"^https?://\S+$", re.M)


class PostOffice:
    """What the server has been given, in order, and what it answers to each RCPT and DATA."""

    def __init__(self) -> None:
        self.caught: list[EmailMessage] = []
        self.receivers: list[str] = []
        self.to_rcpt = self.to_data = ""
        self.signed_in: list[str] = []
        self.port = 0

    async def handle_RCPT(  # noqa: N802  the name is aiosmtpd's
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take the receiver, or answer what it was told to."""
        if self.to_rcpt:
            return self.to_rcpt.format(address=address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        """Keep the mail, or answer what it was told to."""
        if self.to_data:
            return self.to_data
        found = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(found, EmailMessage)
        self.caught.append(found)
        self.receivers.extend(envelope.rcpt_tos)
        return "250 OK"

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _kind: str, given: Any
    ) -> AuthResult:
        """Let in whoever has the right password."""
        self.signed_in.append(given.login.decode())
        return AuthResult(success=given.password == b"hemmeligt", handled=False)


def text_in(mail: EmailMessage, kind: str = "plain") -> str:
    """The mail's text, as plain text or HTML."""
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def link_in(mail: EmailMessage) -> str:
    """The path of the one link in the mail."""
    [link] = LINK.findall(text_in(mail))
    return re.sub(r"^https?://[^/]+", "", str(link))


def opened(visitor: Visitor, mail: EmailMessage) -> Page:
    """The page behind the mail's link."""
    return visitor.get(link_in(mail))


@contextlib.contextmanager
def post_office(**how: Any) -> Iterator[PostOffice]:
    """A server that takes mail. `how` is for aiosmtpd: TLS and signing in."""
    office = PostOffice()
    if how.get("auth_required"):
        how["authenticator"] = office.authenticate
    controller = Controller(office, hostname="127.0.0.1", port=free_port(), **how)
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()


def with_mail(config: Config, office: PostOffice) -> Config:
    """The settings of an installation that hands its mail over there."""
    return dataclasses.replace(
        config,
        smtp_host="127.0.0.1",
        smtp_port=office.port,
        smtp_security="none",
        mail_from="heridag@example.dk",
        operator_mail="drift@example.dk",
    )


@contextlib.contextmanager
def silent_server() -> Iterator[int]:
    """The port of a server that lets everybody in and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A new certificate for `localhost`, and how a server uses it."""
    key, made = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", made),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, key)
    return made, context
