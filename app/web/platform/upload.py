"""Reading an uploaded spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from app.domain.base.cpr import find_cpr
from app.domain.base.spreadsheet import read_file
from app.domain.base.text import tidy
from app.domain.base.worksheet import (
    FileTooLarge,
    UnreadableFile,
    Worksheet,
    column_letters,
)

LARGEST_UPLOAD = 4_000_000
"""In bytes: enough for some years in a formatted spreadsheet, and for posting its days back."""


class UploadRefused(Exception):
    """The file cannot be used. The first argument is an error message for the user."""


def allow_upload() -> None:
    """Allow a larger post than usual. Raises UploadRefused if it is larger than LARGEST_UPLOAD."""
    request.max_content_length = LARGEST_UPLOAD
    try:
        request.files  # noqa: B018  reading it is what may fail
    except RequestEntityTooLarge:
        raise UploadRefused(too_large()) from None


def sheets_sent() -> tuple[Worksheet, ...]:
    """Return the sheets of the uploaded file, or () if none was chosen. Raises UploadRefused."""
    file = request.files.get("file")
    content = file.read() if file else b""
    if not content or not file:
        return ()
    try:
        sheets = read_file(content, tidy(file.filename or ""))
    except FileTooLarge:
        raise UploadRefused(too_large()) from None
    except UnreadableFile:
        sentence = _("Filen kan ikke læses. Gem den som CSV eller XLSX, og prøv igen.")
        raise UploadRefused(sentence) from None
    _refuse_cpr(sheets)
    return sheets


def _refuse_cpr(sheets: Sequence[Worksheet]) -> None:
    """Raise UploadRefused with the place of the first possible CPR number."""
    for number, sheet in enumerate(sheets, start=1):
        for line, row in enumerate(sheet.rows, start=1):
            for at, cell in enumerate(row):
                if not (isinstance(cell, str) and find_cpr(cell)):
                    continue
                place = _("Række %(row)s, kolonne %(column)s", row=line, column=column_letters(at))
                if len(sheets) > 1:
                    place = _("Ark %(n)s. %(place)s", n=number, place=place)
                raise UploadRefused(
                    _(
                        "%(place)s: Her står noget, der ligner et CPR-nummer."
                        " Slet det, og prøv igen. Intet er gemt.",
                        place=place,
                    )
                )


def too_large() -> str:
    """Return the error message for a file that is too large."""
    return str(
        _("Filen er for stor. Del den op, for eksempel i en fil for hvert år. Intet er gemt.")
    )
