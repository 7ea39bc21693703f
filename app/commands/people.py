"""Commands for people with an account."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from app.commands.typed import Email, acting, choice_of, plain_refusals
from app.domain.people.access import DUTIES, Duty
from app.services.people import access, invitations, lost_factor, members, passwords
from app.web.platform.context import config, db, now

UNKNOWN = "There is no such person, partnership or venue. `list` and `list-people` show them."


@click.command("invite-person")
@click.argument("partnership", type=int)
@click.option("--duty", type=choice_of(DUTIES), default="host", show_default=True)
@click.option("--venue", "venues", type=int, multiple=True, help="Where one hosts or reads; an id.")
@with_appcontext
def invite_person(partnership: int, duty: str, venues: tuple[int, ...]) -> None:
    """Print a link that gives one person access, with a password of their own."""
    with plain_refusals(UNKNOWN):
        token = invitations.invite(
            db(), acting(), partnership, duty=Duty(duty), venue_ids=frozenset(venues), now=now()
        )
    path = current_app.url_map.bind("").build("people.welcome", {"token": token})
    click.echo(config().base_url + path)


@click.command("list-people")
@with_appcontext
def list_people() -> None:
    """List who has access to which partnership."""
    for shown in members.members(db(), acting()):
        click.echo(f"partnership {shown.partnership_id}: {shown.partnership_name}")
        for member in shown.people:
            where = ", ".join(f"venue {each}" for each in member.venues)
            click.echo(f"  {member.email}: {member.name}, {member.duty}{where and ', ' + where}")


@click.command("set-password")
@click.argument("email", type=Email())
@with_appcontext
def set_password(email: str) -> None:
    """Set a new password, print it once, and sign the person out everywhere."""
    with plain_refusals(UNKNOWN):
        click.echo(passwords.renew_password(db(), acting(), passwords.person_id_of(db(), email)))


@click.command("reset-second-factor")
@click.argument("email", type=Email())
@with_appcontext
def reset_second_factor(email: str) -> None:
    """Let somebody who has lost their phone sign in with the password alone."""
    with plain_refusals("There is no such person, or they sign in in one step already."):
        person_id = passwords.person_id_of(db(), email)
        lost_factor.reset_factor(db(), acting(), person_id, now=now())


@click.command("archive-person")
@click.argument("partnership", type=int)
@click.argument("email", type=Email())
@with_appcontext
def archive_person(partnership: int, email: str) -> None:
    """Remove somebody's access to a partnership. It takes effect at once."""
    with plain_refusals(UNKNOWN):
        person_id = passwords.person_id_of(db(), email)
        access.remove_member(db(), acting(), partnership, person_id, now=now())


COMMANDS: tuple[click.Command, ...] = (
    *(invite_person, list_people, set_password, reset_second_factor, archive_person),
)
