"""A command that writes the papers which a municipality signs."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from app.domain.base.service_day import ZONE
from app.exports.data_protection.papers import paper, papers_of
from app.exports.formats.pdf import document_pdf
from app.web.platform.context import config, now


@click.command("write-papers")
@click.argument("folder", type=click.Path(file_okay=False, writable=True, path_type=Path))
@with_appcontext
def write_papers(folder: Path) -> None:
    """Write the papers about data protection to FOLDER as PDF, filled in from PARTIES."""
    folder.mkdir(parents=True, exist_ok=True)
    lacking: dict[str, None] = {}
    names = papers_of(config().of_papers)
    for name in names:
        found = paper(name, "da", config().of_papers)
        pdf = document_pdf(found.document(on=now().astimezone(ZONE).date()))
        (folder / f"{name}.pdf").write_bytes(pdf)
        lacking |= dict.fromkeys(found.lacking)
    click.echo(f"Wrote {len(names)} papers to {folder}.")
    if lacking:
        click.echo(f"PARTIES leaves out {', '.join(lacking)}: what lacks one is a draft.")


COMMANDS: tuple[click.Command, ...] = (write_papers,)
