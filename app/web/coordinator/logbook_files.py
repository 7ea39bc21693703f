"""The logbook as files, and the sheet for the meeting."""

from __future__ import annotations

from collections.abc import Callable

from flask import make_response, request
from werkzeug.wrappers import Response

from app.domain.access import Act
from app.domain.logbook import Mix, Prompt
from app.domain.logbook_content import Content
from app.exports.columns import plain_name
from app.exports.document import Document
from app.exports.docx import document_docx
from app.exports.logbook_document import logbook_document, meeting_sheet
from app.exports.pdf import document_pdf
from app.exports.plain import document_text
from app.services import logbook as service
from app.web.access import needs
from app.web.context import db, now, viewer
from app.web.coordinator import bp
from app.web.coordinator.logbook import a_quarter
from app.web.coordinator.logbook_words import mix, question
from app.web.language import language

FILES: dict[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (document_pdf, "application/pdf"),
    "docx": (
        document_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "txt": (document_text, "text/plain; charset=utf-8"),
}


@bp.get("/logbog/<int:venue_id>/<quarter>.<any(pdf, docx, txt):paper>")
@needs(Act.READ_HANDED_IN)
def logbook_file(venue_id: int, quarter: str, paper: str) -> Response:
    """What the page shows, as a file."""
    content = _content(venue_id, quarter, request.args.get("version", type=int))
    steps = {step: mix(step) for step in Mix}
    document = logbook_document(content, _questions(), steps, language())
    return _file(document, content, "logbog", paper)


@bp.get("/logbog/<int:venue_id>/<quarter>/moedeark.pdf")
@needs(Act.READ_HANDED_IN)
def logbook_sheet(venue_id: int, quarter: str) -> Response:
    """One page to talk from."""
    content = _content(venue_id, quarter, None)
    return _file(meeting_sheet(content, _questions(), language()), content, "moedeark", "pdf")


def _content(venue_id: int, quarter: str, version: int | None) -> Content:
    opened = service.open_logbook(
        db(), viewer(), venue_id, a_quarter(quarter), version=version, now=now()
    )
    return opened.content


def _questions() -> dict[Prompt, str]:
    return {prompt: question(prompt).text for prompt in Prompt}


def _file(document: Document, content: Content, kind: str, ending: str) -> Response:
    make, content_type = FILES[ending]
    response = make_response(make(document))
    response.headers["Content-Type"] = content_type
    place = plain_name([content.venue]) or "sted"
    name = f"{kind}-{place}-{content.quarter.year}-k{content.quarter.number}.{ending}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
