"""Charts of several series: just here and took part side by side, and a line for each year."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
import zipfile
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.domain.base.months import Month
from app.domain.reports.figures import Figures
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report import Report
from app.domain.reports.report_days import Coverage
from app.domain.visits.source import Source
from app.exports.charts.alone import alone
from app.exports.charts.chart import Chart, Series, Tick
from app.exports.charts.scale import STEPS, scale_of
from app.exports.charts.svg import svg
from app.exports.formats.pdf import chart_png
from app.exports.report.months_table import months_table
from app.exports.report.tables import CHARTS, charts
from app.exports.report.xlsx import report_xlsx
from app.exports.report.years_table import years_table
from app.exports.words import source_of
from app.translator import DANISH
from tests.support.reports import report

SVG = "{http://www.w3.org/2000/svg}"


def month(year: int, number: int, visits: int | None, just_here: int = 0) -> Report:
    """A month's report; None as visits means that nobody counted."""
    figures = Figures(visits=visits or 0, just_here=just_here, took_part=(visits or 0) - just_here)
    counted = Coverage(0 if visits is None else 9, 20)
    period = Period.month(Month(year, number))
    return dataclasses.replace(report(), period=period, figures=figures, coverage=counted, days=())


def overview(*months: Report, before: tuple[Report, ...] = ()) -> Overview:
    first, last = months[0].period.start, months[-1].period.end
    whole = dataclasses.replace(report(), period=Period.span(first, last), days=())
    return Overview(whole, months=months, months_before=before, partnership="Landsbyen")


def a_year() -> Overview:
    return overview(*(month(2026, at, 100 * at, 40 * at) for at in range(1, 13)))


def years(told: Overview) -> Chart:
    table = years_table(told, DANISH)
    assert table is not None
    assert table.chart is not None
    return table.chart


def presence(told: Overview) -> Chart:
    table = months_table(told, DANISH)
    assert table is not None
    [chart] = table.more
    return chart


def tree(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)


def classed(drawing: str, class_: str) -> list[ElementTree.Element]:
    return [one for one in tree(drawing).iter() if class_ in (one.get("class") or "").split()]


def said(drawing: str, class_: str) -> list[str]:
    return [one.text or "" for one in classed(drawing, class_)]


def test_just_here_and_took_part_have_columns_of_the_same_size_and_outline() -> None:
    told = overview(*(month(2026, at, 200, 100) for at in (10, 11, 12)))
    here, part = (classed(svg(presence(told)), f"edge{number}") for number in (0, 1))
    columns = [[one for one in of if "column" in (one.get("class") or "")] for of in (here, part)]
    sizes = [{(one.get("width"), one.get("height")) for one in of[1:]} for of in columns]
    assert sizes[0] == sizes[1]
    assert len(sizes[0]) == 1
    assert {one.get("stroke-width") for of in columns for one in of} == {"1.5"}
    assert said(svg(presence(told)), "legend") == ["Bare her hele dagen", "Var med"]


def test_their_patterns_cover_as_much_of_the_paper() -> None:
    """As it is drawn: neither may look stronger than the other."""
    told = overview(*(month(2026, at, 2000, 1000) for at in (10, 11, 12)))
    drawn = Image.open(io.BytesIO(chart_png(presence(told)))).convert("RGB")
    colours = {(0x1F, 0x4D, 0x3A): 0, (0x5A, 0x24, 0x50): 0}
    for number, colour in drawn.getcolors(1 << 24) or ():
        if colour in colours:
            colours[colour] += number
    green, plum = colours.values()
    assert green > 10_000
    assert 0.8 < green / plum < 1.25


def test_a_month_that_nobody_counted_is_hatched_and_one_of_earlier_counts_has_no_columns() -> None:
    earlier = dataclasses.replace(
        month(2026, 11, 60), figures=Figures(visits=60, sources={Source.IMPORT: 60})
    )
    chart = presence(overview(month(2026, 10, None), earlier, month(2026, 12, 0)))
    assert [(one.why, one.missing) for one in chart.ticks] == [
        ("ikke talt", True),
        ("kun besøg", False),
        ("", False),
    ]
    assert [one.numbers for one in chart.series] == [(None, None, 0)] * 2
    assert len(classed(svg(chart), "missing")) == 1


