"""Making and revoking invitation links. A link is shown only once."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act, Duty
from app.services.people import invitation_mail, invitations
from app.services.venues import partnerships
from app.web.people import bp
from app.web.people.member_forms import InvitationForm, MailedInvitationForm
from app.web.people.members import venue_choices
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, refuse
from app.web.platform.context import config, db, now, state, viewer
from app.web.platform.ids import whole
from app.web.platform.language import language


@bp.route("/partnerskab/<int:partnership_id>/personer/inviter", methods=["GET", "POST"])
@needs(Act.SET_UP)
def invite(partnership_id: int) -> Answer:
    """Make an invitation. Its link is shown only in the response to the post."""
    partnership = partnerships.partnership(db(), viewer(), partnership_id)
    # A venue's page links here to invite a host for that venue; so does the page with a link, to
    # invite another person to the same.
    kind = MailedInvitationForm if config().sends_mail else InvitationForm
    form = kind(
        venue_choices(partnership_id),
        data={
            "duty": request.args.get("adgang", Duty.HOST.value),
            "venues": request.args.getlist("sted", type=whole),
        },
    )
    if form.accepts() and not _is_flooding(form):
        mail_to = _mail_to(form)
        token = invitations.invite(
            db(),
            viewer(),
            partnership_id,
            duty=Duty(form.duty.data),
            venue_ids=frozenset(form.venues.data or ()),
            mail_to=mail_to,
            language=language(),
            now=now(),
        )
        link = config().base_url + url_for("people.welcome", token=token, sprog=None)
        return render_template(
            "people/invited_joined.html",
            partnership=partnership,
            link=link,
            mail_to=mail_to,
            venue_ids=form.venues.data or (),
            invitation=invitations.invitation(db(), token, None, now=now()),
        )
    return form_page("people/invite.html", form, partnership=partnership)


def _mail_to(form: InvitationForm) -> str:
    return form.email.data or "" if isinstance(form, MailedInvitationForm) else ""


def _is_flooding(form: InvitationForm) -> bool:
    """Return whether too many are to be mailed, and say so in the form."""
    if not isinstance(form, MailedInvitationForm) or not form.email.data:
        return False
    if invitation_mail.may_mail(state().tries, viewer(), now=now()):
        return False
    refuse(form.email, _("Der er sendt mange. Vent ti minutter, eller giv selv linket videre."))
    return True


@bp.post("/invitationer/<int:invitation_id>/fortryd")
@needs(Act.SET_UP)
def take_invitation_back(invitation_id: int) -> Response:
    """Revoke an invitation, so that its link no longer works."""
    invitations.take_back(db(), viewer(), invitation_id, now=now())
    return done(_("Invitationen er taget tilbage. Linket virker ikke mere."), "people.people")
