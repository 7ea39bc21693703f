"""The logbook's pages: the list, one logbook, and writing on a prompt."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.base.label_hints import Hint
from app.domain.logbook.logbook import (
    LONGEST,
    LogbookPeriod,
    LogbookStands,
    Prompt,
    ReflectionText,
    WrittenMeanwhile,
    one_after_the_other,
    read_period,
)
from app.domain.people.access import Act
from app.services.logbook import reading, writing
from app.services.logbook.shelf import shelf
from app.web.logbook import bp
from app.web.logbook.forms import CommentForm, ReflectionForm, labels, reflection_form
from app.web.logbook.questions import mix, question
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer
from app.web.platform.search import LONG, typed

LATEST = 4


@bp.get("/logbog")
@needs(Act.READ_HANDED_IN)
def logbooks() -> str | Response:
    """List the latest logbooks, or redirect to the one chosen by venue and period."""
    found = shelf(db(), viewer(), now=now())
    venue_id = request.args.get("sted", type=int)
    missing = False
    is_long = len(found.venues) > LONG
    word = typed() if is_long else ""
    year = request.args.get("aar", type=int)
    if venue_id is not None:
        period = a_period(request.args.get("kvartal", ""))
        if found.holds(venue_id, period):
            return redirect(url_for("logbook.logbook", venue_id=venue_id, when=period), 303)
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


@bp.get("/logbog/<int:venue_id>/<when>")
@needs(Act.READ_HANDED_IN)
def logbook(venue_id: int, when: str) -> str:
    """Show a logbook, or the version given in the query."""
    return logbook_page(venue_id, a_period(when), CommentForm())


def logbook_page(
    venue_id: int,
    period: LogbookPeriod,
    form: CommentForm,
    look_again: dict[Hint, str] | None = None,
) -> str:
    """Render a logbook with its comment form; `look_again` are words to reconsider in it."""
    version = request.args.get("version", type=int)
    opened = reading.open_logbook(db(), viewer(), venue_id, period, version=version, now=now())
    return render_template(
        "logbook/logbook.html",
        opened=opened,
        question=question,
        mix=mix,
        form=form,
        look_again=look_again,
    )


@bp.route("/logbog/<int:venue_id>/<when>/<prompt>", methods=["GET", "POST"])
@needs(Act.WRITE_LOGBOOK)
def write_reflection(venue_id: int, when: str, prompt: str) -> str | Response | tuple[str, int]:
    """Write on one prompt.

    If somebody else has changed the text meanwhile, answers 409 with both texts.
    """
    which, period = _prompt(prompt), a_period(when)
    back = url_for("logbook.logbook", venue_id=venue_id, when=period)
    try:
        found = writing.to_write(db(), viewer(), venue_id, period, which, now=now())
    except LogbookStands:
        return _too_late(venue_id, period, which)
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
                venue_id,
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
        here=url_for("logbook.write_reflection", venue_id=venue_id, when=period, prompt=which),
        back=back,
    )
    if theirs:
        return page, 409
    return (page, 400) if form.errors else page


def _too_late(venue_id: int, period: LogbookPeriod, prompt: Prompt) -> Response | tuple[str, int]:
    """Show what was typed, so that it can be copied: the logbook has been handed in."""
    form = reflection_form(ReflectionText(prompt))
    back = url_for("logbook.logbook", venue_id=venue_id, when=period)
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


def a_period(text: str) -> LogbookPeriod:
    """Parse the quarter or month in an address. Aborts with 404."""
    try:
        return read_period(text)
    except ValueError:
        abort(404)


def _prompt(text: str) -> Prompt:
    try:
        return Prompt(text)
    except ValueError:
        abort(404)
