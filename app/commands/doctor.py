"""The command that checks the installation."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from app import migrating
from app.services.operations import (
    address_check,
    checks,
    database_checks,
    mail_check,
    provider_check,
)
from app.services.operations.checks import Finding, Level
from app.web.platform.context import config, db, now, state
from config import version


@click.command("doctor")
@click.pass_context
@with_appcontext
def doctor(context: click.Context) -> None:
    """Check the installation and say what to do. Exits with 0, or 1 for warnings, 2 for faults."""
    worst = Level.OK
    click.echo(f"Her i dag {version()}")
    for finding in _findings():
        worst = max(worst, finding.level)
        click.echo(f"{finding.level.name:<8} {finding.check}: {finding.found}")
        if finding.to_do:
            click.echo(f"         {finding.to_do}")
    context.exit(worst)


def _findings() -> Iterator[Finding]:
    settings = config()
    yield from database_checks.database(
        db(),
        schema=state().newest_revision,
        knows=migrating.knows,
        demo=settings.demo,
        now=now(),
    )
    yield from checks.free_space(checks.folder_of(db()), settings.backup_folder)
    yield from checks.file_rights(settings.sqlite_path, settings.backup_folder)
    yield from checks.backups(
        settings.backup_folder, is_encrypted=settings.backup_recipient is not None, now=now()
    )
    yield from checks.copies(settings.sqlite_path, now())
    yield from mail_check.mail(db(), sends_mail=settings.sends_mail)
    yield from provider_check.provider(settings.oidc_issuer)
    yield from address_check.address(
        settings.base_url, trusted_proxies=settings.trusted_proxies, demo=settings.demo
    )


COMMANDS: tuple[click.Command, ...] = (doctor,)
