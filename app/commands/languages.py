"""Commands for proofreading a language of the check-in pages."""

from __future__ import annotations

from pathlib import Path

import click

from app.domain.base.languages import TO_BE_READ
from app.domain.base.worksheet import UnreadableFile
from app.domain.venues.review_sheet import RefusedRow, WhyRefused, language_of, take
from app.exports.review_sheet import review_workbook
from app.services.core.spreadsheet import read_file
from app.services.venues import check_in_texts

WHY = {
    WhyRefused.UNKNOWN: "its key is not one of ours. Leave the first column as it is.",
    WhyRefused.DANISH_GONE: "the app no longer has this Danish text. Write a new sheet.",
    WhyRefused.DANISH_DIFFERS: "its Danish is not the text of that key. Leave it as it is.",
    WhyRefused.IN_WRONG_COLUMN: "it differs from the app in the column of the translation. Write"
    " corrections in the column after it.",
    WhyRefused.PLACEHOLDERS: "names and numbers must stay as they are written:",
    WhyRefused.MARKUP: "it has a sign of HTML: < or > or an entity such as &amp;.",
    WhyRefused.NOT_A_TEXT: "it is too long, or has signs that cannot be shown.",
    WhyRefused.TWICE: "that text has been corrected in a row above.",
}
CATALOGUES = click.option(
    "--catalogues",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=check_in_texts.CATALOGUES,
    help="The folder of the catalogues, if it is not the app's own.",
)


@click.command("review-sheet")
@click.argument("language", type=click.Choice(TO_BE_READ))
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@CATALOGUES
def review_sheet(language: str, file: Path, catalogues: Path) -> None:
    """Write a language's texts to an XLSX file, for somebody to correct."""
    texts = check_in_texts.check_in_texts(language, catalogues)
    file.write_bytes(review_workbook(texts, language))
    click.echo(f"Wrote {len(texts)} texts to {file}.")


@click.command("take-review")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@CATALOGUES
def take_review(file: Path, catalogues: Path) -> None:
    """Take the corrections of a review sheet into the language's catalogue."""
    try:
        rows = read_file(file.read_bytes(), file.name)[0].rows
    except UnreadableFile:
        raise click.ClickException("That is no spreadsheet that can be read.") from None
    language = language_of(rows)
    if language not in TO_BE_READ:
        raise click.ClickException("That is no review sheet: its headings name no language.")
    taken = take(rows, check_in_texts.check_in_texts(language, catalogues))
    if taken.corrections:
        check_in_texts.correct(language, taken.corrections, catalogues)
    click.echo(f"Took {len(taken.corrections)} corrections into {language}.")
    for row, remark in taken.remarks.items():
        click.echo(f"Row {row} remarks: {remark}")
    for refused in taken.refused:
        click.echo(f"Row {refused.row} is not taken: {_reason(refused)}")
    if taken.refused:
        raise click.ClickException("Correct those rows in the sheet and take it again.")


def _reason(refused: RefusedRow) -> str:
    if refused.why is not WhyRefused.PLACEHOLDERS:
        return WHY[refused.why]
    needed = ", ".join(refused.needs) or "this text has none, and no % sign"
    return f"{WHY[refused.why]} {needed}."


COMMANDS: tuple[click.Command, ...] = (review_sheet, take_review)
