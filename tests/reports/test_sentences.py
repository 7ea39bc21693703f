"""A report in sentences."""

from __future__ import annotations

import dataclasses

from app.domain.reports.disclosure import protect
from app.domain.base.interval import Interval
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report_days import Coverage
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.part_of_day import PartOfDay
from app.exports.report.sentences import sentences
from app.exports.report.text_file import report_text
from tests.reports.test_report_rules import report


def test_it_tells_the_month_in_plain_sentences() -> None:
    before = dataclasses.replace(
        report(), period=Period.parse("2025-11"), coverage=Coverage(20, None)
    )
    assert report_text(Overview(report(), before=before)).decode() == (
        "Genbrugsbutikken havde mindst 60 besøg i november 2026, talt på 17 af 21 åbningsdage. "
        "40 af besøgene var med i en aktivitet eller havde en rolle, og 20 var bare her. "
        "Flest var med i Strikkecafé (30) og Reparation (3). "
        "I november 2025 var der 60 besøg, talt på 20 dage. "
        "Et besøg er én person på stedet én dag, så tallet er ikke et antal personer.\n"
    )


def test_it_tells_it_in_english() -> None:
    first, *_ = sentences(Overview(report()), "en")
    assert first == (
        "Genbrugsbutikken had at least 60 visits in November 2026, "
        "counted on 17 of 21 opening days."
    )


def test_it_gives_a_hidden_number_as_its_range() -> None:
    figures = dataclasses.replace(
        report().figures, just_here=Interval(1, 4), took_part=Interval(56, 59)
    )
    told = sentences(Overview(dataclasses.replace(report(), figures=figures)), "da")
    assert told[1].startswith("56–59 af besøgene var med")
    assert told[1].endswith("og 1–4 var bare her.")


def test_it_names_the_busiest_part_of_the_day_where_it_is_sure_to_be() -> None:
    def told(noon: Interval) -> str:
        parts = dict.fromkeys(PartOfDay, Interval.of(0))
        parts |= {PartOfDay.FROM_9: Interval.of(30), PartOfDay.FROM_12: noon}
        figures = dataclasses.replace(report().figures, parts=parts)
        return " ".join(sentences(Overview(dataclasses.replace(report(), figures=figures)), "da"))

    assert "Flest blev talt kl. 9–12 (30 besøg)." in told(Interval(27, 29))
    assert "Flest blev talt kl. 12–15 (31–34 besøg)." in told(Interval(31, 34))
    assert "blev talt" not in told(Interval(27, 30)).replace("talt på", "")


def test_it_is_three_to_five_sentences_with_and_without_what_may_be_told() -> None:
    few = protect({Cell(Measure.VISITS): 7, Cell(Measure.TOOK_PART): 2}, {}, 5, [11, 12])
    little = dataclasses.replace(report(), figures=few, activities=(), roles=())
    told = sentences(Overview(little), "da")
    assert len(told) == 3
    assert told[1].startswith("Der er for få besøg til at vise")
    parts = dict.fromkeys(PartOfDay, Interval.of(0)) | {PartOfDay.FROM_9: Interval.of(30)}
    figures = dataclasses.replace(report().figures, parts=parts)
    most = dataclasses.replace(report(), figures=figures)
    assert len(sentences(Overview(most), "da")) == 5
    whole = sentences(Overview(most, before=report()), "da")
    assert len(whole) == 5
    assert all(sentence.endswith(".") and ". " not in sentence for sentence in (*told, *whole))


def test_it_says_so_where_nobody_counted() -> None:
    nothing = dataclasses.replace(report(), coverage=Coverage(0, 21))
    assert sentences(Overview(nothing), "da") == (
        "Genbrugsbutikken: her er ikke talt i november 2026.",
    )
