"""Commands that archive and restore venues, activities and roles. Nothing is deleted."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

import click
from flask.cli import with_appcontext

from app.commands.typed import acting, plain_refusals
from app.db import Database
from app.domain.people.access import Viewer
from app.services.venues import activities, roles, venues
from app.web.platform.context import db, now


class Step(Protocol):
    """A service that archives or restores something."""

    def __call__(self, db: Database, viewer: Viewer, row_id: int, /, *, now: dt.datetime) -> None:
        """Archive or restore the row. Raises NotFound, SetUpRefused."""


def _command(what: str, archive: Step, restore: Step) -> click.Command:
    @click.command(f"archive-{what}", help=f"Archive a {what}; what was counted stays.")
    @click.argument("id", type=int)
    @click.option("--restore", "bring_back", is_flag=True, help="Bring it back instead.")
    @with_appcontext
    def command(id: int, bring_back: bool) -> None:
        with plain_refusals():
            (restore if bring_back else archive)(db(), acting(), id, now=now())

    return command


COMMANDS: tuple[click.Command, ...] = (
    _command("venue", venues.archive_venue, venues.restore_venue),
    _command("activity", activities.archive_activity, activities.restore_activity),
    _command("role", roles.archive_role, roles.restore_role),
)
