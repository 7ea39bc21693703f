"""Charts as SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from app.domain.base.interval import Interval
from app.exports.charts.chart import Bar, Chart
from app.exports.charts.svg import LABEL, svg
from app.exports.report.table import length_of

NAME = "{http://www.w3.org/2000/svg}"


def drawn(*bars: Bar, kind: str = "rows") -> ElementTree.Element:
    chart = Chart("k", kind, "Besøg <pr.> sted", "En søjle for hver.", bars)  # type: ignore[arg-type]
    return ElementTree.fromstring(svg(chart))


def widths(chart: ElementTree.Element, class_: str) -> list[float]:
    return [float(e.get("width", "")) for e in chart.iter() if e.get("class") == class_]


def test_it_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    chart = drawn(Bar("A", 1, "1"))
    assert chart.get("role") == "img"
    title, description = chart.find(f"{NAME}title"), chart.find(f"{NAME}desc")
    assert title is not None
    assert description is not None
    assert (title.text, description.text) == ("Besøg <pr.> sted", "En søjle for hver.")
    assert chart.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_it_draws_lengths_in_proportion() -> None:
    chart = drawn(*(Bar("A", n, str(n)) for n in (100, 50, 25, 0)))
    assert widths(chart, "bar") == [450, 225, 112.5]


def test_a_number_in_words_has_a_bar_as_long_as_it_is_at_least() -> None:
    words = {"under 5": Interval.below(5), "mindst 50": Interval.at_least(50)}
    bars = [Bar("A", length_of(number), text) for text, number in words.items()]
    chart = drawn(Bar("B", 100, "100"), *bars)
    whole, half = widths(chart, "bar")
    assert whole == 2 * half
    assert said_by(chart, "value") == ["100", "under 5", "mindst 50"]


def test_it_leaves_room_for_long_words() -> None:
    chart = drawn(Bar("A", 22032, "mindst 22.032"))
    [words] = [e for e in chart.iter(f"{NAME}text") if e.get("class") == "value"]
    assert float(words.get("x", "")) + 13 * len("mindst 22.032") <= 560


def test_it_says_why_a_day_has_no_bar() -> None:
    days = [Bar("1", None, why="lukket"), Bar("2", None, why="ikke talt", missing=True)]
    words = ["".join(e.itertext()) for e in drawn(*days, kind="columns").iter(f"{NAME}text")]
    assert words == ["lukket", "1", "ikke talt", "2"]


def test_it_says_why_a_row_has_no_bar() -> None:
    chart = drawn(Bar("Laden", None, why="ikke talt"), Bar("Hallen", 0, "0"))
    words = ["".join(e.itertext()) for e in chart.iter(f"{NAME}text")]
    assert words == ["Laden", "ikke talt", "Hallen", "0"]


def test_it_draws_few_columns_in_a_narrow_frame_so_that_one_can_read_them() -> None:
    few, many = (
        drawn(*[Bar("man", 1, "1")] * n, kind="columns").get("viewBox", "").split()[2]
        for n in (7, 12)
    )
    assert (few, many) == ("560", "930")


def test_it_shortens_a_long_name() -> None:
    words = [e.text or "" for e in drawn(Bar("x" * 90, 1, "1")).iter(f"{NAME}text")]
    assert words[0] == "x" * (LABEL - 1) + "…"


@given(st.lists(st.integers(0, 10**6)))
def test_it_stays_inside_its_frame(numbers: list[int]) -> None:
    bars = [Bar("n", number, "n") for number in numbers]
    for kind in ("rows", "columns"):
        chart = drawn(*bars, kind=kind)
        _, _, width, height = (float(n) for n in chart.get("viewBox", "").split())
        for rect in chart.iter(f"{NAME}rect"):
            x, y, w, h = (float(rect.get(k, "")) for k in ("x", "y", "width", "height"))
            assert x >= 0
            assert y >= 0
            assert x + w <= width
            assert y + h <= height


def slim(*bars: Bar) -> ElementTree.Element:
    chart = Chart("k", "columns", "Besøg pr. dag", "En søjle for hver.", bars)
    return ElementTree.fromstring(svg(chart, slim=True))


def said_by(chart: ElementTree.Element, class_: str) -> list[str | None]:
    return [e.text for e in chart.iter(f"{NAME}text") if (e.get("class") or "").startswith(class_)]


def test_a_month_on_a_phone_has_some_labels_and_the_number_of_its_busiest_day() -> None:
    chart = slim(
        *(Bar(str(day), day % 7, str(day % 7), minor=day % 5 != 0) for day in range(1, 32))
    )
    assert said_by(chart, "day") == ["5", "10", "15", "20", "25", "30"]
    assert said_by(chart, "value") == ["5", "6", "3", "6", "1", "6", "4", "6", "2"]
    # Eleven dots on a page 320 wide, less its margins.
    assert float(chart.get("font-size", "")) * (320 - 32) / 560 >= 10
    for text in chart.iter(f"{NAME}text"):
        half = len(text.text or "") * 20 * 0.3
        assert half <= float(text.get("x", "")) <= 560 - half


def test_long_numbers_on_a_phone_stand_on_end() -> None:
    chart = slim(*(Bar("jan", 1165, "1.165") for _ in range(12)))
    values = [e for e in chart.iter(f"{NAME}text") if e.get("class") == "value"]
    assert len(values) == 12
    for value in values:
        x, y = value.get("transform", "").removeprefix("translate(").split(")")[0].split(" ")
        assert "rotate(-90)" in value.get("transform", "")
        assert 0 < float(x) < 560
        assert float(y) >= len("1.165") * 20 * 0.6


def test_the_two_drawings_of_a_page_share_no_id() -> None:
    chart = Chart("k", "columns", "T", "D", (Bar("1", None, why="ikke talt", missing=True),) * 9)
    ids = re.findall(r' id="([^"]+)"', svg(chart) + svg(chart, slim=True))
    assert len(ids) == len(set(ids)) == 6
    used = re.findall(r"url\(#([^)]+)\)", svg(chart, slim=True))
    assert set(used) == {"k-slim-hatch"}
