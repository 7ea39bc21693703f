"""Commands that add and list partnerships, organisations, venues, activities and roles."""

from __future__ import annotations

import datetime as dt

import click
from flask.cli import with_appcontext

from app.commands.typed import (
    DAY,
    DAY_ENDS,
    Name,
    WeekdayTimes,
    acting,
    choice_of,
    openings_of,
    plain_refusals,
)
from app.domain.base.opening_hours import Span
from app.domain.venues.activity import ActivityKind
from app.domain.venues.kinds import OrganisationKind, VenueKind
from app.domain.venues.usual_times import UsualTime
from app.services.venues import (
    activities,
    opening_hours,
    organisations,
    partnerships,
    roles,
    venue_list,
    venue_set_up,
    venues,
)
from app.web.platform.context import db, now


@click.command("add-partnership")
@click.argument("name", type=Name(120))
@with_appcontext
def add_partnership(name: str) -> None:
    """Add a partnership with the default roles and print its id."""
    click.echo(partnerships.add_partnership(db(), name, now=now()))


@click.command("add-organisation")
@click.argument("partnership", type=int)
@click.argument("name", type=Name(120))
@click.option("--kind", type=choice_of(OrganisationKind), default="association", show_default=True)
@with_appcontext
def add_organisation(partnership: int, name: str, kind: str) -> None:
    """Add an organisation to a partnership and print its id."""
    with plain_refusals():
        click.echo(
            organisations.add_organisation(
                db(), acting(), partnership, name=name, kind=OrganisationKind(kind)
            )
        )


@click.command("add-venue")
@click.argument("partnership", type=int)
@click.argument("name", type=Name(80))
@click.option("--kind", type=choice_of(VenueKind), default="andet", show_default=True)
@click.option("--organisation", type=int, help="Who runs it; an id.")
@click.option(
    "--day-ends",
    type=DAY_ENDS,
    default="4",
    show_default=True,
    help="The hour when its service day ends.",
)
@click.option("--open", "hours", type=WeekdayTimes(), multiple=True, help='As "tue 10:00-17:00".')
@with_appcontext
def add_venue(
    partnership: int,
    name: str,
    kind: str,
    organisation: int | None,
    day_ends: str,
    hours: tuple[tuple[int, Span], ...],
) -> None:
    """Add a venue with its code and roles, and print its id."""
    outline = venues.Outline(name, VenueKind(kind), organisation, int(day_ends) * 60)
    with plain_refusals():
        click.echo(
            venues.add_venue(db(), acting(), partnership, outline, openings_of(hours), now=now())
        )


@click.command("set-hours")
@click.argument("venue", type=int)
@click.argument("hours", type=WeekdayTimes(), nargs=-1)
@click.option("--from", "valid_from", type=DAY, help="The date they hold from, if it is not today.")
@with_appcontext
def set_hours(
    venue: int, hours: tuple[tuple[int, Span], ...], valid_from: dt.datetime | None
) -> None:
    """Set a venue's opening hours from today on, such as "tue 10:00-17:00".

    A weekday given twice has two openings. Without hours, the venue is never shown as closed.
    """
    since = valid_from.date() if valid_from else None
    with plain_refusals():
        opening_hours.set_hours(
            db(), acting(), venue, openings_of(hours), valid_from=since, now=now()
        )


@click.command("add-activity")
@click.argument("venue", type=int)
@click.argument("name", type=Name(80))
@click.option("--kind", type=choice_of(ActivityKind), default="fixed", show_default=True)
@click.option("--cause", is_flag=True, help="It is a cause (sag).")
@click.option("--date", type=DAY, help="The date of a single activity.")
@click.option("--time", "times", type=WeekdayTimes(), multiple=True, help='As "tue 10:00-12:00".')
@with_appcontext
def add_activity(
    venue: int,
    name: str,
    kind: str,
    cause: bool,
    date: dt.datetime | None,
    times: tuple[tuple[int, Span], ...],
) -> None:
    """Add an activity with its code and print its id."""
    on_date = date.date() if date else None
    usual = tuple(UsualTime(weekday, span) for weekday, span in times)
    plan = activities.Plan(name, ActivityKind(kind), cause, on_date, usual)
    with plain_refusals():
        click.echo(activities.add_activity(db(), acting(), venue, plan, now=now()))


@click.command("add-role")
@click.argument("partnership", type=int)
@click.argument("verb", type=Name(40))
@click.option("--english", type=Name(40), default=None, help="The verb in English.")
@with_appcontext
def add_role(partnership: int, verb: str, english: str | None) -> None:
    """Add a role to a partnership and print its id. A venue offers it once it is chosen there."""
    with plain_refusals():
        click.echo(
            roles.add_role(db(), acting(), partnership, verb=verb, verb_en=english or "", now=now())
        )


@click.command("list")
@with_appcontext
def list_all() -> None:
    """List partnerships, organisations, roles, venues, activities and codes, with their ids."""
    viewer = acting()
    for shown in venue_list.venues(db(), viewer, now=now()):
        partnership = partnerships.partnership(db(), viewer, shown.id)
        click.echo(f"partnership {partnership.id}: {partnership.name}")
        for organisation in partnership.organisations:
            click.echo(f"  organisation {organisation.id}: {organisation.name}")
        for role in (*partnership.roles, *partnership.archived_roles):
            click.echo(f"  role {role.id}: {role.verb}{_archived(role.archived_on)}")
        for row in (*shown.venues, *shown.archived):
            _list_venue(venue_set_up.venue_set_up(db(), viewer, row.id, now=now()))


def _list_venue(venue: venue_set_up.VenueSetUp) -> None:
    click.echo(f"  venue {venue.id}: {venue.name}{_archived(venue.archived_on)}")
    for activity in (*venue.activities, *venue.earlier):
        click.echo(f"    activity {activity.id}: {activity.name}{_archived(activity.archived_on)}")
    for choice in venue.roles:
        if choice.offered:
            click.echo(f"    offers role {choice.role.id}: {choice.role.verb}")
    for code in venue.codes:
        until = f", until {code.grace_until}" if code.grace_until else ""
        click.echo(f"    code {code.code}: {code.name}, version {code.version}{until}")


def _archived(date: dt.date | None) -> str:
    return f" (archived {date})" if date else ""


COMMANDS: tuple[click.Command, ...] = (
    add_partnership,
    add_organisation,
    add_venue,
    set_hours,
    add_activity,
    add_role,
    list_all,
)
