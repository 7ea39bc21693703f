"""A report in sentences."""

from __future__ import annotations

import dataclasses
from typing import Any

from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report_days import Coverage
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source
from app.exports.report.sentences import sentences
from app.exports.report.text_file import report_text
from app.translator import DANISH, translator
from tests.support.reports import report


def test_it_tells_the_month_in_plain_sentences() -> None:
    before = dataclasses.replace(
        report(), period=Period.parse("2025-11"), coverage=Coverage(20, None)
    )
    assert report_text(Overview(report(), before=before)).decode() == (
        "Genbrugsbutikken havde 60 besøg i november 2026, talt på 17 af 21 åbningsdage. "
        "40 af besøgene var med i en aktivitet eller havde en rolle, og 20 var bare her. "
        "Flest var med i Strikkecafé (30) og Reparation (3). "
        "I november 2025 var der 60 besøg, talt på 20 dage. "
        "Et besøg er én person på stedet én dag, så tallet er ikke et antal personer.\n"
    )


def test_it_tells_it_in_english() -> None:
    first, *_ = sentences(Overview(report()), translator("en"))
    assert first == (
        "Genbrugsbutikken had 60 visits in November 2026, counted on 17 of 21 opening days."
    )


def test_it_names_the_busiest_part_of_the_day() -> None:
    def told(noon: int) -> str:
        parts = {PartOfDay.FROM_9: 30, PartOfDay.FROM_12: noon}
        figures = dataclasses.replace(report().figures, parts=parts)
        return " ".join(sentences(Overview(dataclasses.replace(report(), figures=figures)), DANISH))

    assert "Flest blev talt kl. 9–12 (30 besøg)." in told(29)
    assert "blev talt" not in told(30)


def test_it_is_three_to_five_sentences_whatever_there_is_to_tell() -> None:
    little = dataclasses.replace(report(), activities=(), roles=())
    told = sentences(Overview(little), DANISH)
    assert len(told) == 3
    parts = {PartOfDay.FROM_9: 30}
    figures = dataclasses.replace(
        report().figures, parts=parts, sources={Source.PHONE: 40, Source.IMPORT: 20}
    )
    most = dataclasses.replace(report(), figures=figures)
    assert len(sentences(Overview(most), DANISH)) == 5
    assert all(sentence.endswith(".") and ". " not in sentence for sentence in told)


def test_it_says_which_visits_are_from_an_earlier_count() -> None:
    def told(**numbers: Any) -> tuple[str, ...]:
        figures = dataclasses.replace(report().figures, **numbers)
        return sentences(Overview(dataclasses.replace(report(), figures=figures)), DANISH)

    part = told(visits=70, sources={Source.PHONE: 60, Source.IMPORT: 10})
    assert part[2] == "10 af besøgene er fra en tidligere optælling, som kun har besøg."
    alone = told(just_here=0, took_part=0, sources={Source.IMPORT: 60})
    assert alone[1] == "Tallet er fra en tidligere optælling, som kun har besøg."


def test_it_says_so_where_nobody_counted() -> None:
    nothing = dataclasses.replace(report(), coverage=Coverage(0, 21))
    assert sentences(Overview(nothing), DANISH) == (
        "Genbrugsbutikken: her er ikke talt i november 2026.",
    )


def test_it_says_so_where_the_place_was_not_set_up_yet() -> None:
    nothing = dataclasses.replace(report(), coverage=Coverage(0, 0), existed=False)
    told = [sentences(Overview(nothing), translator(language)) for language in ("da", "en")]
    assert told == [
        ("Genbrugsbutikken: ikke oprettet endnu i november 2026.",),
        ("Genbrugsbutikken: not set up yet in November 2026.",),
    ]
