"""The sheet for the meeting where a logbook is written."""

from __future__ import annotations

from app.domain.logbook.content import Content
from app.domain.logbook.logbook import Prompt
from app.exports.formats.document import Block, Document, Heading, Lines, Text
from app.exports.logbook.document import Questions, period_in_words
from app.exports.logbook.numbers import numbers_sentence
from app.exports.words import say


def meeting_sheet(content: Content, questions: Questions, language: str) -> Document:
    """Return one page: the period in a sentence, and questions with room to write."""
    blocks: list[Block] = [Text(numbers_sentence(content, language), strong=True)]
    for prompt in (Prompt.HAPPENED, Prompt.LEARNED, Prompt.COMING, Prompt.ACROSS, Prompt.NEXT):
        blocks += [Heading(questions[prompt]), Lines(2)]
    who = ("Hvem gør hvad, inden næste gang?", "Who does what before next time?")
    blocks += [Heading(say(language, who)), Lines(2)]
    return Document(
        title=say(language, ("Mødeark", "Meeting sheet")),
        subtitle=f"{content.venue}, {period_in_words(content.period, language)}",
        about=(),
        blocks=tuple(blocks),
        language=language,
        on=content.period.last,
    )
