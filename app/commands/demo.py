"""The commands that add the demo data and remove its accounts."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app.services import demo
from app.services.demo import demo_accounts, removal
from app.web.platform.context import config, db, now


@click.command("demo")
@with_appcontext
def fill() -> None:
    """Fill an empty database with demo data and show how to try it. Needs DEMO=1."""
    if not config().demo:
        raise click.ClickException("Demo data belongs in a demo installation. Set DEMO=1.")
    try:
        filled: demo.Filled | None = demo.fill(db(), now=now())
    except demo.NotEmpty:
        click.echo("The database is not empty; no demo data was written.")
        filled = demo.standing(db())
    if filled:
        _say_how_to_try(filled)


def _say_how_to_try(filled: demo.Filled) -> None:
    base = config().base_url
    click.echo(f"Check in:  {base}/c/{filled.code}  ({filled.name})")
    for account in demo_accounts.SHOWN:
        sign_in = f"{account.email}  {account.password}"
        click.echo(f"Sign in:   {base}/log-ind  {account.duty:11}  {sign_in}")
    click.echo(f"Posters:   {base}/steder, then a place, then Plakater")


@click.command("remove-demo")
@with_appcontext
def remove() -> None:
    """Remove the demo's accounts and their access, so that the database can be used in earnest."""
    click.echo(f"Removed {removal.remove_accounts(db(), now=now())} demo accounts.")


COMMANDS: tuple[click.Command, ...] = (fill, remove)
