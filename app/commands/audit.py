"""The command that deletes what the trail has kept long enough."""

from __future__ import annotations

import contextlib

import click
from flask.cli import with_appcontext

from app.db import Database
from app.services.people.audit_expiry import NotTheOwner, delete_old_entries
from app.web.platform.clock_watch import look
from app.web.platform.context import config, now, state


@click.command("expire-audit")
@with_appcontext
def expire_audit() -> None:
    """Delete the lines of who did what that are older than 13 months. A timer runs it every day."""
    if look(state()) is not None:
        click.echo("Deleted nothing: the clock is in doubt. See docs/clock.md.")
        return
    settings = config()
    url = settings.database_owner_url or settings.database_url
    with contextlib.closing(Database(url)) as owned:
        try:
            click.echo(f"Deleted {delete_old_entries(owned, now=now())} lines.")
        except NotTheOwner:
            raise click.ClickException(
                "This role may not delete lines. Set DATABASE_OWNER_URL for this command."
            ) from None


COMMANDS: tuple[click.Command, ...] = (expire_audit,)
