"""The logbook as XLSX: the answers, the numbers with charts, and what each number means."""

from __future__ import annotations

import datetime as dt
import io

from app.domain.base.service_day import ZONE
from app.domain.base.text import without_unseen
from app.domain.logbook.content import Content
from app.exports.logbook.document import Questions, Steps, standing
from app.exports.logbook.numbers import numbers_sentence
from app.exports.logbook.period_words import period_in_words
from app.exports.logbook.tables import logbook_tables
from app.exports.report.sheets import Sheets
from app.exports.report.xlsx import OPTIONS
from app.translator import Translator

NAME, ANSWER = 34, 90
"""The widths of a column of names and of one with whole sentences, in characters."""


def logbook_xlsx(content: Content, questions: Questions, steps: Steps, _: Translator) -> bytes:
    """Return a workbook. Equal logbooks give equal bytes."""
    buffer = io.BytesIO()
    title = f"{content.venue}, {period_in_words(content.period, _)}"
    on = content.handed_in.at.astimezone(ZONE).date() if content.handed_in else content.period.last
    import xlsxwriter  # Here, because most servers never write a workbook.

    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        created = dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC)
        book.set_properties({"title": without_unseen(title), "created": created})
        sheets = Sheets(book, title, _)
        _add_answers(sheets, content, questions, steps, _)
        if content.numbers.days_counted.whole.low:
            for table in logbook_tables(content, _):
                sheets.add_table(table)
        if content.notes:
            heads = (_("Dag"), _("Ord"))
            sheets.add(
                _("Fra dagene"),
                [(heads[0], False, 20), (heads[1], False, ANSWER)],
                [[note.date, note.text] for note in content.notes],
            )
        heads = (_("Tal"), _("Sådan er det talt"))
        sheets.add(
            _("Definitioner"),
            [(heads[0], False, NAME), (heads[1], False, ANSWER)],
            [[one.term(_.language), one.text(_.language)] for one in content.meanings],
        )
    return buffer.getvalue()


def _add_answers(
    sheets: Sheets, content: Content, questions: Questions, steps: Steps, _: Translator
) -> None:
    heads = (_("Spørgsmål"), _("Svar"))
    rows = []
    for one in content.reflections:
        said = (steps[one.step] if one.step else "", one.text)
        rows.append([questions[one.prompt], "\n".join(part for part in said if part)])
    sheets.add(
        _("Logbog"),
        [(heads[0], False, NAME), (heads[1], False, ANSWER)],
        rows,
        notes=(
            content.partnership,
            *standing(content, _),
            numbers_sentence(content, _),
        ),
    )
