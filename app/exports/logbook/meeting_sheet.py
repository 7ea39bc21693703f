"""The sheet for the meeting where a logbook is written."""

from __future__ import annotations

from app.domain.logbook.content import Content
from app.domain.logbook.logbook import Prompt
from app.domain.venues.look import Look
from app.exports.formats.document import Block, Document, Lines, Text
from app.exports.logbook.document import Questions, Steps
from app.exports.logbook.numbers import numbers_sentence
from app.exports.logbook.period_words import period_in_words
from app.translator import Translator

LONG = (Prompt.HAPPENED, Prompt.LEARNED, Prompt.COMING, Prompt.ACROSS)
"""The questions with two lines to write on; more do not fit on a page."""


def meeting_sheet(
    content: Content, questions: Questions, steps: Steps, _: Translator, look: Look
) -> Document:
    """Return one page: the period in a sentence, and every question with room to write."""
    # Headings would take the room of four lines.
    blocks: list[Block] = [Text(numbers_sentence(content, _))]
    for prompt in Prompt:
        blocks.append(Text(questions[prompt], strong=True))
        if prompt is Prompt.MIX:
            choices = " / ".join(steps.values())
            blocks.append(Text(_("Sæt ring: %(choices)s", choices=choices)))
        blocks.append(Lines(2 if prompt in LONG else 1))
    who = _("Hvem gør hvad, inden næste gang?")
    blocks += [Text(who, strong=True), Lines(2)]
    return Document(
        title=_("Mødeark"),
        subtitle=f"{content.venue}, {period_in_words(content.period, _)}",
        about=(),
        blocks=tuple(blocks),
        language=_.language,
        on=content.period.last,
        look=look,
    )
