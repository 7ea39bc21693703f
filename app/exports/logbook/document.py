"""The logbook as a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from app.domain.base.months import Month
from app.domain.base.service_day import ZONE
from app.domain.logbook.content import Content
from app.domain.logbook.logbook import LogbookPeriod, Mix, Prompt
from app.domain.people.membership import FORMER_MEMBER
from app.domain.venues.look import NEUTRAL, Look
from app.exports.formats.document import Block, Document, Heading, NewPage, Terms, Text
from app.exports.logbook.numbers import hidden_note, numbers_grid, numbers_sentence, roles_note_of
from app.exports.logbook.period_words import period_in_words
from app.exports.report.provisional import provisional
from app.exports.words import date_name, origin, say

Questions = Mapping[Prompt, str]
Steps = Mapping[Mix, str]


def logbook_document(
    content: Content,
    questions: Questions,
    steps: Steps,
    language: str,
    *,
    also_in: Sequence[LogbookPeriod] = (),
    until: dt.date | None = None,
    drawn_on: dt.date | None = None,
    look: Look = NEUTRAL,
) -> Document:
    """Return the logbook: its texts first, then its numbers and their definitions.

    `also_in` are other logbooks that cover the same visits; the document warns against adding them
    together. `until` is the last date on which the numbers can be corrected, None if final. Every
    page says whose it is, and that it was read on `drawn_on`.
    """
    blocks: list[Block] = []
    for one in content.reflections:
        blocks.append(Heading(questions[one.prompt]))
        if one.step:
            feeling = steps[one.step]
            words = (f"Vores fornemmelse: {feeling}.", f"Our sense of it: {feeling}.")
            blocks.append(Text(say(language, words)))
        if one.text:
            blocks.append(Text(one.text))
        elif not one.step:
            nothing = ("Her er ikke skrevet noget.", "Nothing was written here.")
            blocks.append(Text(say(language, nothing), quiet=True))
    if content.notes:
        blocks.append(Heading(say(language, ("Fra dagene", "From the days"))))
        blocks += [Text(f"{date_name(note.date, language)}: {note.text}") for note in content.notes]
    blocks.append(NewPage())
    heading = (
        ("Måneden i tal", "The month in numbers")
        if isinstance(content.period, Month)
        else ("Kvartalet i tal", "The quarter in numbers")
    )
    blocks.append(Heading(say(language, heading)))
    blocks.append(Text(numbers_sentence(content, language), strong=True))
    blocks += _the_same_visits(also_in, language)
    if until is not None:
        blocks.append(Text(provisional(until, language)))
    if content.numbers.days_counted.whole.low:
        blocks += numbers_grid(content, language)
        if note := hidden_note(content, language):
            blocks.append(Text(note, quiet=True))
        if note := roles_note_of(content, language):
            blocks.append(Text(note, quiet=True))
    blocks.append(Heading(say(language, ("Sådan er tallene talt", "How the numbers are counted"))))
    blocks.append(
        Terms(tuple((one.term(language), one.text(language)) for one in content.meanings))
    )
    return Document(
        title=content.venue,
        subtitle=say(
            language,
            (
                f"Logbog for {period_in_words(content.period, language)}",
                f"Logbook for {period_in_words(content.period, language)}",
            ),
        ),
        about=(content.partnership, *standing(content, language)),
        blocks=tuple(blocks),
        language=language,
        on=content.handed_in.at.astimezone(ZONE).date()
        if content.handed_in
        else content.period.last,
        origin=origin(content.partnership, drawn_on, language),
        look=look,
    )


def _the_same_visits(also_in: Sequence[LogbookPeriod], language: str) -> list[Block]:
    if not also_in:
        return []
    names = ", ".join(period_in_words(period, language) for period in also_in)
    text = (
        f"De samme besøg står også i logbogen for {names}. Læg dem ikke sammen.",
        f"The same visits are also in the logbook for {names}. Don't add them together.",
    )
    return [Text(say(language, text))]


def standing(content: Content, language: str) -> list[str]:
    """Return which version this is, who handed it in, and what was corrected."""
    handed_in = content.handed_in
    if handed_in is None:
        return [say(language, ("Udkast", "Draft"))]
    on = date_name(handed_in.at.astimezone(ZONE).date(), language)
    by = handed_in.by
    if by == FORMER_MEMBER:
        by = say(language, (FORMER_MEMBER, "a former host"))
    lines = [
        say(
            language,
            (
                f"Version {handed_in.version}, afleveret {on} af {by}",
                f"Version {handed_in.version}, handed in on {on} by {by}",
            ),
        )
    ]
    if handed_in.why:
        lines.append(say(language, ("Rettet: ", "Corrected: ")) + handed_in.why)
    return lines
