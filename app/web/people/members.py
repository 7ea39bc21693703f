"""Listing members, changing their access, resetting passwords and removing them."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act, Duty
from app.domain.people.membership import AccountElsewhere, LastCoordinator, OwnAccess
from app.services.people import access, members, passwords
from app.services.people.invitations import standing
from app.services.venues import partnerships, venue_list
from app.web.people import bp
from app.web.people.member_forms import MemberForm
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, refuse
from app.web.platform.context import db, now, viewer
from app.web.platform.ids import whole
from app.web.platform.search import LONG, PAGE, page_of, typed


@bp.get("/personer", endpoint="people")
@needs(Act.SET_UP)
def all_people() -> str:
    """List the members of the viewer's partnerships. Long lists are paged and searchable."""
    found = members.members(db(), viewer())
    is_long = any(len(each.people) > LONG for each in found)
    word = typed() if is_long else ""
    meant = [each.meant(word) for each in found]
    longest = max((len(each.people) for each in meant), default=0)
    page = page_of(longest)
    return render_template(
        "people/members.html",
        partnerships=meant,
        is_long=is_long,
        typed=word,
        page=page,
        first=(page - 1) * PAGE,
        per_page=PAGE,
        pages=max(1, -(-longest // PAGE)),
        invitations=standing(db(), viewer(), now=now()),
    )


@bp.route("/partnerskab/<int:partnership_id>/personer/ny", methods=["GET", "POST"])
@needs(Act.SET_UP)
def new_person(partnership_id: int) -> Response:
    """Redirect to the invitation page, which replaced this one. Kept for old links."""
    partnerships.partnership(db(), viewer(), partnership_id)
    venue_id = request.args.get("sted", type=whole)
    return redirect(url_for("people.invite", partnership_id=partnership_id, sted=venue_id), 303)


@bp.route("/partnerskab/<int:partnership_id>/personer/<int:person_id>", methods=["GET", "POST"])
@needs(Act.SET_UP)
def edit_person(partnership_id: int, person_id: int) -> Answer:
    """Change a member's duty and venues, and the name if the account belongs here."""
    member = members.member(db(), viewer(), partnership_id, person_id)
    form = MemberForm(
        # Keep the member's archived venues as choices, so that saving doesn't remove them.
        list((dict(venue_choices(partnership_id)) | member.venues).items()),
        data={"name": member.name, "duty": member.duty.value, "venues": list(member.venues)},
    )
    if not member.ours:
        del form.name
    if form.accepts():
        try:
            access.change_member(
                db(),
                viewer(),
                partnership_id,
                person_id,
                duty=Duty(form.duty.data),
                venue_ids=frozenset(form.venues.data or ()),
                name=form.name.data if member.ours else None,
                now=now(),
            )
        except (OwnAccess, LastCoordinator) as refused:
            refuse(form.duty, _why_kept(refused))
        else:
            return done(_("Det er gemt."), "people.people")
    return form_page("people/member_edit.html", form, member=member)


@bp.route(
    "/partnerskab/<int:partnership_id>/personer/<int:person_id>/adgangskode",
    methods=["GET", "POST"],
)
@needs(Act.SET_UP)
def new_password(partnership_id: int, person_id: int) -> str | Response:
    """Ask for confirmation, then make a new password and show it once."""
    member = members.member(db(), viewer(), partnership_id, person_id)
    if request.method == "GET":
        return render_template("people/member_password.html", member=member)
    try:
        password = passwords.give_new_password(db(), viewer(), partnership_id, person_id)
    except AccountElsewhere:
        return done(_("Personen skifter selv sin adgangskode."), "people.people")
    return render_template("people/member_password_made.html", member=member, password=password)


@bp.route(
    "/partnerskab/<int:partnership_id>/personer/<int:person_id>/fjern", methods=["GET", "POST"]
)
@needs(Act.SET_UP)
def remove_person(partnership_id: int, person_id: int) -> str | Response:
    """Ask for confirmation, then remove the member's access."""
    member = members.member(db(), viewer(), partnership_id, person_id)
    if request.method == "GET":
        return render_template("people/member_remove.html", member=member)
    try:
        access.remove_member(db(), viewer(), partnership_id, person_id, now=now())
    except (OwnAccess, LastCoordinator) as refused:
        return done(_why_kept(refused), "people.people")
    return done(_("%(name)s har ikke adgang mere.", name=member.name), "people.people")


def _why_kept(refused: Exception) -> str:
    if isinstance(refused, OwnAccess):
        return str(_("Du kan ikke ændre din egen adgang. Bed en anden koordinator om det."))
    return str(_("Her skal være mindst én koordinator. Giv først en anden den opgave."))


def venue_choices(partnership_id: int) -> list[tuple[int, str]]:
    """Return the ids and names of the partnership's venues, as choices for a form field."""
    for partnership in venue_list.venues(db(), viewer(), now=now()):
        if partnership.id == partnership_id:
            return [(venue.id, venue.name) for venue in partnership.venues]
    return []
