"""The states of a logbook: sharing the draft, commenting, handing in, correcting."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.base.label_hints import Hint
from app.domain.days.correction_window import NotSettled
from app.domain.logbook.logbook import (
    Book,
    LogbookPeriod,
    LogbookStands,
    NothingToCorrect,
    NotShared,
)
from app.domain.people.access import Act
from app.services.logbook import life, reading, writing
from app.web.logbook.addresses import of_either
from app.web.logbook.forms import CommentForm, CorrectionForm, labels
from app.web.logbook.logbook import a_period, logbook_page
from app.web.logbook.questions import question
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer
from app.web.platform.templating import short_date


@of_either("/<when>/del", "POST")
@needs(Act.WRITE_LOGBOOK)
def share_logbook(book: Book, when: str) -> Response:
    """Share the draft for comments, or stop sharing it."""
    period = a_period(when)
    shared = request.form.get("shared") == "yes"
    try:
        life.share(db(), viewer(), book, period, shared=shared, now=now())
    except LogbookStands:
        flash(_("Logbogen er afleveret i forvejen. Den står, som den er."))
    else:
        flash(
            _("Udkastet er delt. Værter og koordinatorer i partnerskabet kan læse og kommentere.")
            if shared
            else _("Udkastet er ikke delt mere. Kommentarerne står her endnu.")
        )
    return _back(book, period)


@of_either("/<when>/kommentar", "POST")
@needs(Act.WRITE_LOGBOOK)
def comment_logbook(book: Book, when: str) -> str | Response | tuple[str, int]:
    """Comment on a shared draft."""
    period = a_period(when)
    form = CommentForm()
    if not form.accepts():
        return logbook_page(book, period, form), 400
    if look_again := labels(form.text.data):
        return logbook_page(book, period, form, look_again)
    try:
        writing.comment(db(), viewer(), book, period, text=form.text.data or "", now=now())
    except NotShared:
        flash(_("Udkastet er ikke delt. Kommentaren er ikke gemt."))
    return _back(book, period)


@of_either("/<when>/aflever", "GET", "POST")
@needs(Act.HAND_IN)
def hand_in(book: Book, when: str) -> str | Response | tuple[str, int]:
    """Ask for confirmation, then hand the logbook in. A correction needs a reason."""
    period = a_period(when)
    opened = reading.open_logbook(db(), viewer(), book, period, now=now())
    form = CorrectionForm() if opened.correcting else None
    look_again: dict[Hint, str] = {}
    if request.method == "POST" and (
        form is None or (form.accepts() and not (look_again := labels(form.why.data)))
    ):
        why = (form.why.data or "") if form else ""
        try:
            life.hand_in(db(), viewer(), book, period, why=why, now=now())
        except NotSettled as early:
            flash(
                _(
                    "Tallene kan rettes til og med %(date)s. Logbogen er ikke afleveret endnu.",
                    date=short_date(early.until),
                )
            )
        except LogbookStands:
            flash(_("Logbogen er afleveret i forvejen. Den står, som den er."))
        else:
            flash(_("Logbogen er afleveret. Tekst og tal står fast nu."))
        return _back(book, period)
    if not (opened.may_hand_in and opened.is_settled):
        return _back(book, period)
    page = render_template(
        "logbook/hand_in.html",
        opened=opened,
        question=question,
        form=form,
        look_again=look_again,
    )
    return (page, 400) if form and form.errors else page


@of_either("/<when>/ret", "GET", "POST")
@needs(Act.HAND_IN)
def correct_logbook(book: Book, when: str) -> str | Response:
    """Ask for confirmation, then start a new version. The old one stays valid until then."""
    period = a_period(when)
    if request.method == "GET":
        opened = reading.open_logbook(db(), viewer(), book, period, now=now())
        if not opened.may_correct:
            return _back(book, period)
        return render_template("logbook/correct.html", opened=opened)
    try:
        life.correct(db(), viewer(), book, period, now=now())
    except NothingToCorrect:
        flash(_("Der er ikke noget at rette. Logbogen er åben i forvejen."))
    else:
        flash(
            _("Ret det, der skal rettes, og aflevér igen. Læsere ser den gamle version så længe.")
        )
    return _back(book, period)


@of_either("/<when>/ret/fortryd", "POST")
@needs(Act.HAND_IN)
def drop_correction(book: Book, when: str) -> Response:
    """Cancel a correction and restore the logbook that was handed in."""
    period = a_period(when)
    try:
        life.leave_as_it_stood(db(), viewer(), book, period, now=now())
    except NothingToCorrect:
        flash(_("Der er ikke noget at fortryde."))
    else:
        flash(_("Rettelsen er droppet. Logbogen står, som den blev afleveret."))
    return _back(book, period)


def _back(book: Book, period: LogbookPeriod) -> Response:
    return redirect(url_for("logbook.logbook", book=book, when=period), 303)
