"""The command that sends mail."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.web.mail.sending import send_what_waits
from app.web.platform.clock_watch import look
from app.web.platform.context import config, state


@click.command("send-mail")
@with_appcontext
def send_mail() -> None:
    """Send the mail that waits. The running server does this too, every few seconds."""
    if not config().sends_mail:
        raise click.ClickException("There is no mail server. Set SMTP_HOST.")
    look(state())  # While the clock is in doubt, nothing is sent.
    found = send_what_waits()
    click.echo(f"Sent {found.taken}. Not taken by the server, and tried again: {found.not_taken}.")


COMMANDS: tuple[click.Command, ...] = (send_mail,)
