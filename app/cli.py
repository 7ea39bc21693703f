"""The operator's commands, run as `flask --app wsgi COMMAND`."""

from __future__ import annotations

import sqlite3

import click
from flask import Flask
from flask.cli import with_appcontext

from app import copying, migrating
from app.commands import COMMANDS
from app.services.core.health import days_set_aside
from app.services.days.closing import close_due_days
from app.services.logbook.old_texts import delete_old_texts
from app.services.people.former_members import remove_former_members
from app.sqlite_copy import NotCopied
from app.web.platform.clock_watch import TO_DO, look
from app.web.platform.context import config, db, now, state


def register_commands(app: Flask) -> None:
    for command in (migrate, close_days, *COMMANDS):
        app.cli.add_command(command)


@click.command("migrate")
@click.option("--copied", is_flag=True, help="There is a copy from before, made with pg_dump.")
@with_appcontext
def migrate(copied: bool) -> None:
    """Bring the database up to this version. Run it before the server starts."""
    url = config().database_url
    if not copied and copying.would_destroy(url):
        _copy(url)
    owner = config().database_owner_url
    migrating.upgrade(owner or url)
    if owner:
        migrating.keep_apart(owner, url)
    click.echo("The database is up to date.")


def _copy(url: str) -> None:
    try:
        copy = copying.copy_sqlite(url)
    except (NotCopied, OSError, sqlite3.Error) as error:
        raise click.ClickException(f"No copy could be made, so nothing changed: {error}") from None
    if copy is None:
        raise click.ClickException(
            "This version destroys exact role numbers of months that are over. The way back is a"
            " copy: make one with pg_dump, then run `flask migrate --copied`."
        )
    click.echo(
        f"A copy from before is in {copy}. It holds role numbers that this version destroys,"
        " so `flask backup` deletes it after 35 days."
    )


@click.command("close-days")
@with_appcontext
def close_days() -> None:
    """Close the service days that are over. The server does this too, so a timer is optional."""
    doubt = look(state())
    if doubt is not None:
        # No failure: a server that is started after this command must start.
        click.echo(f"Closed no days. {TO_DO[doubt]}")
        return
    click.echo(f"Closed {close_due_days(db(), now=now(), retry=True)} days.")
    if removed := remove_former_members(db(), now=now()):
        click.echo(f"Removed the names of {removed} former members.")
    if delete_old_texts(db(), now=now()):
        click.echo("Deleted texts of more than five years ago.")
    for day in days_set_aside(db()):
        click.echo(f"Set aside: venue {day.venue_id}, {day.date} ({day.why}).")
