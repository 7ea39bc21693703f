"""Two years of random data for three venues, and every export of them."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from app.db import Database
from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import day_ends
from app.domain.days.day_state import DayState
from app.domain.imports.rows import ImportedCount
from app.domain.logbook.logbook import LogbookPer, LogbookPeriod, Mix, Prompt
from app.domain.people.access import Viewer
from app.domain.reports.period import Period, PeriodKind
from app.domain.visits.counting import Cell, Measure, VisitRow, count
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source
from app.exports.formats.text import document_text
from app.exports.logbook.document import logbook_document
from app.exports.report.json_file import as_json
from app.models import Day, Partnership, PartOfDayCount, Role, Venue
from app.services.imports import imports, take
from app.services.logbook import life
from app.services.logbook.reading import open_logbook
from app.services.people.accounts import viewer
from app.services.reports import report_builder
from app.services.visits.day_counts import write_days
from tests.reports.attacker import NOTHING, More, Reader
from tests.support.cast import Cast
from tests.support.clock import Clock

MONTHS = [Month(year, number) for year in (2025, 2026) for number in range(1, 13)]
QUARTERS = sorted({Quarter.of(month.first) for month in MONTHS})
ROWS = {
    "Besøg": "visits",
    "Bare her hele dagen": "just_here",
    "Var med": "took_part",
    "Skiftede undervejs": "changed",
    "To roller eller flere": "several_roles",
    "Ville følges med nogen": "company",
}


def a_visit(chance: random.Random, cast: Cast, here: tuple[int, ...]) -> VisitRow:
    """Mostly one kind of visit, so the others are rare. The barn's hosts count by hand."""
    source = chance.choices(list(Source)[:4], (90, 4, 4, 1) if here else (30, 2, 68, 0))[0]
    if chance.random() < 0.12:
        return VisitRow(size=1, source=source, changed=chance.random() < 0.1)
    often = ((cast.cooks, 0.4), (cast.welcomes, 0.1))
    roles = [role for role, share in often if chance.random() < share]
    activities = [a for a in here if chance.random() < 0.4]
    within = activities[0] if activities and chance.random() < 0.5 else None
    return VisitRow(
        size=1,
        source=source,
        changed=chance.random() < 0.05,
        wants_company=chance.random() < 0.03,
        activities=frozenset(activities),
        roles=dict.fromkeys(roles, within),
    )


def parts_of(chance: random.Random, counts: Mapping[Cell, int]) -> dict[PartOfDay, int]:
    """The part of the day for every phone and tablet visit, and a few counted by a host."""
    by = {source: counts.get(Cell(Measure.SOURCE, source=source), 0) for source in Source}
    taps = chance.choice((0, chance.randrange(by[Source.HOST] + 1)))
    timed = by[Source.PHONE] + by[Source.TABLET] + taps
    return Counter(chance.choices(TIMED, (1, 30, 20, 8, 1, 0), k=timed))


def write_two_years(db: Database, cast: Cast, seed: int) -> tuple[int, int, int]:
    """Two years of the shop, a barn where hosts count, and a kiosk with few visitors.

    In one month out of six, some visits were imported from a spreadsheet before anything was shown.
    """
    chance = random.Random(seed)
    with db.writing() as session:
        made = [
            Venue(
                partnership_id=cast.partnership,
                name=name,
                kind="faelleshus",
                created_on=dt.date(2025, 1, 1),
            )
            for name in ("Laden", "Kiosken")
        ]
        session.add_all(made)
        session.flush()
        barn, kiosk = made
        for venue_id, here, least, most in (
            (cast.shop, (cast.knitting, cast.repair), 8, 110),
            (barn.id, (), 8, 70),
            (kiosk.id, (), 1, 20),
        ):
            for month in MONTHS:
                visits = [a_visit(chance, cast, here) for _ in range(chance.randrange(least, most))]
                by_hand = count(visits)
                days = {month.first: by_hand}
                if chance.random() < 1 / 6:
                    number = chance.choice((2, 6, 30))
                    sheet = count([VisitRow(size=number, source=Source.IMPORT)])
                    days[month.first + dt.timedelta(1)] = sheet
                session.add_all(
                    Day(
                        venue_id=venue_id,
                        service_date=date,
                        ends_at=day_ends(date),
                        closed=True,
                        state=DayState.COUNTED,
                    )
                    for date in days
                )
                write_days(session, venue_id, days)
                session.add_all(
                    PartOfDayCount(venue_id=venue_id, month=month.first, part=part, number=number)
                    for part, number in parts_of(chance, by_hand).items()
                )
        return cast.shop, barn.id, kiosk.id


