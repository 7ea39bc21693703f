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
from app.exports.words import origin
from app.translator import Translator, date_name

Questions = Mapping[Prompt, str]
Steps = Mapping[Mix, str]


def logbook_document(
    content: Content,
    questions: Questions,
    steps: Steps,
    _: Translator,
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
            blocks.append(Text(_("Vores fornemmelse: %(feeling)s.", feeling=feeling)))
        if one.text:
            blocks.append(Text(one.text))
        elif not one.step:
            blocks.append(Text(_("Her er ikke skrevet noget."), quiet=True))
    if content.notes:
        blocks.append(Heading(_("Fra dagene")))
        blocks += [Text(f"{date_name(note.date, _)}: {note.text}") for note in content.notes]
    blocks.append(NewPage())
    heading = _("Måneden i tal") if isinstance(content.period, Month) else _("Kvartalet i tal")
    blocks.append(Heading(heading))
    blocks.append(Text(numbers_sentence(content, _), strong=True))
    blocks += _the_same_visits(also_in, _)
    if until is not None:
        blocks.append(Text(provisional(until, _)))
    if content.numbers.days_counted.whole.low:
        blocks += numbers_grid(content, _)
        if note := hidden_note(content, _):
            blocks.append(Text(note, quiet=True))
        if note := roles_note_of(content, _):
            blocks.append(Text(note, quiet=True))
    blocks.append(Heading(_("Sådan er tallene talt")))
    blocks.append(
        Terms(tuple((one.term(_.language), one.text(_.language)) for one in content.meanings))
    )
    return Document(
        title=content.venue,
        subtitle=_("Logbog for %(period)s", period=period_in_words(content.period, _)),
        about=(content.partnership, *standing(content, _)),
        blocks=tuple(blocks),
        language=_.language,
        on=content.handed_in.at.astimezone(ZONE).date()
        if content.handed_in
        else content.period.last,
        origin=origin(content.partnership, drawn_on, _),
        look=look,
    )


def _the_same_visits(also_in: Sequence[LogbookPeriod], _: Translator) -> list[Block]:
    if not also_in:
        return []
    names = ", ".join(period_in_words(period, _) for period in also_in)
    text = _("De samme besøg står også i logbogen for %(names)s. Læg dem ikke sammen.", names=names)
    return [Text(text)]


def standing(content: Content, _: Translator) -> list[str]:
    """Return which version this is, who handed it in, and what was corrected."""
    handed_in = content.handed_in
    if handed_in is None:
        return [_("Udkast")]
    on = date_name(handed_in.at.astimezone(ZONE).date(), _)
    by = handed_in.by
    if by == FORMER_MEMBER:
        by = _(FORMER_MEMBER)
    lines = [
        _(
            "Version %(version)s, afleveret %(on)s af %(by)s",
            version=handed_in.version,
            on=on,
            by=by,
        )
    ]
    if handed_in.why:
        lines.append(_("Rettet: %(why)s", why=handed_in.why))
    return lines
