"""Commands that change venues, activities and offered roles. Omitted options change nothing."""

from __future__ import annotations

import datetime as dt

import click
from flask.cli import with_appcontext

from app.commands.typed import DAY, DAY_ENDS, Name, WeekdayTimes, acting, choice_of, plain_refusals
from app.domain.base.opening_hours import Span
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.kinds import VenueKind
from app.domain.venues.usual_times import UsualTime, UsualTimes
from app.services.venues import activities, offered_roles, venue_set_up, venues
from app.web.platform.context import db, now


@click.command("change-venue")
@click.argument("venue", type=int)
@click.option("--name", type=Name(80), default=None)
@click.option("--kind", type=choice_of(VenueKind))
@click.option("--organisation", type=int, help="Who runs it; an id, or 0 for nobody.")
@click.option("--day-ends", type=DAY_ENDS, help="The hour when its service day ends.")
@with_appcontext
def change_venue(
    venue: int,
    name: str | None,
    kind: str | None,
    organisation: int | None,
    day_ends: str | None,
) -> None:
    """Change a venue. A new end of the day also applies to the day in progress."""
    with plain_refusals():
        known = venue_set_up.venue_set_up(db(), acting(), venue, now=now())
        outline = venues.Outline(
            name=name or known.name,
            kind=VenueKind(kind) if kind else known.kind,
            organisation_id=known.organisation_id if organisation is None else organisation or None,
            day_limit=int(day_ends) * 60 if day_ends else known.day_limit,
        )
        venues.change_venue(db(), acting(), venue, outline, now=now())


@click.command("change-activity")
@click.argument("activity", type=int)
@click.option("--name", type=Name(80), default=None)
@click.option("--kind", type=choice_of(ActivityKind))
@click.option("--cause/--no-cause", default=None, help="Whether it is a cause (sag).")
@click.option("--date", type=DAY, help="The date of a single activity; its time follows it.")
@click.option(
    "--time",
    "times",
    type=WeekdayTimes(),
    multiple=True,
    help='As "tue 10:00-12:00"; in place of all the times it had.',
)
@click.option("--no-times", is_flag=True, help="Take its times away.")
@with_appcontext
def change_activity(
    activity: int,
    name: str | None,
    kind: str | None,
    cause: bool | None,
    date: dt.datetime | None,
    times: tuple[tuple[int, Span], ...],
    no_times: bool,
) -> None:
    """Change an activity. Its code and counts are kept."""
    with plain_refusals():
        known = activities.activity(db(), acting(), activity, now=now()).activity
        new_kind = ActivityKind(kind) if kind else known.kind
        on_date = date.date() if date else known.on_date
        single_on = on_date if new_kind is ActivityKind.SINGLE else None
        plan = activities.Plan(
            name=name or known.name,
            kind=new_kind,
            is_cause=known.is_cause if cause is None else cause,
            on_date=on_date,
            times=tuple(UsualTime(weekday, span) for weekday, span in times)
            if times or no_times
            else _kept_times(known, single_on),
        )
        activities.change_activity(db(), acting(), activity, plan, now=now())


def _kept_times(known: ScheduledActivity, single_on: dt.date | None) -> UsualTimes:
    """Return its times. For a single date, the time of the old date moves to the new weekday."""
    if single_on is None:
        return known.times
    before = known.on_date or single_on
    spans = (time.span for time in known.times if time.weekday == before.weekday())
    return tuple(UsualTime(single_on.weekday(), span) for span in spans)


@click.command("offer-roles")
@click.argument("venue", type=int)
@click.argument("chosen", metavar="[ROLE]...", type=int, nargs=-1)
@with_appcontext
def offer_roles(venue: int, chosen: tuple[int, ...]) -> None:
    """Set which roles a venue offers, replacing the current ones. With no role, it offers none."""
    with plain_refusals():
        offered_roles.offer_roles(db(), acting(), venue, set(chosen), now=now())


COMMANDS: tuple[click.Command, ...] = (change_venue, change_activity, offer_roles)
