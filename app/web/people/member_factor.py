"""Removing the second factor of a member who has lost it."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act
from app.domain.people.membership import AccountElsewhere, OwnAccess
from app.services.people import lost_factor, members
from app.web.people import bp
from app.web.platform.access import needs
from app.web.platform.answers import done
from app.web.platform.context import db, now, viewer


@bp.route(
    "/partnerskab/<int:partnership_id>/personer/<int:person_id>/to-trin", methods=["GET", "POST"]
)
@needs(Act.SET_UP)
def reset_two_steps(partnership_id: int, person_id: int) -> str | Response:
    """Ask for confirmation, then remove the member's second factor."""
    member = members.member(db(), viewer(), partnership_id, person_id)
    if not member.has_second_factor:
        return done(_("%(name)s logger ikke ind i to trin.", name=member.name), "people.people")
    if request.method == "GET":
        return render_template("people/member_factor.html", member=member)
    try:
        lost_factor.reset_members_factor(db(), viewer(), partnership_id, person_id, now=now())
    except AccountElsewhere:
        return done(
            _("Personen har også adgang et andet sted. Spørg dem, der driver appen."),
            "people.people",
        )
    except OwnAccess:
        return done(_("Dine egne to trin slår du fra på din konto."), "people.people")
    return done(
        _("%(name)s kan nu logge ind med sin adgangskode alene.", name=member.name), "people.people"
    )
