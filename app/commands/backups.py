"""The commands that make and restore backups."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext

from app import migrating
from app.db import Database, StorageUnavailable
from app.services.days.closing import close_due_days
from app.services.operations import backup_folder, encryption
from app.services.operations.backup import Progress, make_backup
from app.services.operations.backup_file import BackupRefused
from app.services.operations.restore import restore_backup
from app.web.platform.clock_watch import look
from app.web.platform.context import config, db, now, state
from config import version

NO_KEY = "{} holds no key as age-keygen makes them, a line that begins with AGE-SECRET-KEY-1."
FILE = click.Path(path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE, required=False)
@with_appcontext
def backup(file: Path | None) -> None:
    """Write everything but the running day's visits to FILE, or to a new file in a folder.

    The server goes on meanwhile. Backups in the same folder that are older than 35 days are
    deleted, and so are copies that `migrate` has made.
    """
    file = file or config().backup_folder
    if file is None:
        raise click.ClickException("Say where to: give a FILE or a folder, or set BACKUP_FOLDER.")
    if file.is_dir() or file == config().backup_folder:
        file = file / backup_folder.name_for(now())
    if look(state()) is None:
        with plainly():
            close_due_days(db(), now=now())  # So that what was counted is in it.
    with plainly(), _progress("Backing up") as progress:
        if file.parent == config().backup_folder:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        rows = make_backup(
            db(),
            file,
            version=version(),
            schema=state().newest_revision,
            recipient=config().backup_recipient,
            now=now(),
            progress=progress,
        )
    size = file.stat().st_size / 1_000_000
    click.echo(f"Wrote {file}: {rows} rows, {size:.1f} MB. It was opened again and is whole.")
    if not config().backup_recipient:
        click.echo("It is not encrypted: see BACKUP_RECIPIENT.")
    if deleted := backup_folder.delete_old(file.parent, config().sqlite_path, now=now()):
        click.echo(f"Deleted {deleted} that were older than {backup_folder.KEPT.days} days.")


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--identity", type=FILE, help="The file with the key that opens it.")
@with_appcontext
def restore(file: Path, identity: Path | None) -> None:
    """Restore a backup into an empty database, and bring it up to this version.

    Either everything is restored or nothing.
    """
    path = config().sqlite_path
    is_new = path is not None and not path.exists()
    owner, url = config().database_owner_url, config().database_url
    target = Database(owner or url, create=is_new)
    try:
        with plainly(), _progress("Restoring") as progress:
            header = restore_backup(
                target,
                file,
                _identities(identity),
                knows=migrating.knows,
                migrate=migrating.upgrade_within,
                now=now(),
                progress=progress,
            )
    except click.ClickException:
        target.close()
        if is_new and path:
            path.unlink(missing_ok=True)
        raise
    target.close()
    if owner:
        migrating.keep_apart(owner, url)
    click.echo(f"Restored what there was on {header.made_at:%Y-%m-%d at %H:%M} UTC.")
    click.echo(
        "Visits are in no backup: days that were running then are closed as not counted, or go on"
        " from zero. Everybody signs in again, and unused invitations must be sent again."
    )


def _identities(file: Path | None) -> list[str]:
    if file is None:
        return []
    try:
        found = encryption.identities_in(file)
    except encryption.WrongKey:
        found = []
    except OSError as error:
        raise BackupRefused(f"{file} can't be read: {error.strerror}.") from error
    if not found:
        raise BackupRefused(NO_KEY.format(file))
    return found


@contextlib.contextmanager
def plainly() -> Iterator[None]:
    """Turn what went wrong into one sentence."""
    try:
        yield
    except BackupRefused as error:
        raise click.ClickException(str(error)) from error
    except StorageUnavailable as error:
        raise click.ClickException(f"The database can't be used: {error}") from error
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error


@contextlib.contextmanager
def _progress(label: str) -> Iterator[Progress]:
    with click.progressbar(length=1, label=label) as bar:

        def progress(rows: int, total: int) -> None:
            bar.length = total
            bar.update(rows)

        yield progress


COMMANDS: tuple[click.Command, ...] = (backup, restore)
