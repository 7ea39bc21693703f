"""The logbook's pages: the list, one logbook, and writing on a prompt."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.domain.base.label_hints import Hint
from app.domain.logbook.logbook import Book, LogbookPeriod, Prompt, read_period
from app.domain.logbook.texts_kept import deleted_on
from app.domain.people.access import Act
from app.exports.logbook.charts import charts
from app.exports.logbook.numbers import hidden_note, number_in_words, roles_note_of
from app.services.logbook import reading
from app.services.logbook.shelf import shelf
from app.translator import translator
from app.web.logbook import bp
from app.web.logbook.addresses import of_either
from app.web.logbook.forms import CommentForm
from app.web.logbook.questions import mix, question
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer
from app.web.platform.ids import whole
from app.web.platform.language import language
from app.web.platform.search import LONG, typed

LATEST = 4


@bp.get("/logbog")
@needs(Act.READ_HANDED_IN)
def logbooks() -> str | Response:
    """List the latest logbooks, or redirect to the one chosen by venue and period."""
    found = shelf(db(), viewer(), now=now())
    key = request.args.get("sted")
    missing = False
    is_long = len(found.venues) > LONG
    word = typed() if is_long else ""
    year = request.args.get("aar", type=whole)
    if key is not None:
        period = a_period(request.args.get("kvartal", ""))
        book = found.book(key, period)
        if book is not None:
            return redirect(url_for("logbook.logbook", book=book, when=period), 303)
        missing = True
    return render_template(
        "logbook/shelf.html",
        shelf=found,
        shown=found.only(typed=word, year=year, latest=LATEST),
        is_long=is_long,
        typed=word,
        year=year,
        missing=missing,
        prompts=len(Prompt),
    )


@of_either("/<when>")
@needs(Act.READ_HANDED_IN)
def logbook(book: Book, when: str) -> str:
    """Show a logbook, or the version given in the query."""
    return logbook_page(book, a_period(when), CommentForm())


def logbook_page(
    book: Book,
    period: LogbookPeriod,
    form: CommentForm,
    look_again: dict[Hint, str] | None = None,
) -> str:
    """Render a logbook with its comment form; `look_again` are words to reconsider in it."""
    version = request.args.get("version", type=whole)
    opened = reading.open_logbook(db(), viewer(), book, period, version=version, now=now())
    return render_template(
        "logbook/logbook.html",
        opened=opened,
        question=question,
        mix=mix,
        form=form,
        deleted_on=deleted_on(period.last),
        look_again=look_again,
        roles_note=roles_note_of(opened.content, translator(language())),
        hidden_note=hidden_note(opened.content, translator(language())),
        charts=charts(opened.content, translator(language())),
        in_words=lambda value: number_in_words(
            value, opened.content.numbers, translator(language())
        ),
    )


def a_period(text: str) -> LogbookPeriod:
    """Parse the quarter or month in an address. Aborts with 404."""
    try:
        return read_period(text)
    except ValueError:
        abort(404)
