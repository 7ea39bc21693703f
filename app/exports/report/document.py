"""A report as a document: title page, charts, tables and definitions."""

from __future__ import annotations

from app.domain.reports.overview import Overview
from app.exports.charts.svg import svg
from app.exports.formats.document import Block, Document, Grid, Heading, Picture, Terms, Text
from app.exports.formats.pdf import document_pdf
from app.exports.report.provisional import provisional
from app.exports.report.sentences import sentences
from app.exports.report.shortened import LONGEST_PRINTED, shortened
from app.exports.report.table import Table, cell_text
from app.exports.report.tables import tables
from app.exports.words import number, origin, period_name, venue_name
from app.translator import DANISH, Translator, date_name


def report_document(overview: Overview, _: Translator) -> Document:
    report = overview.report
    blocks: list[Block] = []
    for table in tables(overview, _, longest=LONGEST_PRINTED):
        blocks += _of_table(shortened(table, LONGEST_PRINTED), _)
    blocks.append(Heading(_("Hvad tallene betyder")))
    blocks.append(
        Terms(tuple((item.term(_.language), item.text(_.language)) for item in overview.meanings))
    )
    from_to = f"{date_name(report.period.first, _)} – {date_name(report.period.last, _)}"
    about = [from_to]
    if not report.complete:
        about.append(_("Perioden er ikke slut."))
    elif report.corrected_until:
        about.append(provisional(report.corrected_until, _))
    visits = number(report.figures.visits, _)
    return Document(
        title=venue_name(report, _),
        subtitle=period_name(report.period, _),
        about=tuple(about),
        blocks=tuple(blocks),
        language=_.language,
        on=report.period.last,
        cover=True,
        lead=sentences(overview, _),
        large=_("%(visits)s besøg", visits=visits) if report.coverage.counted else "",
        origin=origin(
            overview.partnership if overview.partnership != report.name else "",
            overview.drawn_on,
            _,
        ),
        look=overview.look,
    )


def report_pdf(overview: Overview, _: Translator = DANISH) -> bytes:
    return document_pdf(report_document(overview, _))


def report_docx(overview: Overview, _: Translator = DANISH) -> bytes:
    # Here, because most servers never write a Word file between two starts.
    from app.exports.formats.docx import document_docx

    return document_docx(report_document(overview, _))


def _of_table(table: Table, _: Translator) -> list[Block]:
    blocks: list[Block] = [Heading(table.title)]
    for chart in table.charts:
        if words := chart.words or table.chart_words:
            blocks.append(Text(words, strong=True))
        alt = f"{chart.title}. {chart.description}"
        blocks.append(Picture(svg(chart), alt, wide=chart.wide, title=chart.title))
    if table.rows and not table.folded:
        blocks.append(
            Grid(
                table.title,
                tuple(head.text for head in table.heads),
                tuple(head.is_number for head in table.heads),
                tuple(
                    (
                        f"{row.name} ({row.note})" if row.note else row.name,
                        *(cell_text(cell, _) for cell in row.cells),
                    )
                    for row in table.rows
                ),
                tuple(row.within for row in table.rows),
                tuple(
                    " · ".join(f"{role} {visits}" for role, visits in row.details)
                    for row in table.rows
                ),
            )
        )
    if table.left_out:
        blocks.append(Text(_left_out(table, _), quiet=True))
    blocks += [Text(note, quiet=True) for note in table.notes]
    return blocks


def _left_out(table: Table, _: Translator) -> str:
    numbers = {
        "n": number(len(table.rows), _),
        "all": number(len(table.rows) + table.left_out, _),
    }
    if table.chart:
        return _("Her er de %(n)s største af %(all)s. I Excel og CSV står alle.", **numbers)
    return _("Her er de første %(n)s af %(all)s. I Excel og CSV står alle.", **numbers)