def test_months_before_a_place_was_set_up_are_left_out() -> None:
    early = dataclasses.replace(month(2026, 9, None), existed=False)
    told = overview(early, month(2026, 10, None), month(2026, 11, 60))
    table = months_table(told, DANISH)
    assert table is not None
    assert [(row.name, row.note) for row in table.rows] == [
        ("oktober", "ikke talt"),
        ("november", ""),
    ]
    assert [one.label for one in presence(told).ticks] == ["okt", "nov"]


def test_there_is_none_where_neither_is_known() -> None:
    table = months_table(overview(month(2026, 10, None), month(2026, 11, None)), DANISH)
    assert table is None or not table.more


def test_a_year_is_a_line_and_a_month_that_nobody_counted_a_gap_in_it() -> None:
    before = tuple(month(2025, at, 10 * at if at != 2 else None) for at in range(1, 5))
    chart = years(overview(*(month(2026, at, 20) for at in range(1, 5)), before=before))
    assert [(one.label, one.numbers) for one in chart.series] == [
        ("2025", (10, None, 30, 40)),
        ("2026", (20, 20, 20, 20)),
    ]
    broken, whole = (one.get("d") or "" for one in classed(svg(chart), "line"))
    assert (broken.count("M"), broken.count("L")) == (2, 1)
    assert (whole.count("M"), whole.count("L")) == (1, 3)
    assert sorted(said(svg(chart), "name")) == ["2025", "2026"]


