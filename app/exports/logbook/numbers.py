"""The numbers of a logbook as tables, and as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.domain.base.interval import Interval
from app.domain.base.marked import N_
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
from app.exports.words import KINDS, decimal, number, shown
from app.translator import Translator, month_name

Line = LogbookLine | LogbookRatio

NOT_SHOWN = "–"
HIDDEN = N_("%(dash)s betyder: Tallet vises ikke. Det er lille eller kunne pege på nogen.")


def numbers_sentence(content: Content, _: Translator) -> str:
    """Return a sentence with the visits, and the number of days that were counted."""
    numbers = content.numbers
    if not numbers.days_counted.whole.low:
        if isinstance(content.period, Month):
            return _("Her er ikke talt i denne måned.")
        return _("Her er ikke talt i dette kvartal.")
    visits = number(numbers.visits.whole.low, _)
    counted = number(numbers.days_counted.whole.low, _)
    if numbers.opening_days is None:
        return _(
            "Her er talt %(visits)s besøg. Dage talt: %(counted)s.", visits=visits, counted=counted
        )
    opening = number(numbers.opening_days.whole.low, _)
    return _(
        "Her er talt %(visits)s besøg. Der er talt på %(counted)s af %(opening)s åbningsdage.",
        visits=visits,
        counted=counted,
        opening=opening,
    )


def place_lines(content: Content, _: Translator) -> list[tuple[str, Line, bool]]:
    """Return the venue's own numbers: name, line, and whether it is part of the one above."""
    numbers = content.numbers
    here = not numbers.only_imported
    imported = _("Fra en tidligere optælling")
    just_here = _("Bare her hele dagen")
    changed = _("Skiftede undervejs")
    per_day = _("Besøg pr. talt dag")
    lines: list[tuple[str, Line | None, bool]] = [
        (_("Besøg"), numbers.visits, False),
        (imported, numbers.imported, True),
        (just_here, numbers.just_here if here else None, True),
        (_("Var med"), numbers.took_part if here else None, True),
        (changed, numbers.changed if here else None, True),
        (
            _("To roller eller flere"),
            numbers.several_roles,
            True,
        ),
        (_("Ville følges med nogen"), numbers.company, True),
        (_("Dage talt"), numbers.days_counted, False),
        (_("Åbningsdage"), numbers.opening_days, False),
        (per_day, content.visits_per_day, False),
    ]
    return [(name, line, within) for name, line, within in lines if line]


def numbers_grid(content: Content, _: Translator) -> list[Block]:
    numbers = content.numbers
    of_venue = place_lines(content, _)
    whole = _("Alle steder") if numbers.venues else _("Stedet")
    pictures = {chart.key: chart for chart in charts(content, _)}

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
            _,
        ),
    ]
    if numbers.venues:
        title = _("Stederne")
        days = _("Dage talt")
        of_each = [
            line
            for one in numbers.venues
            for line in ((one.name, one.visits, False), (days, one.days_counted, True))
        ]
        blocks += [Heading(title, 2), _grid(title, content, of_each, _, of_venues=True)]
    rows: list[tuple[str, Line, bool]] = []
    for activity in numbers.activities:
        kind = _(KINDS[activity.kind])
        rows.append((f"{activity.name} ({kind})", activity.participations, False))
        rows.append((_("Gange holdt"), activity.times_held, True))
        rows += [_role(role, _, within=True) for role in activity.roles]
    if rows:
        title = _("Deltagelser i aktiviteter")
        blocks += [
            Heading(title, 2),
            *drawn("activities"),
            _grid(title, content, rows, _),
        ]
    if numbers.roles:
        title = _.pgettext("file", "Roller på stedet og i aktiviteter")
        roles = [_role(role, _, within=False) for role in numbers.roles]
        blocks += [Heading(title, 2), _grid(title, content, roles, _)]
    return blocks


def hidden_note(content: Content, _: Translator) -> str | None:
    """Return what a number that is not shown looks like, or None if all are shown."""
    return _(HIDDEN, dash=NOT_SHOWN) if content.numbers.hides_some else None


def roles_note_of(content: Content, _: Translator) -> str | None:
    """Return the sentence on roles that the logbook doesn't tell, or None if it tells all."""
    numbers = content.numbers
    return roles_note(numbers.roles_shown, numbers.settles_on, content.period.months[-1], _)


def number_in_words(value: Interval | Decimal, numbers: Numbers, _: Translator) -> str:
    """Return a number in words, in an old logbook as it was told when it was handed in."""
    if isinstance(value, Decimal):
        return decimal(value, _)
    if numbers.threshold is None or value.high is None or value.exact is not None:
        return shown(value, _)
    return f"{number(value.low, _)}–{number(value.high, _)}"


def _role(role: LogbookRoleLine, _: Translator, *, within: bool) -> tuple[str, Line, bool]:
    return role.label(_.language), role.visits, within


def _grid(
    title: str,
    content: Content,
    rows: Sequence[tuple[str, Line, bool]],
    _: Translator,
    *,
    of_venues: bool = False,
) -> Grid:
    numbers = content.numbers

    def text(value: Interval | Decimal | None, *, hidden: bool = False) -> str:
        if value is not None:
            return number_in_words(value, numbers, _)
        return NOT_SHOWN if hidden else ""

    def is_hidden(line: Line, at: int) -> bool:
        return not of_venues and isinstance(line, LogbookLine) and numbers.hides(line, at)

    def cells(line: Line) -> list[str]:
        months = [text(value, hidden=is_hidden(line, at)) for at, value in enumerate(line.months)]
        if line is numbers.visits:
            # Only the row of visits says "not counted". A month without days counted has not
            # begun.
            days = numbers.days_counted.months
            none = not_counted(_)
            months = [m or (none if d else "") for m, d in zip(months, days, strict=True)]
        return [*months, text(line.whole)] if several else months

    months = tuple(month_name(month.number, _) for month in content.period.months)
    # A single month needs no column for the sum.
    several = len(months) > 1
    head = (title, *months, _.pgettext("file", "i alt")) if several else (title, *months)
    return Grid(
        title,
        head,
        (False, *(True for _column in head[1:])),
        tuple((name, *cells(line)) for name, line, _ in rows),
        tuple(within for _, _, within in rows),
    )
