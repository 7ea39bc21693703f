"""The numbers of a file that are left out, as a CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from flask_babel import gettext as _

from app.domain.imports.rows import Entry
from app.exports.report.csv_file import cell
from app.services.imports.understanding import Understanding
from app.web.imports.texts import reasons


def column_letter(index: int) -> str:
    """The letter of a column, as a spreadsheet shows it: A, B, …, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def left_out_csv(found: Understanding, left: Iterable[Entry]) -> bytes:
    """Every number that is left out, with its place in the file and the reason."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [_("Ark"), _("Række"), _("Kolonne"), _("Dato"), _("Der står"), _("Hvorfor ikke")]
    )
    why = reasons()
    for entry in left:
        writer.writerow(
            [
                cell(found.overview.sheets[entry.sheet].sheet.name),
                entry.line,
                column_letter(entry.column),
                entry.date.isoformat() if entry.date else "",
                cell(entry.said),
                why[entry.why] if entry.why else "",
            ]
        )
    return text.getvalue().encode("utf-8-sig")
