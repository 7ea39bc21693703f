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
from app.exports.words import say

NAME, ANSWER = 34, 90
"""The widths of a column of names and of one with whole sentences, in characters."""


def logbook_xlsx(content: Content, questions: Questions, steps: Steps, language: str) -> bytes:
    """Return a workbook. Equal logbooks give equal bytes."""
    buffer = io.BytesIO()
    title = f"{content.venue}, {period_in_words(content.period, language)}"
    on = content.handed_in.at.astimezone(ZONE).date() if content.handed_in else content.period.last
    import xlsxwriter  # Here, because most servers never write a workbook.

    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        created = dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC)
        book.set_properties({"title": without_unseen(title), "created": created})
        sheets = Sheets(book, title, language)
        _add_answers(sheets, content, questions, steps, language)
        if content.numbers.days_counted.whole.low:
            for table in logbook_tables(content, language):
                sheets.add_table(table)
        if content.notes:
            heads = (("Dag", "Day"), ("Ord", "Words"))
            sheets.add(
                say(language, ("Fra dagene", "From the days")),
                [(say(language, heads[0]), False, 20), (say(language, heads[1]), False, ANSWER)],
                [[note.date, note.text] for note in content.notes],
            )
        heads = (("Tal", "Number"), ("Sådan er det talt", "How it is counted"))
        sheets.add(
            say(language, ("Definitioner", "Definitions")),
            [(say(language, heads[0]), False, NAME), (say(language, heads[1]), False, ANSWER)],
            [[one.term(language), one.text(language)] for one in content.meanings],
        )
    return buffer.getvalue()


def _add_answers(
    sheets: Sheets, content: Content, questions: Questions, steps: Steps, language: str
) -> None:
    heads = (("Spørgsmål", "Question"), ("Svar", "Answer"))
    rows = []
    for one in content.reflections:
        said = (steps[one.step] if one.step else "", one.text)
        rows.append([questions[one.prompt], "\n".join(part for part in said if part)])
    sheets.add(
        say(language, ("Logbog", "Logbook")),
        [(say(language, heads[0]), False, NAME), (say(language, heads[1]), False, ANSWER)],
        rows,
        notes=(
            content.partnership,
            *standing(content, language),
            numbers_sentence(content, language),
        ),
    )
