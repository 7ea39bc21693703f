"""Reading an uploaded spreadsheet."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from app.domain.base.text import tidy
from app.domain.base.worksheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    FileTooLarge,
    UnreadableFile,
    Worksheet,
    column_letters,
)
from app.domain.imports.cpr_place import CprPlace, cpr_place
from app.services.core.spreadsheet import read_file
from app.web.platform.templating import thousands

LARGEST_UPLOAD = 12_000_000
"""In bytes: enough for MOST_ROWS rows, as text or as a workbook."""


class UploadRefused(Exception):
    """The file cannot be used. The first argument is an error message for the user."""


def allow_upload() -> None:
    """Allow a larger post than usual. Raises UploadRefused if it is larger than LARGEST_UPLOAD."""
    request.max_content_length = request.max_form_memory_size = LARGEST_UPLOAD
    try:
        request.files  # noqa: B018  reading it is what may fail
    except RequestEntityTooLarge:
        raise UploadRefused(too_large()) from None


def file_sent() -> tuple[bytes, str]:
    """Return the uploaded file and its name. Without one, both are empty."""
    file = request.files.get("file")
    if file is None:
        return b"", ""
    content = file.read()
    file.close()
    return content, tidy(file.filename or "")


def sheets_sent() -> tuple[Worksheet, ...]:
    """Return the sheets of the uploaded file, or () if none was chosen. Raises UploadRefused."""
    content, name = file_sent()
    return sheets_of(content, name) if content else ()


def sheets_of(content: bytes, name: str) -> tuple[Worksheet, ...]:
    """Return the sheets of a file. Raises UploadRefused."""
    try:
        sheets = read_file(content, name)
    except FileTooLarge:
        raise UploadRefused(too_large()) from None
    except UnreadableFile:
        raise UploadRefused(unreadable()) from None
    if place := cpr_place(name, sheets):
        raise UploadRefused(cpr_refused(place, len(sheets)))
    return sheets


def cpr_refused(place: CprPlace, sheets: int) -> str:
    """Return the error message for a CPR number, with its place in one of so many sheets."""
    if not place.row:
        return str(
            _("Filen har noget, der ligner et CPR-nummer. Slet det, og prøv igen. Intet er gemt.")
        )
    column = column_letters(place.column)
    where = _("Række %(row)s, kolonne %(column)s", row=place.row, column=column)
    if sheets > 1:
        where = _("Ark %(n)s. %(place)s", n=place.sheet, place=where)
    return str(
        _(
            "%(place)s: Her står noget, der ligner et CPR-nummer."
            " Slet det, og prøv igen. Intet er gemt.",
            place=where,
        )
    )


def unreadable() -> str:
    """Return the error message for a file that is no spreadsheet."""
    return str(_("Filen kan ikke læses. Gem den som CSV eller XLSX, og prøv igen."))


def too_large() -> str:
    """Return the error message for a file that is too large."""
    return str(
        _(
            "Filen er for stor. Den må fylde %(mb)s MB og have %(rows)s rækker, %(columns)s"
            " kolonner og %(cells)s felter i alt. Del den op, for eksempel i en fil for hvert år."
            " Intet er gemt.",
            mb=LARGEST_UPLOAD // 1_000_000,
            rows=thousands(MOST_ROWS),
            columns=thousands(MOST_COLUMNS),
            cells=thousands(MOST_CELLS),
        )
    )