def test_each_year_has_its_own_dashes_and_its_own_mark() -> None:
    told = overview(*(month(2023 + at // 12, at % 12 + 1, at + 1) for at in range(9, 45)))
    drawn = svg(years(told))
    lines = classed(drawn, "line")
    assert len(lines) == 4
    assert len({one.get("stroke-dasharray") for one in lines}) == 4
    first_marks = {(one.get("d") or "").partition("m")[2][:12] for one in classed(drawn, "marks")}
    assert len(first_marks) == 4


@pytest.mark.parametrize(
    "months",
    [
        [month(2026, 1, 5), month(2026, 2, 6)],
        [month(2025, 12, None), month(2026, 1, 6)],
    ],
)
def test_one_year_has_no_chart_of_years(months: list[Report]) -> None:
    assert years_table(overview(*months), DANISH) is None


def test_the_names_of_lines_that_end_alike_do_not_overlap() -> None:
    told = overview(*(month(2024 + at // 12, at % 12 + 1, 7) for at in range(36)))
    for slim in (False, True):
        drawn = svg(years(told), slim=slim)
        size = float(tree(drawn).get("font-size", ""))
        at = sorted(float(one.get("y", "")) for one in classed(drawn, "name"))
        assert all(below - above >= size for above, below in pairwise(at))


@given(st.integers(0, 10**7))
def test_a_scale_has_few_round_steps_and_reaches_the_largest_number(most: int) -> None:
    scale = scale_of((Series("a", (most, None), ("", ""), 1),), DANISH)
    numbers = [number for number, _ in scale]
    assert numbers[0] == 0
    assert numbers[-1] >= most
    assert 2 <= len(numbers) <= STEPS + 1
    assert str(numbers[1]).rstrip("0") in {"1", "2", "5"}


@given(st.lists(st.tuples(st.none() | st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1))
def test_it_stays_inside_its_frame(numbers: list[tuple[int | None, int]]) -> None:
    series = tuple(
        Series(name, values, tuple(str(value) for value in values), at)
        for at, (name, values) in enumerate(
            zip(("Bare her", "Var med"), zip(*numbers, strict=True), strict=True), 1
        )
    )
    ticks = tuple(Tick("jan", "2026") for _ in numbers)
    for kind in ("pairs", "lines"):
        if kind == "lines" and all(value is None for value in series[0].numbers):
            continue
        chart = Chart("k", kind, "T", "D", ticks=ticks, series=series)
        chart = dataclasses.replace(chart, scale=scale_of(series, DANISH))
        for slim in (False, True):
            drawn = tree(svg(chart, slim=slim))
            _, _, width, height = (float(n) for n in drawn.get("viewBox", "").split())
            for one in drawn.iter():
                if "column" in (one.get("class") or ""):
                    x, y, w, h = (float(one.get(k, "")) for k in ("x", "y", "width", "height"))
                    assert 0 <= x <= x + w <= width
                    assert 0 <= y <= y + h <= height
            for x, y in re.findall(
                r"[ML]([\d.-]+) ([\d.-]+)",
                "".join(
                    one.get("d") or ""
                    for one in drawn.iter()
                    if one.get("class") in ("line edge0",)
                ),
            ):
                assert 0 <= float(x) <= width
                assert 0 <= float(y) <= height


def test_the_two_drawings_of_a_page_share_no_id_and_point_at_their_own() -> None:
    both = [svg(presence(a_year()), slim=slim) for slim in (False, True)]
    ids = [re.findall(r' id="([^"]+)"', one) for one in both]
    assert not set(ids[0]) & set(ids[1])
    for one, own in zip(both, ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", one)) <= set(own)


def test_each_has_an_address() -> None:
    told = overview(*(month(2025, at, 9) for at in (11, 12)), month(2026, 1, 9))
    assert {chart.key for chart in charts(told, DANISH)} <= CHARTS
    assert {"just-here", "years"} <= {chart.key for chart in charts(told, DANISH)}


def test_a_chart_that_stands_alone_says_what_it_is_of_whose_and_when() -> None:
    source = source_of("Landsbyen & Co", dt.date(2026, 11, 29), DANISH)
    drawn = alone(presence(a_year()), source)
    words = " ".join("".join(one.itertext()) for one in tree(drawn).iter(f"{SVG}text"))
    assert words.startswith("Bare her og var med pr. måned: Genbrugsbutikken, året 2026")
    assert words.endswith("Kilde: Landsbyen & Co · Hentet den 29. november 2026 · Her i dag")
    assert "Bare her hele dagen" in words
    picture = Image.open(io.BytesIO(chart_png(presence(a_year()), source)))
    without = Image.open(io.BytesIO(chart_png(presence(a_year()))))
    assert picture.height > without.height


def test_a_long_title_is_broken_so_that_none_of_it_is_lost() -> None:
    name = "Værkstedet for alt det, der kan lappes, limes, loddes og leve et helt nyt liv " * 3
    chart = dataclasses.replace(presence(a_year()), title=name.strip())
    drawn = alone(chart, "Kilde")
    [_, _, width, _] = (float(n) for n in tree(drawn).get("viewBox", "").split())
    lines = [e.text or "" for e in tree(drawn).iter(f"{SVG}text") if e.get("font-size") == "20"]
    assert " ".join(lines) == name.strip()
    assert all(len(line) * 20 * 0.56 <= width for line in lines)


def test_a_workbook_draws_both_from_its_cells() -> None:
    before = tuple(month(2025, at, 50) for at in range(1, 13))
    told = dataclasses.replace(a_year(), months_before=before)
    with zipfile.ZipFile(io.BytesIO(report_xlsx(told))) as package:
        drawn = [
            package.read(name).decode()
            for name in sorted(package.namelist())
            if name.startswith("xl/charts/chart")
        ]
    [pairs] = [text for text in drawn if text.count("<c:ser>") == 2 and "barChart" in text]
    assert "'Besøg pr. måned'!$C$6:$C$17" in pairs
    assert "'Besøg pr. måned'!$D$6:$D$17" in pairs
    assert pairs.count("<a:pattFill") == 2
    [lines] = [text for text in drawn if "lineChart" in text]
    assert "'Besøg pr. måned, år for år'!$B$6:$B$17" in lines
    assert "'Besøg pr. måned, år for år'!$C$6:$C$17" in lines
    assert "<c:symbol" in lines
    assert "prstDash" in lines


def test_a_short_one_is_drawn_for_phones_too() -> None:
    """Its legend and its scale have room there, and no style sheet needs to enlarge its letters."""
    quarter = presence(overview(*(month(2026, at, 1200, 600) for at in (10, 11, 12))))
    assert quarter.has_slim
    assert not quarter.wide
    assert (tree(svg(quarter)).get("class") or "").split()[-2:] == ["wide", "narrow"]
    assert (tree(svg(quarter, slim=True)).get("class") or "").split()[-1] == "slim"
