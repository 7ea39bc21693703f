"""Formatting for the sheets of a report's workbook: tables, charts, print settings."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from operator import getitem
from typing import Any

from app.domain.base.interval import Interval
from app.domain.base.marked import N_
from app.domain.base.palette import MAIN, SOFT
from app.domain.base.text import without_unseen
from app.domain.reports.definitions import Number
from app.exports.charts.chart import Chart
from app.exports.report.series_chart import series_chart
from app.exports.report.table import Cell, Table, has_empty, length_of
from app.exports.words import shown
from app.translator import Translator

LINE = 15
"""The height of a row with one line of text, in points; Excel's default."""
PIXELS = 20
"""The height of a row with one line of text on a screen; Excel's default."""
LONGEST_HEAD = 100
"""In characters. Excel allows 255 in a page header, including its codes."""
DAY_ZERO = dt.date(1899, 12, 30).toordinal()
"""The day from which a workbook counts days."""
NAME = 34
ON_ONE_PAGE = 40
"""The rows of a table that can be read on a page together with its chart."""
LOCALES = {"da": ("[$-406]", "d. mmmm yyyy"), "de": ("[$-407]", "d. mmmm yyyy")}
"""Excel's code of a language, and how it writes a date; otherwise British English."""
WORDS = 90
"""The width of a text column, in characters."""

ALONE = 72
"""The width of a column that is alone: LibreOffice makes no page smaller for a single column."""

EMPTY = N_("Et tomt felt er et tal, der ikke kendes eller ikke vises. Det er ikke nul.")


