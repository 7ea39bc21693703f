"""The partnership's roles: creating, editing, sorting, archiving and restoring them."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act
from app.domain.venues.set_up import NameTaken
from app.services.core.role_options import default_verbs
from app.services.venues import languages, partnerships, roles
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page, refuse
from app.web.platform.context import db, now, viewer
from app.web.platform.ids import whole
from app.web.venues import bp
from app.web.venues.partnership_forms import RoleForm


@bp.route("/partnerskab/<int:partnership_id>/roller/ny", methods=["GET", "POST"])
@needs(Act.SET_UP)
def new_role(partnership_id: int) -> Answer:
    """Add a role. From a venue's page (`sted`) it is offered there at once, and leads back."""
    shown = partnerships.partnership(db(), viewer(), partnership_id)
    offered = languages.offered_somewhere(db(), viewer(), partnership_id)
    venue_id = request.args.get("sted", type=whole)
    form = RoleForm()
    if form.settles():
        try:
            roles.add_role(
                db(),
                viewer(),
                partnership_id,
                verb=form.verb.data or "",
                verb_en=form.verb_en.data or "",
                sign=form.sign.data or "",
                verbs=_in(offered, form),
                venue_id=venue_id,
                now=now(),
            )
        except NameTaken:
            refuse(form.verb, _verb_taken())
        else:
            return _to_roles(partnership_id, venue_id)
    return form_page(
        "venues/role_new.html", form, partnership=shown, codes=offered, venue_id=venue_id
    )


def _to_roles(partnership_id: int, venue_id: int | None) -> Response:
    if venue_id is None:
        return done(
            _("Rollen er lavet. Vælg den nu på de steder, hvor den passer."),
            "venues.partnership",
            partnership_id=partnership_id,
        )
    message = _("Rollen er lavet og valgt her.")
    return done(message, "venues.venue", venue_id=venue_id, _anchor="roles")


@bp.route("/roller/<int:role_id>", methods=["GET", "POST"])
@needs(Act.SET_UP)
def edit_role(role_id: int) -> Answer:
    shown = roles.role(db(), viewer(), role_id)
    offered = languages.offered_somewhere(db(), viewer(), shown.partnership_id)
    form = RoleForm(default_verbs(shown.verb), data=_known(shown))
    if form.settles():
        try:
            roles.change_role(
                db(),
                viewer(),
                role_id,
                verb=form.verb.data or "",
                verb_en=form.verb_en.data or "",
                sign=form.sign.data or "",
                verbs=_in(offered, form),
                now=now(),
            )
        except NameTaken:
            refuse(form.verb, _verb_taken())
        else:
            return done(
                _("Det er gemt."),
                "venues.partnership",
                partnership_id=shown.partnership_id,
            )
    return form_page(
        "venues/role_edit.html",
        form,
        role=shown,
        codes=offered,
    )


@bp.post("/roller/<int:role_id>/flyt")
@needs(Act.SET_UP)
def move_role(role_id: int) -> Response:
    """Move a role one position up or down in the list."""
    shown = roles.role(db(), viewer(), role_id)
    roles.move_role(db(), viewer(), role_id, up=request.form.get("to") == "up", now=now())
    return _back(shown, _("Rækkefølgen er ændret."))


@bp.post("/roller/<int:role_id>/arkiver")
@needs(Act.SET_UP)
def archive_role(role_id: int) -> Response:
    """Archive a role, so that it is no longer offered."""
    shown = roles.role(db(), viewer(), role_id)
    roles.archive_role(db(), viewer(), role_id, now=now())
    return _back(shown, _("Rollen er i arkivet. Du kan hente den frem igen."))


@bp.post("/roller/<int:role_id>/hent-frem")
@needs(Act.SET_UP)
def restore_role(role_id: int) -> Response:
    """Restore a role. The venues that offered it offer it again."""
    shown = roles.role(db(), viewer(), role_id)
    roles.restore_role(db(), viewer(), role_id, now=now())
    return _back(shown, _("Rollen er hentet frem."))


def _known(role: partnerships.PartnershipRole) -> dict[str, str]:
    own = {f"verb_{code}": verb for code, verb in role.verbs.items()}
    return {"verb": role.verb, "verb_en": role.verb_en, "sign": role.sign or "", **own}


def _in(offered: tuple[str, ...], form: RoleForm) -> dict[str, str]:
    """Return what was written in the languages that the page asks for."""
    return {code: verb for code, verb in form.verbs.items() if code in offered}


def _back(role: partnerships.PartnershipRole, message: str) -> Response:
    return done(message, "venues.partnership", partnership_id=role.partnership_id)


def _verb_taken() -> str:
    return str(_("Den rolle er her i forvejen, måske i arkivet."))
