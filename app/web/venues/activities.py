"""Creating, editing, archiving and restoring activities."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.base.opening_hours import Span
from app.domain.people.access import Act
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.set_up import NameTaken, OutsideDay, SingleNeedsDate, TimesOverlap
from app.domain.venues.typed_when import written
from app.domain.venues.usual_times import Rhythm, UsualTime, every_week
from app.services.venues import activities, venue_set_up
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, name_taken, outside_day, refuse
from app.web.platform.context import db, now, viewer
from app.web.venues import bp
from app.web.venues.activity_forms import ActivityForm
from app.web.venues.typed_times import as_typed, pair_of


@bp.route("/steder/<int:venue_id>/aktiviteter/ny", methods=["GET", "POST"])
@needs(Act.SET_UP)
def new_activity(venue_id: int) -> Answer:
    venue = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    form = ActivityForm(today=venue.today)
    if form.settles():
        try:
            activities.add_activity(db(), viewer(), venue_id, _plan(form), now=now())
        except (NameTaken, SingleNeedsDate, OutsideDay, TimesOverlap) as refused:
            _explain(form, refused)
        else:
            return done(
                _("Aktiviteten er lavet og har fået sin kode."),
                "venues.venue",
                venue_id=venue_id,
            )
    return form_page("venues/activity_new.html", form, venue=venue)


@bp.route("/aktiviteter/<int:activity_id>", methods=["GET", "POST"])
@needs(Act.SET_UP)
def edit_activity(activity_id: int) -> Answer:
    shown = activities.activity(db(), viewer(), activity_id, now=now())
    form = ActivityForm(today=shown.today, data=_known(shown.activity))
    if form.settles():
        try:
            activities.change_activity(db(), viewer(), activity_id, _plan(form), now=now())
        except (NameTaken, SingleNeedsDate, OutsideDay, TimesOverlap) as refused:
            _explain(form, refused)
        else:
            return done(_("Det er gemt."), "venues.venue", venue_id=shown.venue_id)
    return form_page("venues/activity_edit.html", form, shown=shown)


@bp.post("/aktiviteter/<int:activity_id>/arkiver")
@needs(Act.SET_UP)
def archive_activity(activity_id: int) -> Response:
    """Archive an activity. Its counts are kept, and it can be restored."""
    shown = activities.activity(db(), viewer(), activity_id, now=now())
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
    shown = activities.activity(db(), viewer(), activity_id, now=now())
    try:
        activities.restore_activity(db(), viewer(), activity_id, now=now())
    except NameTaken:
        message = _("En anden aktivitet har samme navn nu. Giv den et nyt navn først.")
    else:
        message = _("Aktiviteten er hentet frem. Koden virker igen.")
    return done(message, "venues.venue", venue_id=shown.venue_id)


def _plan(form: ActivityForm) -> activities.Plan:
    times = (*every_week(form.week.week.spans), *form.more_times)
    if form.is_single:
        span, date = form.times.week.spans.get(0), form.on_date.data
        times = (UsualTime(date.weekday(), span),) if span and date else ()
    return activities.Plan(
        name=form.name.data or "",
        kind=ActivityKind(form.kind.data),
        is_cause=bool(form.is_cause.data),
        on_date=form.on_date.data,
        times=times,
        sign=form.sign.data or "",
    )


def _known(activity: ScheduledActivity) -> dict[str, object]:
    single = activity.on_date is not None
    week: dict[int, Span] = {}
    more = []
    for time in activity.times:
        if time.rhythm is not Rhythm.EVERY_WEEK or time.weekday in week:
            more.append(time)
        else:
            week[time.weekday] = time.span
    return {
        "name": activity.name,
        "kind": activity.kind.value,
        "is_cause": activity.is_cause,
        "sign": activity.sign or "",
        "week": as_typed({} if single else week),
        "more": "" if single else ", ".join(written(more, None)),
        "on_date": activity.on_date,
        "times": [pair_of(next(iter(week.values()), None) if single else None)],
    }


def _explain(form: ActivityForm, refused: Exception) -> None:
    match refused:
        case NameTaken():
            refuse(form.name, name_taken())
        case SingleNeedsDate():
            refuse(form.on_date, _("Skriv den dato, hvor aktiviteten er her"))
        case OutsideDay(weekday=weekday):
            refuse(form.times if form.is_single else form.week, outside_day(weekday))
        case TimesOverlap():
            refuse(form.more, _("To af tiderne er oven i hinanden. Ret den ene."))
