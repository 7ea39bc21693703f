"""A language's review sheet as XLSX."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable

from app.domain.base.languages import NAMES, RIGHT_TO_LEFT
from app.domain.venues.review_sheet import ReviewText

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
WIDTHS = (10, 38, 38, 38, 38, 26)
# The default is the current time, which would make equal sheets differ.
CREATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def review_workbook(texts: Iterable[ReviewText], language: str) -> bytes:
    """Return the sheet: key, Danish, English, translation, and two empty columns to write in.

    One A4 page wide, and the headings repeat on every page.
    """
    buffer = io.BytesIO()
    import xlsxwriter  # Here, because most servers never write a workbook.

    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": f"Her i dag: {NAMES[language]}", "created": CREATED})
        sheet = book.add_worksheet(language)
        look = {"text_wrap": True, "valign": "top", "border": 1}
        plain = book.add_format(look)
        own = book.add_format(look | {"reading_order": 2 if language in RIGHT_TO_LEFT else 1})
        head = book.add_format(look | {"bold": True})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        headings = ("Key", "Dansk", "English", f"{NAMES[language]} ({language})")
        sheet.write_row(0, 0, (*headings, "Correction · Rettelse", "Remarks · Bemærkninger"), head)
        for row, text in enumerate(texts, start=1):
            sheet.write_row(row, 0, (text.key, text.danish, text.english), plain)
            for column, words in enumerate((text.translation, "", ""), start=3):
                sheet.write(row, column, words, own)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return buffer.getvalue()
