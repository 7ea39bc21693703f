"""Creating, editing, archiving and restoring activities."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.base.opening_hours import Span
from app.domain.people.access import Act
from app.domain.venues import defaults
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.activity_list import MOST, read
from app.domain.venues.activity_list_file import Listed, listed
from app.domain.venues.kinds import VenueKind
from app.domain.venues.set_up import NameTaken, OutsideDay, SingleNeedsDate
from app.services.venues import activities, pasted_activities, venue_set_up
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, name_taken, outside_day, refuse
from app.web.platform.context import db, now, viewer
from app.web.platform.templating import thousands
from app.web.platform.typed_times import as_typed, pair_of
from app.web.platform.upload import UploadRefused, allow_upload, sheets_sent
from app.web.venues import bp
from app.web.venues.activity_forms import ActivityForm, PastedForm

READ_FILE = "read"


@bp.route("/steder/<int:venue_id>/aktiviteter/ny", methods=["GET", "POST"])
@needs(Act.SET_UP)
def new_activity(venue_id: int) -> Answer:
    venue = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    form = ActivityForm()
    if form.settles():
        try:
            activities.add_activity(db(), viewer(), venue_id, _plan(form), now=now())
        except (NameTaken, SingleNeedsDate, OutsideDay) as refused:
            _explain(form, refused)
        else:
            return done(
                _("Aktiviteten er lavet og har fået sin kode."),
                "venues.venue",
                venue_id=venue_id,
            )
    return form_page("venues/activity_new.html", form, venue=venue)


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
    form = PastedForm(text=suggested)
    found = _from_file(form, suggested) if request.method == "POST" else None
    if found is None and not form.errors and form.settles():
        pasted = read(form.text.data or "")
        if pasted.not_understood:
            lines = ", ".join(
                _("linje %(n)s (%(line)s)", n=at, line=line)
                for at, line in pasted.not_understood.items()
            )
            refuse(form.text, _("Disse linjer forstår vi ikke. Ret dem: %(lines)s", lines=lines))
        elif len(pasted.activities) > MOST:
            refuse(form.text, _("Lav højst %(n)s ad gangen.", n=MOST))
        else:
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
        "venues/activities_paste.html", form, venue=venue, suggested=suggested, found=found
    )


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
            "I filen står %(n)s linjer. Lav højst %(most)s ad gangen: del filen op.",
            n=thousands(len(found.lines)),
            most=MOST,
        )
        raise UploadRefused(sentence)
    return found


@bp.route("/aktiviteter/<int:activity_id>", methods=["GET", "POST"])
@needs(Act.SET_UP)
def edit_activity(activity_id: int) -> Answer:
    shown = activities.activity(db(), viewer(), activity_id)
    form = ActivityForm(data=_known(shown.activity))
    if form.settles():
        try:
            activities.change_activity(db(), viewer(), activity_id, _plan(form), now=now())
        except (NameTaken, SingleNeedsDate, OutsideDay) as refused:
            _explain(form, refused)
        else:
            return done(_("Det er gemt."), "venues.venue", venue_id=shown.venue_id)
    return form_page("venues/activity_edit.html", form, shown=shown)


@bp.post("/aktiviteter/<int:activity_id>/arkiver")
@needs(Act.SET_UP)
def archive_activity(activity_id: int) -> Response:
    """Archive an activity. Its counts are kept, and it can be restored."""
    shown = activities.activity(db(), viewer(), activity_id)
    activities.archive_activity(db(), viewer(), activity_id, now=now())
    return done(
        _("Aktiviteten er i arkivet. Du kan hente den frem igen."),
        "venues.venue",
        venue_id=shown.venue_id,
    )


@bp.post("/aktiviteter/<int:activity_id>/hent-frem")
@needs(Act.SET_UP)
def restore_activity(activity_id: int) -> Response:
    """Restore an activity from the archive. Its code works again."""
    shown = activities.activity(db(), viewer(), activity_id)
    try:
        activities.restore_activity(db(), viewer(), activity_id, now=now())
    except NameTaken:
        message = _("En anden aktivitet har samme navn nu. Giv den et nyt navn først.")
    else:
        message = _("Aktiviteten er hentet frem. Koden virker igen.")
    return done(message, "venues.venue", venue_id=shown.venue_id)


def _plan(form: ActivityForm) -> activities.Plan:
    times: dict[int, Span] = dict(form.week.week.spans)
    if form.is_single:
        span = form.times.week.spans.get(0)
        times = {form.on_date.data.weekday(): span} if span and form.on_date.data else {}
    return activities.Plan(
        name=form.name.data or "",
        kind=ActivityKind(form.kind.data),
        is_cause=bool(form.is_cause.data),
        on_date=form.on_date.data,
        times=times,
        sign=form.sign.data or "",
    )


def _known(activity: ScheduledActivity) -> dict[str, object]:
    single = activity.on_date
    return {
        "name": activity.name,
        "kind": activity.kind.value,
        "is_cause": activity.is_cause,
        "sign": activity.sign or "",
        "week": as_typed({} if single else activity.times),
        "on_date": single,
        "times": [pair_of(activity.times.get(single.weekday()) if single else None)],
    }


def _explain(form: ActivityForm, refused: Exception) -> None:
    match refused:
        case NameTaken():
            refuse(form.name, name_taken())
        case SingleNeedsDate():
            refuse(form.on_date, _("Skriv den dato, hvor aktiviteten er her"))
        case OutsideDay(weekday=weekday):
            refuse(form.times if form.is_single else form.week, outside_day(weekday))
