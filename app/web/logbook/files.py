"""The logbook as files, and the meeting sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import make_response, request
from werkzeug.wrappers import Response

from app.domain.base.months import Quarter
from app.domain.base.service_day import ZONE
from app.domain.logbook.content import Content
from app.domain.logbook.logbook import Book, Mix, Prompt
from app.domain.people.access import Act
from app.exports.formats.document import Document
from app.exports.formats.pdf import document_pdf
from app.exports.formats.text import document_text
from app.exports.logbook.document import logbook_document
from app.exports.logbook.meeting_sheet import meeting_sheet
from app.exports.logbook.xlsx import logbook_xlsx
from app.exports.report.filename import plain_name
from app.services.logbook import reading
from app.services.logbook.exported import record_logbook
from app.translator import translator
from app.web.logbook.addresses import of_either
from app.web.logbook.logbook import a_period
from app.web.logbook.questions import mix, question
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer
from app.web.platform.ids import whole
from app.web.platform.language import language


def _docx(document: Document) -> bytes:
    # Here, because most servers never write a Word file between two starts.
    from app.exports.formats.docx import document_docx

    return document_docx(document)


FILES: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (document_pdf, "application/pdf"),
    "docx": (
        _docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "txt": (document_text, "text/plain; charset=utf-8"),
}

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@of_either("/<when>.<any(pdf, docx, txt, xlsx):paper>")
@needs(Act.READ_HANDED_IN)
def logbook_file(book: Book, when: str, paper: str) -> Response:
    """Return the logbook, or one of its versions, as a file, with the page's numbers."""
    version = request.args.get("version", type=whole)
    opened = _opened(book, when, version)
    if paper == "xlsx":
        made = logbook_xlsx(opened.content, _questions(), _steps(), translator(language()))
        record_logbook(db(), viewer(), book, opened.content.period, paper)
        return _sent(made, XLSX, opened.content, "logbog", paper)
    document = logbook_document(
        opened.content,
        _questions(),
        _steps(),
        translator(language()),
        also_in=opened.also_in,
        until=_until(opened),
        drawn_on=now().astimezone(ZONE).date(),
        look=opened.look,
    )
    response = _file(document, opened.content, "logbog", paper)
    record_logbook(db(), viewer(), book, opened.content.period, paper)
    return response


@of_either("/<when>/moedeark.pdf")
@needs(Act.READ_HANDED_IN)
def logbook_sheet(book: Book, when: str) -> Response:
    """Return the meeting sheet, one page of questions, as PDF."""
    opened = _opened(book, when, None)
    sheet = meeting_sheet(
        opened.content, _questions(), _steps(), translator(language()), opened.look
    )
    return _file(sheet, opened.content, "moedeark", "pdf")


def _opened(book: Book, when: str, version: int | None) -> reading.OpenLogbook:
    return reading.open_logbook(db(), viewer(), book, a_period(when), version=version, now=now())


def _until(opened: reading.OpenLogbook) -> dt.date | None:
    """Return the last date on which the numbers can be corrected, or None if they are final."""
    return None if opened.is_settled or opened.content.handed_in else opened.until


def _questions() -> dict[Prompt, str]:
    return {prompt: question(prompt).text for prompt in Prompt}


def _steps() -> dict[Mix, str]:
    return {step: mix(step) for step in Mix}


def _file(document: Document, content: Content, kind: str, ending: str) -> Response:
    make, content_type = FILES[ending]
    return _sent(make(document), content_type, content, kind, ending)


def _sent(made: bytes, content_type: str, content: Content, kind: str, ending: str) -> Response:
    response = make_response(made)
    response.headers["Content-Type"] = content_type
    slug = plain_name([content.venue]) or "sted"
    period = content.period
    when = f"{period.year}-k{period.number}" if isinstance(period, Quarter) else str(period)
    name = f"{kind}-{slug}-{when}.{ending}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
