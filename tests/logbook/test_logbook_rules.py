"""The logbook's rules: what is kept, when it can be handed in, which version counts."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.base.interval import Interval
from app.domain.base.months import Quarter
from app.domain.base.service_day import ONE_DAY, service_date
from app.domain.base.text import UNSEEN
from app.domain.days.correction_window import open_dates
from app.domain.days.day_state import DayState
from app.domain.logbook.content import HandIn
from app.domain.logbook.content_from_json import content_of
from app.domain.logbook.content_json import as_json
from app.domain.logbook.logbook import (
    Mix,
    Prompt,
    ReflectionText,
    can_be_handed_in_from,
    one_after_the_other,
    tidy,
)
from app.domain.logbook.period_numbers import numbers_of
from app.domain.reports.definitions import DEFINITIONS, Number
from app.domain.reports.figures import Figures, settled_total, total
from app.domain.reports.report_days import Coverage, visits_per_day
from app.domain.reports.roles_shown import RolesShown
from app.domain.visits.source import Source
from app.exports.formats.document import Grid
from app.exports.logbook.numbers import hidden_note, numbers_grid
from app.exports.logbook.tables import logbook_tables
from app.translator import DANISH
from tests.support.logbook_content import (
    QUARTER,
    SECOND,
    content,
    figures,
    numbers,
    report,
)

# Characters that forms allow: see app/domain/base/text.py.
WRITTEN = st.characters(codec="utf-8", exclude_characters="".join(UNSEEN))


def test_it_can_be_handed_in_when_no_day_can_be_corrected_any_more() -> None:
    assert can_be_handed_in_from(QUARTER) == dt.datetime(2027, 1, 8, 3, tzinfo=dt.UTC)
    assert can_be_handed_in_from(Quarter(2026, 2), 0) == dt.datetime(2026, 7, 7, 22, tzinfo=dt.UTC)
    settled = service_date(can_be_handed_in_from(QUARTER))
    assert QUARTER.last not in open_dates(settled)
    assert QUARTER.last in open_dates(settled - ONE_DAY)


def test_it_keeps_line_breaks_and_drops_control_signs() -> None:
    assert tidy("\r\n  Ja.  \r\n\r\nNej\x00\x1b\ttak\ud800 \n\n") == "  Ja.\n\nNej\ttak"
    assert tidy("Vi\u202e bagte\u200b 👩\u200d🍳") == "Vi bagte 👩\u200d🍳"


@given(st.text())
def test_it_keeps_a_text_that_it_has_kept_before(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_it_puts_two_texts_one_after_the_other() -> None:
    assert one_after_the_other("Deres.", "Min.") == "Deres.\n\nMin."
    assert one_after_the_other("", "Min.") == "Min."


def test_it_knows_an_empty_answer() -> None:
    assert ReflectionText(Prompt.MIX).is_empty
    assert not ReflectionText(Prompt.MIX, step=Mix.SAME).is_empty
    assert not ReflectionText(Prompt.LEARNED, text="Ja").is_empty


def test_it_shows_each_number_month_by_month() -> None:
    found = numbers()
    assert found.visits.months == (Interval.of(30), Interval.of(20), None)
    assert found.visits.whole == Interval.of(50)
    (activity,) = found.activities
    assert activity.times_held.whole == Interval.of(4)
    (within,) = activity.roles
    assert within.visits.months == (Interval.of(6), None, None)
    (role,) = found.roles
    assert role.visits.months == (Interval.of(6), Interval.below(5), None)
    assert role.visits.whole == Interval(6, 10)
    assert role.label("en") == "cooking"


def test_a_month_that_nobody_counted_in_is_not_zero() -> None:
    none = replace(
        report(QUARTER.months[0], Figures(), settled_total([]), state=DayState.NOT_COUNTED),
        coverage=Coverage(0, 20),
    )
    told = settled_total([SECOND])
    counted = report(QUARTER.months[1], figures(20), told, state=DayState.COUNTED)
    found = numbers_of([none, counted], report(QUARTER, figures(20), told))
    assert found.visits.months == (None, Interval.of(20))
    assert found.just_here.months == (None, Interval.of(2))
    assert found.days_counted.months == (Interval.of(0), Interval.of(10))
    assert found.opening_days and found.opening_days.months == (Interval.of(20), Interval.of(20))


def test_earlier_counts_stand_for_themselves() -> None:
    imported = Figures(visits=40, sources={Source.IMPORT: 40})
    nothing = settled_total([], waiting=1)
    months = [
        report(QUARTER.months[0], imported, nothing, state=DayState.COUNTED),
        report(QUARTER.months[1], figures(20), nothing, state=DayState.COUNTED),
    ]
    found = numbers_of(months, report(QUARTER, total([imported, figures(20)]), nothing))
    assert found.imported and found.imported.months == (Interval.of(40), Interval.of(0))
    assert found.just_here.months == (None, Interval.of(2))
    assert found.several_roles is None
    assert not found.only_imported
    assert numbers_of(months[:1], report(QUARTER, imported, nothing)).only_imported
    assert found.roles_shown is RolesShown.WAITING


def test_a_logbook_from_before_numbers_were_settled_reads_as_it_was_handed_in() -> None:
    kept = as_json(content((), HandIn(1, "Kim", AT)))
    old = {**kept["numbers"], "threshold": 5, "several_roles": [[1, 4], [0, 0], None, [25, 154]]}
    for later in ("imported", "roles_shown", "settles_on"):
        del old[later]
    read = content_of(json.loads(json.dumps(kept | {"numbers": old})))
    rows = next(block.rows for block in numbers_grid(read, DANISH) if isinstance(block, Grid))
    assert ("To roller eller flere", "1–4", "0", "", "25–154") in rows


def test_it_has_no_opening_days_where_the_hours_are_not_known() -> None:
    assert numbers(opening_days=None).opening_days is None


AT = dt.datetime(2027, 1, 2, 8, 30, tzinfo=dt.UTC)


@given(
    st.tuples(
        *(
            st.builds(
                ReflectionText,
                prompt=st.just(prompt),
                text=st.text(WRITTEN),
                step=st.none() | st.sampled_from(Mix),
                version=st.integers(0, 99),
                by=st.text(WRITTEN, max_size=80),
                at=st.none() | st.just(AT),
            )
            for prompt in Prompt
        )
    )
)
def test_it_reads_back_what_was_handed_in(reflections: tuple[Any, ...]) -> None:
    stands = content(reflections, HandIn(1, "Kim", AT))
    assert content_of(json.loads(json.dumps(as_json(stands)))) == stands


def test_it_reads_what_is_older_than_the_rule_without_signs_that_nobody_sees() -> None:
    kept = as_json(content((), HandIn(1, "Kim", AT)))
    old = json.dumps(kept | {"venue": "Café\u202e Nord"}).replace("Kim", "K\u200bim")
    read = content_of(json.loads(old))
    assert read.handed_in is not None
    assert (read.venue, read.handed_in.by) == ("Café Nord", "Kim")


def test_it_reads_back_a_draft() -> None:
    assert content_of(json.loads(json.dumps(as_json(content())))) == content()


def test_it_explains_the_numbers_that_it_has_and_no_others() -> None:
    explained = {definition.number for definition in content().meanings}
    assert Number.ROLE_IN_ACTIVITY in explained
    assert Number.SOURCE not in explained
    without = replace(content(), numbers=replace(numbers(opening_days=None), activities=()))
    explained -= {definition.number for definition in without.meanings}
    assert explained == {
        Number.PARTICIPATIONS,
        Number.TIMES_HELD,
        Number.ROLE_IN_ACTIVITY,
        Number.OPENING_DAYS,
    }


def test_a_version_has_visits_per_day_if_it_was_handed_in_with_their_definition() -> None:
    now = content()
    per_day = now.visits_per_day
    visits, days = now.numbers.visits.whole.low, now.numbers.days_counted.whole.low
    assert per_day is not None
    assert per_day.whole == visits_per_day(visits, days)
    assert len(per_day.months) == 3
    older = tuple(one for one in DEFINITIONS if one.number is not Number.VISITS_PER_DAY)
    kept = content_of(json.loads(json.dumps(as_json(replace(now, definitions=older)))))
    assert kept.visits_per_day is None


def test_a_number_that_is_not_shown_is_a_dash_that_is_explained() -> None:
    """An empty cell would read as none; it is left to a month that has not begun."""
    assert numbers().hides_some
    grids = [block for block in numbers_grid(content(), DANISH) if isinstance(block, Grid)]
    rows = [row for grid in grids for row in grid.rows]
    assert ("laver mad", "6", "–", "", "mindst 6") in rows
    note = hidden_note(content(), DANISH)
    assert note is not None and note.startswith("– betyder: Tallet vises ikke.")
    empty = "En tom celle betyder: Tallet vises ikke. Det er lille eller kunne pege på nogen."
    assert empty in logbook_tables(content(), DANISH)[0].notes
    told = replace(content(), numbers=replace(numbers(), activities=()))
    assert not told.numbers.hides_some
    assert hidden_note(told, DANISH) is None
