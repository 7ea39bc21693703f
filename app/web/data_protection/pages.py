"""Papers as pages, for those whom they are about, and as PDF, for those who sign them."""

from __future__ import annotations

from flask import abort, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.domain.base.service_day import ZONE
from app.domain.people.access import Act
from app.exports.data_protection.papers import (
    STATEMENT,
    TO_READ,
    TO_SIGN,
    LegalPaper,
    paper,
    papers_of,
)
from app.exports.formats.pdf import document_pdf
from app.web.data_protection import bp
from app.web.platform.access import everybody, needs
from app.web.platform.context import config, now
from app.web.platform.language import language


@bp.get("/privatliv/<paper_name>")
@everybody
def paper_page(paper_name: str) -> str:
    """Show a paper to those whom it is about. Nobody needs an account to read it."""
    if paper_name not in TO_READ:
        abort(404)
    return render_template(
        "data_protection/paper.html", paper=_paper(paper_name), page=_html(paper_name)
    )


@bp.get("/databeskyttelse")
@needs(Act.SET_UP)
def papers() -> str:
    """List the papers, and what is not filled in yet."""
    names = papers_of(config().of_papers)
    return render_template(
        "data_protection/papers.html",
        to_read=[_paper(name) for name in (*TO_READ, STATEMENT)],
        to_sign=[_paper(name) for name in TO_SIGN if name in names],
        statement=STATEMENT,
        lacking=sorted({place for name in names for place in _paper(name).lacking}),
    )


@bp.get("/databeskyttelse/<paper_name>.pdf")
@needs(Act.SET_UP)
def paper_file(paper_name: str) -> Response:
    """Return a paper as PDF, with today's date."""
    if paper_name not in papers_of(config().of_papers):
        abort(404)
    found = _paper(paper_name)
    response = Response(document_pdf(found.document(on=now().astimezone(ZONE).date())))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f"attachment; filename=her-i-dag-{paper_name}.pdf"
    return response


def _paper(name: str) -> LegalPaper:
    return paper(name, language(), config().of_papers)


def _html(name: str) -> Markup:
    # Raw HTML is off where the Markdown is read, so whatever a paper says is escaped.
    return Markup(_paper(name).html(_address))  # noqa: S704


def _address(name: str) -> str:
    if name == STATEMENT:
        return url_for("check_in.accessibility")
    return url_for("data_protection.paper_page", paper_name=name)
