"""Day notes: optional one-line notes about today, without an author."""

from __future__ import annotations

from typing import Any

import wtforms
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, Length, ValidationError

from app.domain.base.label_hints import find_email, hints
from app.domain.days.day_note import LONGEST, Way, one_line, prompt_of
from app.services.days import day_notes
from app.web.host import bp
from app.web.host.counting_access import counting, who
from app.web.host.labels import prompt, way
from app.web.platform.context import db, now
from app.web.platform.forms import Form

Answer = str | Response | tuple[str, int]


class NoteForm(Form):
    """A line of text, and optionally a way of hosting."""

    text = wtforms.StringField(
        _l("Dagens note"),
        [
            DataRequired(_l("Skriv et par ord, eller gå tilbage. Det er frivilligt.")),
            Length(max=LONGEST, message=_l("Skriv højst 200 tegn. Det er kun én linje.")),
        ],
        filters=[lambda text: one_line(text or "")],
        render_kw={"autocomplete": "off", "enterkeyhint": "done", "data-draft": True},
    )
    way = wtforms.RadioField(_l("Hvordan var I værter?"), validate_choice=False)

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
        self.way.choices = [*((each.value, way(each)) for each in Way), ("", _("ved ikke"))]

    def validate_text(self, field: wtforms.Field) -> None:
        """Refuse e-mail addresses, which identify a person, and clear the field."""
        if find_email(field.data or ""):
            field.data = ""
            field.raw_data = []
            raise ValidationError(
                _("Her står en e-mail. Skriv uden noget, der peger på én person.")
            )


@bp.route("/i-dag/<int:venue_id>/ord", methods=["GET", "POST"])
@counting
def note(venue_id: int) -> Answer:
    """Write a note about today.

    Words that label people, or look like a name, have to be confirmed.
    """
    today, venue_name, notes = day_notes.notes(db(), who(), venue_id, now=now())
    asked_about, number = prompt_of(today)
    form = NoteForm(way="")
    look_again = {}
    if form.accepts():
        text = form.text.data or ""
        look_again = hints(text)
        if not look_again or request.form.get("do") == "anyway":
            chosen = Way(form.way.data) if form.way.data in set(Way) else None
            day_notes.write(db(), who(), venue_id, today, text, chosen, now=now())
            flash(_("Tak."))
            return redirect(url_for("host.board", venue_id=venue_id), 303)
    page = render_template(
        "host/day_note.html",
        form=form,
        venue_id=venue_id,
        venue_name=venue_name,
        notes=notes,
        prompt=prompt(asked_about, number),
        look_again=look_again,
    )
    return (page, 400) if form.errors else page


@bp.post("/i-dag/<int:venue_id>/ord/<int:note_id>/fjern")
@counting
def remove_note(venue_id: int, note_id: int) -> Response:
    gone = day_notes.remove(db(), who(), venue_id, note_id, now=now())
    flash(_("Fjernet: %(text)s", text=gone.text))
    return redirect(url_for("host.note", venue_id=venue_id), 303)
