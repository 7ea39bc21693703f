"""Write a reflection in a logbook."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.base.label_hints import Hint
from app.domain.logbook.logbook import (
    LONGEST,
    Book,
    LogbookPeriod,
    LogbookStands,
    Prompt,
    ReflectionText,
    WrittenMeanwhile,
    one_after_the_other,
)
from app.domain.people.access import Act
from app.services.logbook import writing
from app.web.logbook.addresses import of_either
from app.web.logbook.forms import ReflectionForm, labels, reflection_form
from app.web.logbook.logbook import a_period
from app.web.logbook.questions import mix, question
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer


@of_either("/<when>/<prompt>", "GET", "POST")
@needs(Act.WRITE_LOGBOOK)
def write_reflection(book: Book, when: str, prompt: str) -> str | Response | tuple[str, int]:
    """Write on one prompt.

    If somebody else has changed the text meanwhile, answers 409 with both texts.
    """
    which, period = _prompt(prompt), a_period(when)
    back = url_for("logbook.logbook", book=book, when=period)
    try:
        found = writing.to_write(db(), viewer(), book, period, which, now=now())
    except LogbookStands:
        return _too_late(book, period, which)
    form = reflection_form(found.reflection)
    theirs = None
    look_again: dict[Hint, str] = {}
    if (
        form.accepts()
        and not (look_again := labels(form.text.data))
        and (request.form.get("do") != "both" or _join(form, found.reflection))
    ):
        try:
            writing.write(
                db(),
                viewer(),
                book,
                period,
                which,
                text=form.text.data or "",
                step=form.chosen_step,
                seen=form.has_seen,
                now=now(),
            )
        except WrittenMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            form.seen.raw_data = [str(theirs.version)]
        else:
            return redirect(back, 303)
    page = render_template(
        "logbook/write.html",
        form=form,
        venue_name=found.venue_name,
        period=period,
        question=question(which),
        theirs=theirs,
        look_again=look_again,
        notes=found.notes,
        mix=mix,
        here=url_for("logbook.write_reflection", book=book, when=period, prompt=which),
        back=back,
    )
    if theirs:
        return page, 409
    return (page, 400) if form.errors else page


def _too_late(book: Book, period: LogbookPeriod, prompt: Prompt) -> Response | tuple[str, int]:
    """Show what was typed, so that it can be copied: the logbook has been handed in."""
    form = reflection_form(ReflectionText(prompt))
    back = url_for("logbook.logbook", book=book, when=period)
    if not form.accepts() and not form.errors:
        flash(_("Logbogen er afleveret. Teksten kan ikke rettes mere."))
        return redirect(back, 303)
    page = render_template("logbook/too_late.html", form=form, back=back)
    return page, 409


def _join(form: ReflectionForm, theirs: ReflectionText) -> bool:
    """Put the other writer's text before this one. Returns False if they are too long together.

    If the other text has changed again since it was shown, nothing is joined; saving then reports
    the conflict.
    """
    joined = one_after_the_other(theirs.text, form.text.data or "")
    if theirs.version != form.has_seen:
        return True
    if len(joined) > LONGEST:
        form.text.errors = [_("Sammen fylder teksterne over 5.000 tegn. Kort din tekst ned.")]
        return False
    form.text.data = joined
    return True


def _prompt(text: str) -> Prompt:
    try:
        return Prompt(text)
    except ValueError:
        abort(404)
