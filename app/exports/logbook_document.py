"""A logbook as a document, and the sheet for the meeting where it is talked through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from app.domain.base.months import Month
from app.domain.base.service_day import ZONE
from app.domain.logbook.content import Content, LogbookLine, LogbookRoleLine
from app.domain.logbook.logbook import LogbookPeriod, Mix, Prompt
from app.domain.reports.interval import Interval
from app.domain.reports.period import Period
from app.exports.document import Block, Document, Grid, Heading, Lines, NewPage, Terms, Text
from app.exports.reach import provisional
from app.exports.table import not_counted
from app.exports.words import KINDS, date_name, month_name, number, period_name, say, shown

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
) -> Document:
    """The words first, then the numbers with their meanings.

    `also_in` are logbooks with the same visits; it says that the two are not to be added up.
    Until and including the date `until` the numbers can be corrected; None where they stand.
    """
    blocks: list[Block] = []
    for one in content.reflections:
        blocks.append(Heading(questions[one.prompt]))
        if one.step:
            feeling = steps[one.step]
            blocks.append(
                Text(say(language, (f"Vores fornemmelse: {feeling}.", f"Our sense: {feeling}.")))
            )
        if one.text:
            blocks.append(Text(one.text))
        elif not one.step:
            nothing = ("Her er ikke skrevet noget.", "Nothing is written here.")
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
        blocks.append(Text(provisional(until, language, totals_only=True)))
    if content.numbers.days_counted.whole.low:
        blocks += _numbers(content, language)
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
        about=(content.partnership, *_standing(content, language)),
        blocks=tuple(blocks),
        language=language,
        on=content.handed_in.at.astimezone(ZONE).date()
        if content.handed_in
        else content.period.last,
    )


def meeting_sheet(content: Content, questions: Questions, language: str) -> Document:
    """One page to talk from: the period in a sentence, and the questions with room to write."""
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


def period_in_words(period: LogbookPeriod, language: str) -> str:
    """4. kvartal 2026, oktober 2026."""
    kind = Period.month(period) if isinstance(period, Month) else Period.quarter(period)
    return period_name(kind, language)


def _the_same_visits(also_in: Sequence[LogbookPeriod], language: str) -> list[Block]:
    if not also_in:
        return []
    names = ", ".join(period_in_words(period, language) for period in also_in)
    text = (
        f"De samme besøg står også i logbogen for {names}. Læg dem ikke sammen.",
        f"The same visits are in the logbook for {names} too. Do not add them up.",
    )
    return [Text(say(language, text))]


def numbers_sentence(content: Content, language: str) -> str:
    """The visits, and on how many days they were counted."""
    numbers = content.numbers
    if not numbers.days_counted.whole.low:
        return say(
            language,
            ("Her er ikke talt i denne måned.", "Nothing was counted in this month.")
            if isinstance(content.period, Month)
            else ("Her er ikke talt i dette kvartal.", "Nothing was counted in this quarter."),
        )
    visits = number(numbers.visits.whole.low, language)
    counted = number(numbers.days_counted.whole.low, language)
    if numbers.opening_days is None:
        return say(
            language,
            (
                f"Her er talt {visits} besøg. Dage talt: {counted}.",
                f"Visits counted: {visits}. Days counted: {counted}.",
            ),
        )
    opening = number(numbers.opening_days.whole.low, language)
    return say(
        language,
        (
            f"Her er talt {visits} besøg. Der er talt på {counted} af {opening} åbningsdage.",
            f"Visits counted: {visits}. Counted on {counted} of {opening} opening days.",
        ),
    )


def _standing(content: Content, language: str) -> list[str]:
    handed_in = content.handed_in
    if handed_in is None:
        return [say(language, ("Udkast", "Draft"))]
    on = date_name(handed_in.at.astimezone(ZONE).date(), language)
    lines = [
        say(
            language,
            (
                f"Version {handed_in.version}, afleveret {on} af {handed_in.by}",
                f"Version {handed_in.version}, handed in {on} by {handed_in.by}",
            ),
        )
    ]
    if handed_in.why:
        lines.append(say(language, ("Rettet: ", "Corrected: ")) + handed_in.why)
    return lines


def _numbers(content: Content, language: str) -> list[Block]:
    numbers = content.numbers
    place: list[tuple[str, LogbookLine | None, bool]] = [
        (say(language, ("Besøg", "Visits")), numbers.visits, False),
        (say(language, ("Bare her hele dagen", "Just here all day")), numbers.just_here, True),
        (say(language, ("Var med", "Took part")), numbers.took_part, True),
        (say(language, ("Skiftede undervejs", "Changed between them")), numbers.changed, True),
        (
            say(language, ("To roller eller flere", "Two roles or more")),
            numbers.several_roles,
            True,
        ),
        (say(language, ("Ville følges med nogen", "Would like company")), numbers.company, True),
        (say(language, ("Dage talt", "Days counted")), numbers.days_counted, False),
        (say(language, ("Åbningsdage", "Opening days")), numbers.opening_days, False),
    ]
    blocks: list[Block] = [
        Heading(say(language, ("Stedet", "The place")), 2),
        _grid(
            say(language, ("Stedet", "The place")),
            content,
            [(name, line, within) for name, line, within in place if line],
            language,
        ),
    ]
    rows: list[tuple[str, LogbookLine, bool]] = []
    for activity in numbers.activities:
        kind = say(language, KINDS[activity.kind])
        rows.append((f"{activity.name} ({kind})", activity.participations, False))
        rows.append((say(language, ("Gange holdt", "Times held")), activity.times_held, True))
        rows += [_role(role, language, within=True) for role in activity.roles]
    if rows:
        title = say(language, ("Deltagelser i aktiviteter", "Participations in activities"))
        blocks += [Heading(title, 2), _grid(title, content, rows, language)]
    if numbers.roles:
        title = say(language, ("Roller på stedet og i aktiviteter", "Roles"))
        roles = [_role(role, language, within=False) for role in numbers.roles]
        blocks += [Heading(title, 2), _grid(title, content, roles, language)]
    return blocks


def _role(role: LogbookRoleLine, language: str, *, within: bool) -> tuple[str, LogbookLine, bool]:
    return role.label(language), role.visits, within


def _grid(
    title: str, content: Content, rows: list[tuple[str, LogbookLine, bool]], language: str
) -> Grid:
    def text(value: Interval | None) -> str:
        return shown(value, language) if value else ""

    def cells(line: LogbookLine) -> list[str]:
        months = [text(value) for value in line.months]
        if line is content.numbers.visits:
            # Said once: a month without the number is to come where it has no days either.
            days = content.numbers.days_counted.months
            none = not_counted(language)
            months = [m or (none if d else "") for m, d in zip(months, days, strict=True)]
        return [*months, text(line.whole)] if several else months

    months = tuple(month_name(month.number, language) for month in content.period.months)
    # A month is its own sum.
    several = len(months) > 1
    head = (title, *months, say(language, ("i alt", "in all"))) if several else (title, *months)
    return Grid(
        title,
        head,
        (False, *(True for _ in head[1:])),
        tuple((name, *cells(line)) for name, line, _ in rows),
        tuple(within for _, _, within in rows),
    )
