"""The operator's commands for setting up venues. They show no counts (see `Duty.OPERATOR`)."""

from __future__ import annotations

import click

from app.commands import (
    archive,
    audit,
    backups,
    changing,
    codes,
    data_protection,
    days,
    demo,
    doctor,
    languages,
    mail,
    people,
    serve,
    set_up,
)

COMMANDS: tuple[click.Command, ...] = (
    *set_up.COMMANDS,
    *changing.COMMANDS,
    *people.COMMANDS,
    *codes.COMMANDS,
    *archive.COMMANDS,
    *languages.COMMANDS,
    *data_protection.COMMANDS,
    *days.COMMANDS,
    *demo.COMMANDS,
    *backups.COMMANDS,
    *audit.COMMANDS,
    *doctor.COMMANDS,
    *mail.COMMANDS,
    *serve.COMMANDS,
)
