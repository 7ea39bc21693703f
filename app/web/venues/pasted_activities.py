"""Several activities at once, from a pasted list or a file."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from app.domain.people.access import Act
from app.domain.venues import defaults
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.activity_list import MOST, Pasted, PastedActivity, read
from app.domain.venues.activity_list_file import Listed, listed
from app.domain.venues.kinds import VenueKind
from app.domain.venues.set_up import OutsideDay
from app.services.venues import pasted_activities, venue_set_up
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, outside_day, refuse
from app.web.platform.changed_meanwhile import stamp
from app.web.platform.context import db, now, viewer
from app.web.platform.templating import thousands
from app.web.platform.upload import UploadRefused, allow_upload, sheets_sent
from app.web.platform.weekdays import when
from app.web.venues import bp
from app.web.venues.activity_forms import PastedForm

READ_FILE = "read"
SEE = "see"


@bp.route("/steder/<int:venue_id>/aktiviteter/liste", methods=["GET", "POST"])
@needs(Act.SET_UP)
def paste_activities(venue_id: int) -> Answer:
    """Create several activities from a list.

    At a venue without activities the list is filled in with a suggestion. An uploaded file is only
    added to the list, to be checked before it is sent again.
    """
    venue = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    suggested = "" if venue.activities else "\n".join(defaults.ACTIVITIES[VenueKind(venue.kind)])
    try:
        allow_upload()
    except UploadRefused as too_large:
        return done(str(too_large), "venues.paste_activities", venue_id=venue_id)
    form, pasted = PastedForm(text=suggested), None
    found = _from_file(form, suggested) if request.method == "POST" else None
    if found is None and not form.errors and form.accepts():
        pasted = read(form.text.data or "", venue.today)
        if pasted.not_understood:
            lines = ", ".join(
                _("linje %(n)s (%(line)s)", n=at, line=line)
                for at, line in pasted.not_understood.items()
            )
            refuse(
                form.text,
                _(
                    "Disse linjer forstår vi ikke. Ret dem: %(lines)s. "
                    "Skriv tider som tirsdag 16.30-18.30.",
                    lines=lines,
                ),
            )
        elif len(pasted.activities) > MOST:
            refuse(form.text, _("Opret højst %(n)s ad gangen.", n=MOST))
        elif not form.found and not _is_to_be_seen(pasted, form):
            try:
                number = pasted_activities.add_pasted(
                    db(), viewer(), venue_id, pasted.activities, now=now()
                )
            except OutsideDay as refused:
                refuse(form.text, outside_day(refused.weekday))
            else:
                return done(
                    _("Nye aktiviteter med koder: %(n)s.", n=number),
                    "venues.venue",
                    venue_id=venue_id,
                )
    return form_page(
        "venues/activities_paste.html",
        form,
        venue=venue,
        suggested=suggested,
        found=found,
        pasted=pasted,
        seen=_stamp(form),
        when=_in_words,
    )


def _is_to_be_seen(pasted: Pasted, form: PastedForm) -> bool:
    """Whether to show what is understood first: when asked to, or if something is filled in.

    What was shown before counts only for the very same text.
    """
    is_seen = request.form.get("seen") == _stamp(form)
    return request.form.get("do") == SEE or (pasted.assumed and not is_seen)


def _stamp(form: PastedForm) -> str:
    return stamp({"text": form.text.data})


def _in_words(one: PastedActivity) -> str:
    kind = ActivityKind.SINGLE if one.on_date else ActivityKind.FIXED
    words = when(ScheduledActivity(0, one.name, kind, on_date=one.on_date, times=one.times))
    return ", ".join(filter(None, (words or _("alle dage"), _("sag") if one.is_cause else "")))


def _from_file(form: PastedForm, suggested: str) -> Listed | None:
    """Append the file's lines to the typed ones, or replace an unchanged suggestion.

    Returns None if there is no file, or an error is shown.
    """
    try:
        found = _listed()
    except UploadRefused as refused:
        form.is_without_cpr(form.text)
        refuse(form.file, str(refused))
        return None
    if found is None or not form.is_without_cpr(form.text):
        return None
    typed = (form.text.data or "").splitlines()
    kept = [] if typed == suggested.splitlines() else typed
    form.text.data = "\n".join((*kept, *found.lines))
    return found


def _listed() -> Listed | None:
    """Return the activities in the uploaded file, or None if there is none.

    Raises UploadRefused.
    """
    sheets = sheets_sent()
    if not sheets:
        if request.form.get("do") == READ_FILE:
            raise UploadRefused(_("Vælg en fil først."))
        return None
    found = listed(sheets)
    if not found.lines:
        raise UploadRefused(_("I filen står ingen aktiviteter. Vælg en anden fil."))
    if len(found.lines) > MOST:
        sentence = _(
            "I filen står %(n)s linjer. Opret højst %(most)s ad gangen: del filen op.",
            n=thousands(len(found.lines)),
            most=MOST,
        )
        raise UploadRefused(sentence)
    return found
