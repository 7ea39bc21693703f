"""Commands about service days and the clock that they end by."""

from __future__ import annotations

import datetime as dt

import click
from flask.cli import with_appcontext

from app.commands.typed import DAY, acting, plain_refusals
from app.services.core.clock import trust
from app.services.days import reopening
from app.web.platform.context import db, now


@click.command("reopen-day")
@click.argument("venue", type=int)
@click.argument("date", type=DAY)
@with_appcontext
def reopen_day(venue: int, date: dt.datetime) -> None:
    """Open the running day again that a wrong clock has closed."""
    with plain_refusals():
        reopening.reopen_day(db(), acting(), venue, date.date(), now=now())
    click.echo(
        "The day is open again. What was counted stays, and the next closing adds to it.\n"
        "Phones that were counted before are not recognised: if they press again, they count again."
    )


@click.command("trust-clock")
@with_appcontext
def trust_clock() -> None:
    """Say that the server's clock is right now, although it has shown a later date before."""
    trust(db(), now=now())
    click.echo(f"It is {now():%Y-%m-%d %H:%M} UTC. From here on this is taken to be right.")


COMMANDS: tuple[click.Command, ...] = (reopen_day, trust_clock)
