"""Making and revoking invitation links. A link is shown only once."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act, Duty
from app.services.people import invitations
from app.services.venues import partnerships
from app.web.people import bp
from app.web.people.member_forms import InvitationForm
from app.web.people.members import venue_choices
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page
from app.web.platform.context import config, db, now, viewer
from app.web.platform.ids import whole


@bp.route("/partnerskab/<int:partnership_id>/personer/inviter", methods=["GET", "POST"])
@needs(Act.SET_UP)
def invite(partnership_id: int) -> Answer:
    """Make an invitation. Its link is shown only in the response to the post."""
    partnership = partnerships.partnership(db(), viewer(), partnership_id)
    # A venue's page links here to invite a host for that venue; so does the page with a link, to
    # invite another person to the same.
    form = InvitationForm(
        venue_choices(partnership_id),
        data={
            "duty": request.args.get("adgang", Duty.HOST.value),
            "venues": request.args.getlist("sted", type=whole),
        },
    )
    if form.accepts():
        token = invitations.invite(
            db(),
            viewer(),
            partnership_id,
            duty=Duty(form.duty.data),
            venue_ids=frozenset(form.venues.data or ()),
            now=now(),
        )
        link = config().base_url + url_for("people.welcome", token=token, sprog=None)
        return render_template(
            "people/invited_joined.html",
            partnership=partnership,
            link=link,
            venue_ids=form.venues.data or (),
            invitation=invitations.invitation(db(), token, None, now=now()),
        )
    return form_page("people/invite.html", form, partnership=partnership)


@bp.post("/invitationer/<int:invitation_id>/fortryd")
@needs(Act.SET_UP)
def take_invitation_back(invitation_id: int) -> Response:
    """Revoke an invitation, so that its link no longer works."""
    invitations.take_back(db(), viewer(), invitation_id, now=now())
    return done(_("Invitationen er taget tilbage. Linket virker ikke mere."), "people.people")
