"""The operator's commands that set up houses. They see no count: see `Duty.OPERATOR`."""

from __future__ import annotations

import click

from app.commands import archive, changing, codes, demo, house, people

COMMANDS: tuple[click.Command, ...] = (
    *house.COMMANDS,
    *changing.COMMANDS,
    *people.COMMANDS,
    *codes.COMMANDS,
    *archive.COMMANDS,
    *demo.COMMANDS,
)