def read_reports(
    reader: Reader,
    db: Database,
    clock: Clock,
    chosen: tuple[int, ...],
    months: Iterable[Month] = MONTHS,
    more: More = NOTHING,
) -> None:
    """Every report for every period with such a month: for each venue, for pairs, for all."""
    periods = {str(period): period for month in MONTHS for period in Period.around(month)}
    wanted = [p for p in periods.values() if any(month in p.months for month in months)]
    with db.reading() as session:
        for choice in {*((one,) for one in chosen), chosen[:2], chosen}:
            venues = [session.get_one(Venue, venue_id) for venue_id in choice]
            span = [Month(2024, 1), MONTHS[-1]]
            counts = report_builder.Counts(session, venues, span, now=clock())
            for period in wanted:
                # A year's file also has its months and venues; they are the same values.
                whole = period.kind is PeriodKind.YEAR
                overview = counts.overview(period, "") if whole else None
                for report in overview.all if overview else [counts.report(period)]:
                    # The previous year has already been read, as it was.
                    if report.period.start.year == period.start.year:
                        reader.read_report(as_json(report), more)


def hand_in(
    db: Database, kim: Viewer, venue: int, period: LogbookPeriod, clock: Clock, *, again: bool
) -> None:
    """Submit a logbook, or a new version of it."""
    if again:
        life.correct(db, kim, venue, period, now=clock())
    life.hand_in(db, kim, venue, period, why="Nyt." if again else "", now=clock())


def read_logbooks(
    reader: Reader,
    db: Database,
    cast: Cast,
    venue: int,
    periods: Iterable[LogbookPeriod],
    clock: Clock,
    version: int,
    more: More = NOTHING,
) -> None:
    """The text file of one version of each, as a reader sees it."""
    lis = viewer(db, 3)
    assert lis
    with db.reading() as session:
        roles = {role.verb: f"role {role.id}" for role in session.scalars(select(Role))}
    names = {
        **ROWS,
        **roles,
        "Strikkecafé (fast)": f"in {cast.knitting}",
        "Reparation (fast)": f"in {cast.repair}",
    }
    for period in periods:
        content = open_logbook(db, lis, venue, period, version=version, now=clock()).content
        questions = dict.fromkeys(Prompt, "Hvad skete der?")
        document = logbook_document(content, questions, dict.fromkeys(Mix, ""), "da")
        text = document_text(document).decode()
        reader.read_logbook(text, venue, [str(m) for m in period.months], names, more)


Sheet = dict[tuple[int, int], int]
SHEETS: tuple[Sheet, ...] = (
    {(0, 3): 40, (0, 14): 3, (0, 20): 9, (1, 4): 1, (1, 14): 25, (2, 8): 50, (2, 20): 2},
    {(0, 3): 4, (0, 20): 100, (1, 4): 12, (2, 8): 6},
)
"""What two spreadsheets say: visits by the place and month."""


def read_everything(
    db: Database,
    cast: Cast,
    clock: Clock,
    kim: Viewer,
    chosen: tuple[int, ...],
    sheets: tuple[Sheet, ...] = SHEETS,
) -> Reader:
    """Two years of reports and logbooks, and what they say after each spreadsheet import.

    Each import is undone before the next, and the last one at the end.
    """
    reader = Reader(MONTHS[0], MONTHS[-1])
    read_reports(reader, db, clock, chosen)
    written: dict[int, list[LogbookPeriod]] = {one: [*QUARTERS] for one in chosen}
    for one in chosen:
        for quarter in QUARTERS:
            hand_in(db, kim, one, quarter, clock, again=False)
    with db.writing() as session:
        session.get_one(Partnership, cast.partnership).logbook_per = LogbookPer.MONTH
    for month in MONTHS:
        written[chosen[0]].append(month)
        hand_in(db, kim, chosen[0], month, clock, again=False)
    for one, periods in written.items():
        read_logbooks(reader, db, cast, one, periods, clock, 1)
    versions: Counter[tuple[int, LogbookPeriod]] = Counter()
    for sheet in sheets:
        numbers = {(chosen[at], MONTHS[month]): number for (at, month), number in sheet.items()}
        for more in (numbers, {}):
            if more:
                found = [
                    ImportedCount(str(one), month.first + dt.timedelta(days=9), number)
                    for (one, month), number in more.items()
                ]
                names = {str(one): one for one in chosen}
                take.take(db, kim, cast.partnership, found, names, now=clock())
            else:
                last = imports.imports(db, kim, cast.partnership)[0]
                imports.take_back(db, kim, last.id, now=clock())
            taken = {(one, str(month)): number for (one, month), number in more.items()}
            months = {month for _, month in numbers}
            read_reports(reader, db, clock, chosen, months, taken)
            for one, periods in written.items():
                its = {month for at, month in numbers if at == one}
                for period in periods:
                    if its & set(period.months):
                        hand_in(db, kim, one, period, clock, again=True)
                        versions[one, period] += 1
                        version = versions[one, period] + 1
                        read_logbooks(reader, db, cast, one, [period], clock, version, taken)
    return reader
