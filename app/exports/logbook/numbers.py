"""The numbers of a logbook as tables, and as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.domain.base.interval import Interval
from app.domain.base.months import Month
from app.domain.logbook.content import (
    Content,
    LogbookLine,
    LogbookRatio,
    LogbookRoleLine,
    Numbers,
)
from app.exports.charts.svg import svg
from app.exports.formats.document import Block, Grid, Heading, Picture
from app.exports.logbook.charts import charts
from app.exports.report.roles_note import roles_note
from app.exports.report.table import not_counted
from app.exports.words import KINDS, decimal, month_name, number, say, shown

Line = LogbookLine | LogbookRatio

NOT_SHOWN = "–"
HIDDEN = (
    f"{NOT_SHOWN} betyder: Tallet vises ikke. Det er lille eller kunne pege på nogen.",
    f"{NOT_SHOWN} means: The number is not shown. It is small or could point to somebody.",
)


def numbers_sentence(content: Content, language: str) -> str:
    """Return a sentence with the visits, and the number of days that were counted."""
    numbers = content.numbers
    if not numbers.days_counted.whole.low:
        return say(
            language,
            ("Her er ikke talt i denne måned.", "Nothing was counted here this month.")
            if isinstance(content.period, Month)
            else ("Her er ikke talt i dette kvartal.", "Nothing was counted here this quarter."),
        )
    visits = number(numbers.visits.whole.low, language)
    counted = number(numbers.days_counted.whole.low, language)
    if numbers.opening_days is None:
        return say(
            language,
            (
                f"Her er talt {visits} besøg. Dage talt: {counted}.",
                f"Visits counted here: {visits}. Days counted: {counted}.",
            ),
        )
    opening = number(numbers.opening_days.whole.low, language)
    return say(
        language,
        (
            f"Her er talt {visits} besøg. Der er talt på {counted} af {opening} åbningsdage.",
            f"Visits counted here: {visits}. Counted on {counted} of {opening} opening days.",
        ),
    )


def place_lines(content: Content, language: str) -> list[tuple[str, Line, bool]]:
    """Return the venue's own numbers: name, line, and whether it is part of the one above."""
    numbers = content.numbers
    here = not numbers.only_imported
    imported = ("Fra en tidligere optælling", "From an earlier count")
    just_here = ("Bare her hele dagen", "Just here all day")
    changed = ("Skiftede undervejs", "Changed during the day")
    per_day = ("Besøg pr. talt dag", "Visits per day counted")
    lines: list[tuple[str, Line | None, bool]] = [
        (say(language, ("Besøg", "Visits")), numbers.visits, False),
        (say(language, imported), numbers.imported, True),
        (say(language, just_here), numbers.just_here if here else None, True),
        (say(language, ("Var med", "Took part")), numbers.took_part if here else None, True),
        (say(language, changed), numbers.changed if here else None, True),
        (
            say(language, ("To roller eller flere", "Two roles or more")),
            numbers.several_roles,
            True,
        ),
        (say(language, ("Ville følges med nogen", "Would like company")), numbers.company, True),
        (say(language, ("Dage talt", "Days counted")), numbers.days_counted, False),
        (say(language, ("Åbningsdage", "Opening days")), numbers.opening_days, False),
        (say(language, per_day), content.visits_per_day, False),
    ]
    return [(name, line, within) for name, line, within in lines if line]


def numbers_grid(content: Content, language: str) -> list[Block]:
    numbers = content.numbers
    of_venue = place_lines(content, language)
    one_or_all = ("Alle steder", "All places") if numbers.venues else ("Stedet", "The place")
    whole = say(language, one_or_all)
    pictures = {chart.key: chart for chart in charts(content, language)}

    def drawn(key: str) -> list[Block]:
        if (chart := pictures.get(key)) is None:
            return []
        alt = f"{chart.title}. {chart.description}"
        return [Picture(svg(chart), alt, wide=chart.wide, title=chart.title)]

    blocks: list[Block] = [
        Heading(whole, 2),
        *drawn("months"),
        _grid(
            whole,
            content,
            of_venue,
            language,
        ),
    ]
    if numbers.venues:
        title = say(language, ("Stederne", "The places"))
        days = say(language, ("Dage talt", "Days counted"))
        of_each = [
            line
            for one in numbers.venues
            for line in ((one.name, one.visits, False), (days, one.days_counted, True))
        ]
        blocks += [Heading(title, 2), _grid(title, content, of_each, language, of_venues=True)]
    rows: list[tuple[str, Line, bool]] = []
    for activity in numbers.activities:
        kind = say(language, KINDS[activity.kind])
        rows.append((f"{activity.name} ({kind})", activity.participations, False))
        rows.append((say(language, ("Gange holdt", "Times held")), activity.times_held, True))
        rows += [_role(role, language, within=True) for role in activity.roles]
    if rows:
        title = say(language, ("Deltagelser i aktiviteter", "Participations in activities"))
        blocks += [
            Heading(title, 2),
            *drawn("activities"),
            _grid(title, content, rows, language),
        ]
    if numbers.roles:
        title = say(language, ("Roller på stedet og i aktiviteter", "Roles"))
        roles = [_role(role, language, within=False) for role in numbers.roles]
        blocks += [Heading(title, 2), _grid(title, content, roles, language)]
    return blocks


def hidden_note(content: Content, language: str) -> str | None:
    """Return what a number that is not shown looks like, or None if all are shown."""
    return say(language, HIDDEN) if content.numbers.hides_some else None


def roles_note_of(content: Content, language: str) -> str | None:
    """Return the sentence on roles that the logbook doesn't tell, or None if it tells all."""
    numbers = content.numbers
    return roles_note(numbers.roles_shown, numbers.settles_on, content.period.months[-1], language)


def number_in_words(value: Interval | Decimal, numbers: Numbers, language: str) -> str:
    """Return a number in words, in an old logbook as it was told when it was handed in."""
    if isinstance(value, Decimal):
        return decimal(value, language)
    if numbers.threshold is None or value.high is None or value.exact is not None:
        return shown(value, language)
    return f"{number(value.low, language)}–{number(value.high, language)}"


def _role(role: LogbookRoleLine, language: str, *, within: bool) -> tuple[str, Line, bool]:
    return role.label(language), role.visits, within


def _grid(
    title: str,
    content: Content,
    rows: Sequence[tuple[str, Line, bool]],
    language: str,
    *,
    of_venues: bool = False,
) -> Grid:
    numbers = content.numbers

    def text(value: Interval | Decimal | None, *, hidden: bool = False) -> str:
        if value is not None:
            return number_in_words(value, numbers, language)
        return NOT_SHOWN if hidden else ""

    def is_hidden(line: Line, at: int) -> bool:
        return not of_venues and isinstance(line, LogbookLine) and numbers.hides(line, at)

    def cells(line: Line) -> list[str]:
        months = [text(value, hidden=is_hidden(line, at)) for at, value in enumerate(line.months)]
        if line is numbers.visits:
            # Only the row of visits says "not counted". A month without days counted has not
            # begun.
            days = numbers.days_counted.months
            none = not_counted(language)
            months = [m or (none if d else "") for m, d in zip(months, days, strict=True)]
        return [*months, text(line.whole)] if several else months

    months = tuple(month_name(month.number, language) for month in content.period.months)
    # A single month needs no column for the sum.
    several = len(months) > 1
    head = (title, *months, say(language, ("i alt", "in all"))) if several else (title, *months)
    return Grid(
        title,
        head,
        (False, *(True for _ in head[1:])),
        tuple((name, *cells(line)) for name, line, _ in rows),
        tuple(within for _, _, within in rows),
    )
