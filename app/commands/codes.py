"""Commands for codes and their posters."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.commands.typed import acting, plain_refusals
from app.domain.venues.set_up import DEFAULT_GRACE
from app.posters import sheet
from app.services.venues import codes
from app.web.platform.context import config, db, now
from app.web.venues.poster_sheets import sheet_of

UNKNOWN = "There is no such code. `list` shows them."


@click.command("replace-code")
@click.argument("code")
@click.option(
    "--grace",
    type=click.IntRange(0, 365),
    default=DEFAULT_GRACE,
    show_default=True,
    help="For how many days the old code goes on working.",
)
@with_appcontext
def replace_code(code: str, grace: int) -> None:
    """Replace a code and print the new one."""
    with plain_refusals(UNKNOWN):
        click.echo(codes.replace_code(db(), acting(), code, grace_days=grace, now=now()))


@click.command("poster")
@click.argument("code")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@with_appcontext
def poster(code: str, file: Path) -> None:
    """Write the poster of a code to a PDF file."""
    with plain_refusals(UNKNOWN):
        shown = codes.code(db(), acting(), code, now=now())
    file.write_bytes(sheet.poster(sheet_of(shown, config().base_url)))
    click.echo(f"Wrote {file}.")


COMMANDS: tuple[click.Command, ...] = (replace_code, poster)