class Sheets:
    """Adds sheets of the same look to a workbook."""

    def __init__(self, book: Any, about: str, _: Translator, origin: str = "") -> None:
        """`about` names the report, and `origin` says whose it is and when it was read."""
        self.book = book
        self.titles = [line for line in (about, origin) if line]
        head, foot = (_on_paper(text) for text in (about, origin))
        pages = _("&RSide &P af &N")
        self.on_paper = (f"&L{head}&R&A", f"&L{foot}{pages}" if foot else pages)
        self._ = _
        self._clean = cache(without_unseen)
        top = {"valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.subtitle = book.add_format({"font_color": SOFT})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.head_number = book.add_format(
            {"bold": True, "bottom": 1, "align": "right", "text_wrap": True}
        )
        self.text = book.add_format({"text_wrap": True, **top})
        self.within = book.add_format({"text_wrap": True, "align": "left", "indent": 1, **top})
        # The locale code makes separators and month names follow the file's language, not the
        # computer's. Excel takes its separators from the computer all the same.
        locale, in_words = LOCALES.get(_.language, ("[$-809]", "d mmmm yyyy"))
        self.number = book.add_format({"num_format": f"{locale}#,##0", **top})
        self.decimal = book.add_format({"num_format": f"{locale}#,##0.0", **top})
        self.in_words = book.add_format({"align": "right", **top})
        date = locale + in_words
        self.long_date = book.add_format({"num_format": date, "align": "left", **top})
        self.short_date = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", **top})

    def add_table(self, table: Table) -> None:
        """Add a table with its chart below it, or only its notes if it has no rows."""
        if not table.rows:
            self.add(table.title, [(table.title, False, ALONE)], [], notes=table.notes)
            return
        notes = (*table.notes, self._(EMPTY)) if has_empty(table) else table.notes
        heads = [(table.heads[0].text, False, NAME)]
        for at, head in enumerate(table.heads[1:]):
            longest = max(len(str(row.cells[at])) for row in table.rows)
            width = 16 if head.is_number else min(max(longest + 2, 14), NAME)
            heads.append((head.text, head.is_number, width))
        rows: list[list[Cell]] = [
            [row.on or (f"{row.name} ({row.note})" if row.note else row.name), *row.cells]
            for row in table.rows
        ]
        within = [row.within for row in table.rows]
        at = 1 + next(i for i, head in enumerate(table.heads[1:]) if head.is_number)
        if table.key == "activities":
            at = [head.number for head in table.heads].index(Number.PARTICIPATIONS)
        told = [row[at] for row in rows]
        in_words = any(isinstance(cell, Interval) and cell.exact is None for cell in told)
        bars = [length_of(cell) for cell in told] if table.chart and in_words else []
        sheet = self.add(table.title, heads, rows, within, notes=notes, bars=bars)
        below = self.top + len(rows) + len(notes) + 3
        for chart in table.charts:
            if len(rows) <= ON_ONE_PAGE:
                sheet.fit_to_pages(1, 1)  # So that no page break goes through the chart.
            name, values = sheet.get_name(), len(heads) if bars else at
            if chart.series:
                first = self.top + 1
                made = series_chart(self.book, chart, name, first, self.top + len(rows))
            else:
                made = self._chart(chart, name, len(rows), values)
            sheet.insert_chart(below, 0, made)
            below += made.height // PIXELS + 2

    def add(
        self,
        name: str,
        heads: Sequence[tuple[str, bool, int]],
        rows: Iterable[Sequence[Cell]],
        within: Sequence[bool] = (),
        notes: Sequence[str] = (),
        bars: Sequence[int] = (),
        *,
        titled: bool = True,
    ) -> Any:
        """Add a sheet for A4 paper, with headings that stay visible, and return it.

        Above the headings are the sheet's title, what the report is of and whose, if it is
        `titled`. `bars` are the lengths of the rows' bars in a chart, where some numbers are in
        words. They go to a hidden column.
        """
        top = self.top if titled else 0
        self.date = self.long_date if titled else self.short_date
        widths = [width for _, _, width in heads]
        sheet = self._page(name, top, is_wide=len(heads) > 5)
        for at, text in enumerate([name, *self.titles] if titled else ()):
            if not at:
                sheet.set_row(at, 24)
            sheet.write_string(at, 0, without_unseen(text), self.subtitle if at else self.title)
        sheet.set_row(top, _height([text for text, _, _ in heads], widths))
        if bars:
            sheet.set_column(len(heads), len(heads), 12, None, {"hidden": True})
            sheet.write_string(top, len(heads), self._("Søjle"))
        for at, (text, is_number, width) in enumerate(heads):
            sheet.set_column(at, at, width)
            sheet.write_string(
                top, at, without_unseen(text), self.head_number if is_number else self.head
            )
        lines_of = [_Lines(width) for width in widths]
        last = top
        for line, row in enumerate(rows, top + 1):
            last = line
            # LibreOffice does not grow rows for wrapped text by itself.
            height = LINE * max(map(getitem, lines_of, row))
            if height != LINE:
                sheet.set_row(line, height)
            if bars:
                sheet.write_number(line, len(heads), bars[line - top - 1], self.number)
            for at, value in enumerate(row):
                indented = at == 0 and bool(within) and within[line - top - 1]
                self._write(sheet, line, at, value, indented=indented)
        for line, note in enumerate(notes, last + 2):
            # Merge and wrap notes: overflowing text would shrink the whole page in print.
            sheet.set_row(line, _height([note], [sum(widths)]))
            if len(heads) > 1:
                sheet.merge_range(line, 0, line, len(heads) - 1, "", self.text)
            sheet.write_string(line, 0, without_unseen(note), self.text)
        if last > top:
            sheet.autofilter(top, 0, last, len(heads) - 1)
        return sheet

    @property
    def top(self) -> int:
        """The row of the headings in a sheet that is titled; there is an empty one above it."""
        return len(self.titles) + 2

    def _page(self, name: str, top: int, *, is_wide: bool) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_header(self.on_paper[0])
        sheet.set_footer(self.on_paper[1])
        sheet.freeze_panes(top + 1, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        if is_wide:
            sheet.set_landscape()
        return sheet

    def _write(self, sheet: Any, row: int, column: int, value: Cell, *, indented: bool) -> None:
        if isinstance(value, str):
            if value:
                looks = self.within if indented else self.text
                sheet.write_string(row, column, self._clean(value), looks)
        elif isinstance(value, Interval):
            if value.exact is None:
                sheet.write_string(row, column, shown(value, self._), self.in_words)
            else:
                sheet.write_number(row, column, value.exact, self.number)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.number)
        elif isinstance(value, Decimal):
            sheet.write_number(row, column, float(value), self.decimal)
        elif isinstance(value, dt.date):
            # What write_datetime makes of it, step by step, for each cell of a large table.
            sheet.write_number(row, column, value.toordinal() - DAY_ZERO, self.date)

    def _chart(self, chart: Chart, sheet: str, rows: int, values: int) -> Any:
        """Return a chart of the column `values`, which may be a hidden one."""
        kind = "column" if chart.kind == "columns" else "bar"
        first, last = self.top + 1, self.top + rows
        title = without_unseen(chart.full_title or chart.title)
        made = self.book.add_chart({"type": kind})
        made.add_series(
            {
                "name": title,
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, values, last, values],
                "gap": 40,
                "fill": {"color": MAIN},
            }
        )
        made.show_hidden_data()
        made.set_legend({"none": True})
        made.set_title({"name": title, "name_font": {"size": 12}})
        gridlines = {"visible": True, "line": {"color": "#DDDDDD"}}
        made.set_y_axis(
            {"min": 0, "major_gridlines": gridlines} if kind == "column" else {"reverse": True}
        )
        if chart.key == "days":
            # The title has the month. Without a number format the axis shows dates as serial
            # numbers.
            made.set_x_axis({"num_format": "d", "text_axis": True})
        if kind == "bar":
            made.set_x_axis({"min": 0, "major_gridlines": gridlines})
        made.set_size({"width": 760, "height": 320 if kind == "column" else 120 + 26 * rows})
        return made


def _on_paper(text: str) -> str:
    """Return the text for a page's header or footer, where an `&` begins a code."""
    return without_unseen(text)[:LONGEST_HEAD].replace("&", "&&")


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Return the row height in points that fits the longest text, wrapped."""
    lines = [_Lines(width)[cell] for cell, width in zip(row, widths, strict=True)]
    return LINE * max(lines)


class _Lines(dict[Cell, int]):
    """How many lines each cell of a column takes, wrapped. They are few, and wrapping is dear."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._width = width

    def __missing__(self, cell: Cell) -> int:
        lines = 1
        # A tab is as wide as several characters.
        if isinstance(cell, str) and (len(cell) >= self._width or "\t" in cell):
            lines = max(1, len(textwrap.wrap(cell, self._width - 1)))
        self[cell] = lines
        return lines
