"""What may happen to a day: paper, corrections, earlier counts, nights, closing and files."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
from collections import Counter
from functools import partial

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from app import models
from app.domain.base.months import Month, Quarter
from app.domain.days.correction_window import DAYS_BACK
from app.domain.days.corrections import CorrectionReason, TooFew
from app.domain.days.paper_tally import TallySheet, Together
from app.domain.days.units import Unit
from app.domain.imports.rows import ImportedCount
from app.domain.reports.figures import Figures
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report_days import Coverage, ReportDay
from app.domain.reports.selection import Selection
from app.domain.visits.idempotency_key import new_key
from app.domain.visits.source import Source
from app.exports.report.csv_file import report_csv
from app.services.days import correction_undo, corrections, paper_tally
from app.services.days.closing import close_due_days
from app.services.days.settling import settle_due_units
from app.services.imports import imports
from app.services.imports.take import take
from app.services.reports.reports import overview
from tests.support.faults.day_model import (
    EXACT,
    SOURCES,
    VISITS,
    Correction,
    Counts,
    Past,
    Refused,
    Today,
    came,
    fewer,
    is_of,
)
from tests.support.faults.steps import FATES, MARKS, SETTLES_AFTER, Fate, Steps

BACK = st.integers(0, 7)
SMALL = st.integers(0, 6)
WHY = CorrectionReason.MISCOUNTED


class DayRules(Steps):
    def days_back(self, back: int) -> dt.date:
        return self.date - dt.timedelta(days=back)

    def past_day(self, date: dt.date) -> Past:
        return self.past.setdefault(date, Past())

    def set_past(self, date: dt.date, after: Counts) -> Counts:
        """Apply a correction to a day; returns how much each number changed."""
        past = self.past_day(date)
        steps = Counter(after)
        steps.subtract(past.counts)
        past.said |= bool(after[VISITS] or past.counts[VISITS])
        past.counts, past.more = +after, None
        return Counter({cell: step for cell, step in steps.items() if step})

    @rule(
        back=BACK,
        visits=st.integers(1, 12),
        just_here=SMALL,
        marks=st.lists(SMALL, min_size=4, max_size=4),
        together=st.sampled_from([None, *Together]),
        fate=FATES,
    )
    def paper(
        self,
        back: int,
        visits: int,
        just_here: int,
        marks: list[int],
        together: Together | None,
        fate: Fate,
    ) -> None:
        date, key = self.days_back(back), new_key()
        just_here = min(just_here, visits)
        taking = visits - just_here
        knitting, repair, cooks, welcomes = (min(n, taking) for n in marks)
        sheet = TallySheet(
            visits,
            just_here,
            {self.cast.knitting: knitting, self.cast.repair: repair},
            {self.cast.cooks: cooks, self.cast.welcomes: welcomes},
        )
        counts = self.past_day(date).counts if back else self.today.counts
        counted = counts[VISITS]
        refused = counted and together is None
        with pytest.raises(paper_tally.SeeBoth) if refused else contextlib.nullcontext():
            more = self.send(
                fate,
                lambda: paper_tally.enter(
                    self.db,
                    self.ane,
                    self.cast.shop,
                    date,
                    sheet,
                    key=key,
                    together=together,
                    seen=counted,
                    now=self.clock(),
                ),
            )
        if refused:
            return
        if counted and together is Together.EVERYBODY:
            visits = max(visits - counted, 0)
            taking = min(taking, visits)
        assert more == visits
        strokes = {mark: min(n, taking) for mark, n in zip(self.marks, marks, strict=True)}
        took_part = min(taking, sum(strokes.values()))
        cells = None
        if back:
            new = came(took_part, Source.PAPER, True)
            new += came(visits - took_part, Source.PAPER, False)
            cells = self.set_past(date, counts + new)
        else:
            self.today.others[Source.PAPER, True] += took_part
            self.today.others[Source.PAPER, False] += visits - took_part
            self.today.marks += Counter(strokes)
        any_mark = next((mark for mark, n in strokes.items() if n), None)
        self.log.append(Correction(date, visits, Source.PAPER, None, cells, blurred=bool(any_mark)))

    @rule(back=BACK, number=st.integers(1, 9), away=st.booleans(), name=MARKS, fate=FATES)
    def correct(self, back: int, number: int, away: bool, name: str | None, fate: Fate) -> None:
        date, key, board = self.days_back(back), new_key(), self.board
        # The model doesn't know who would be taken out of an activity.
        mark = None if away else self.mark(name)
        there = self.past_day(date).counts if back else self.today.counts
        refused = away and number > there[VISITS] - there[SOURCES[Source.IMPORT]]
        step = -number if away else number
        with pytest.raises(TooFew) if refused else contextlib.nullcontext():
            self.send(
                fate,
                lambda: corrections.correct(
                    self.db,
                    self.ane,
                    self.cast.shop,
                    date,
                    step,
                    WHY,
                    key=key,
                    now=self.clock(),
                    **self.about(mark),
                ),
            )
        if refused:
            return
        cells = None
        if back:
            after = (
                fewer(there, number, Source.HOST)
                if away
                else there + came(number, Source.HOST, mark is not None)
            )
            cells = self.set_past(date, after)
        elif away:
            self.loses(board, number)
        else:
            self.comes(number, Source.HOST, mark)
        self.log.append(Correction(date, step, Source.HOST, mark, cells, blurred=bool(mark)))

    @property
    def undoable(self) -> list[int]:
        oldest = self.days_back(7)
        return [at for at, row in enumerate(self.log) if row.date >= oldest]

    @rule(which=st.integers(0, 50), fate=FATES)
    def undo_a_correction(self, which: int, fate: Fate) -> None:
        if not self.undoable:
            return
        at = self.undoable[which % len(self.undoable)]
        row, board, key = self.log[at], self.board, new_key()
        today = row.date == self.date
        if not today:
            self.close(None)
        before = self.kept(row.date)
        with self.db.reading() as session:
            number = session.scalars(
                select(models.Correction.id).order_by(models.Correction.id)
            ).all()[at]
        refused = False
        undo = partial(
            correction_undo.undo, viewer=self.ane, venue_id=self.cast.shop, date=row.date
        )
        try:
            self.send(
                fate,
                lambda: undo(self.db, correction_id=number, key=key, now=self.clock()),
            )
        except correction_undo.CannotUndo:
            refused = True
        if row.undoes or row.undone:
            assert not refused
            return
        cells = None
        if today:
            there = self.today.marked(row.mark) if row.mark else self.today.counts[VISITS]
            assert refused == (row.number > there)
        else:
            after = Counter({cell: n for cell, n in self.kept(row.date).items() if cell in EXACT})
            assert (None if refused else after) in self.ways_back(row, before)
        if refused:
            return
        if not today:
            cells = self.set_past(row.date, after)
        elif row.number > 0:
            self.loses(board, row.number, row.mark, row.source)
        else:
            self.comes(-row.number, row.source, row.mark)
        # Somebody else has the same page open and presses too.
        undo(self.db, correction_id=number, key=new_key(), now=self.clock())
        row.undone = True
        self.log.append(Correction(row.date, -row.number, row.source, row.mark, cells, undoes=True))

    def ways_back(self, row: Correction, before: Counts) -> list[Counts | None]:
        """What a past day may become when the correction is undone; None if that may be refused.

        As if it had never been made, unless those visits have been removed since. Otherwise that
        many visits are removed or added.
        """
        counts = self.past_day(row.date).counts
        of_mark = None
        if row.mark:
            of_mark = sum(n for cell, n in before.items() if is_of(cell, row.mark))
        try:
            plain = (
                fewer(counts, row.number, row.source, of_mark)
                if row.number >= 0
                else counts + came(-row.number, row.source, row.mark is not None)
            )
        except Refused:
            plain = None
        if row.cells is None:
            return [plain]
        exact = Counter(counts)
        exact.subtract(row.cells)
        if min(exact.values(), default=0) < 0:
            return [plain]
        return [+exact, plain] if row.blurred else [+exact]

    @rule(days=st.dictionaries(st.integers(1, 12), st.integers(0, 30), max_size=4), fate=FATES)
    def take_in(self, days: dict[int, int], fate: Fate) -> None:
        self.close(None)
        wanted = {self.days_back(back): number for back, number in days.items()}
        new = [date for date in wanted if not self.past_day(date).said]
        found = [ImportedCount("", date, number) for date, number in wanted.items()]
        taken = self.send(
            fate,
            lambda: take(
                self.db,
                self.kim,
                self.cast.partnership,
                found,
                {"": self.cast.shop},
                now=self.clock(),
            ),
        )
        assert taken.days == len(new)
        for date in new:
            self.past[date] = Past(came(wanted[date], Source.IMPORT, False), said=True)
        if new:
            self.imported.append(new)

    @rule(which=st.integers(0, 9), fate=FATES)
    def take_back_an_import(self, which: int, fate: Fate) -> None:
        if not self.imported:
            return
        at = which % len(self.imported)
        listed = imports.imports(self.db, self.kim, self.cast.partnership)[::-1]
        assert len(listed) == len(self.imported)
        again = listed[at].taken_back_at is not None
        self.send(
            fate,
            lambda: imports.take_back(self.db, self.kim, listed[at].id, now=self.clock()),
        )
        for date in () if again else self.imported[at]:
            self.past[date].without_import()

    # The days

    @rule(nights=st.sampled_from([1, 1, 1, 2, 7]), closes=st.booleans(), fate=FATES)
    def night(self, nights: int, closes: bool, fate: Fate) -> None:
        """End a day; it is closed in the morning, or when somebody first needs it."""
        self.sleep_until(self.date + dt.timedelta(days=nights))
        if closes:
            self.close(fate)

    def sleep_until(self, date: dt.date) -> None:
        """End the day; nothing happens until the date."""
        kept = Past(self.today.counts, said=bool(self.today.counts), more=self.today.more)
        self.past[self.date] = kept
        for phone in self.phones:
            phone.gone()
        self.today = Today(self.phones)
        self.clock.at(date)

    @rule(fate=FATES)
    def close(self, fate: Fate) -> None:
        self.send(fate, lambda: close_due_days(self.db, now=self.clock()))
        self.closed_on = self.date

    @rule(number=st.integers(1, 12), name=MARKS, fate=FATES)
    def settle(self, number: int, name: str | None, fate: Fate) -> None:
        """The running unit's days can be corrected no more: it settles, and reports stay.

        The day before, its last day is corrected and all days are closed. A unit that was over
        already may settle with that.
        """
        unit = self.unit(self.date)
        self.sleep_until(unit.end.last + SETTLES_AFTER - dt.timedelta(days=1))
        self.correct(DAYS_BACK, number, False, name, None)
        self.close(None)
        self.past_equals()
        assert unit.start not in self.settled
        before = self.exact_figures(unit)
        self.clock.at(unit.end.last + SETTLES_AFTER)
        self.send(fate, lambda: settle_due_units(self.db, now=self.clock()))
        self.closed_on = self.date
        assert settle_due_units(self.db, now=self.clock()) == 0
        assert self.exact_figures(unit) == before

    def exact_figures(self, unit: Unit) -> list[tuple[Figures, Coverage, tuple[ReportDay, ...]]]:
        """What the reports of a unit, its months and its year tell besides roles."""
        months = unit.months
        period = (
            Period.month(*months)
            if len(months) == 1
            else Period.quarter(Quarter.of(months[0].first))
        )
        told = self.report(period)
        return [(one.figures, one.coverage, one.days) for one in told.all]

    def report(self, period: Period) -> Overview:
        shop = Selection(frozenset({self.cast.shop}))
        return overview(self.db, self.kim, shop, period, now=self.clock())

    @rule(which=st.integers(0, 9))
    def export(self, which: int) -> None:
        """The file holds the visits of the month's closed days."""
        self.close(None)
        if not self.past:
            return
        months = sorted({Month.of(date) for date in self.past})
        month = months[which % len(months)]
        text = report_csv(self.report(Period.month(month))).decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text), delimiter=";")
        of_month = [row for row in rows if row["Periode"] == str(month)]
        read = {row["Mål"]: row["Tal"] for row in of_month if not row["Aktivitet"]}
        days = [past.counts for date, past in self.past.items() if Month.of(date) == month]
        counts = sum(days, Counter())
        # A month in which nothing was counted has no number there.
        assert (read.get("Besøg") or "0") == str(counts[VISITS])
