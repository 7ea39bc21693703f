"""A venue's own logo: choosing one, and taking it away."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act
from app.domain.venues.logo import HEAVIEST, LIGHT, LONGEST_SIDE, LogoFault, LogoRefused
from app.services.venues import logos, venue_set_up
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done
from app.web.platform.context import db, now, viewer
from app.web.platform.upload import UploadRefused, allow_upload, file_sent
from app.web.venues import bp


@bp.route("/steder/<int:venue_id>/logo", methods=["GET", "POST"])
@needs(Act.SET_UP)
def choose_logo(venue_id: int) -> Answer:
    """Show the venue's logo, and take another one."""
    shown = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    wrong = _why_not_taken(venue_id) if request.method == "POST" else ""
    if request.method == "POST" and not wrong:
        return done(_("Logoet er gemt. Print plakaterne igen."), "venues.venue", venue_id=venue_id)
    page = render_template(
        "venues/logo.html",
        venue=shown,
        logo=logos.logo(db(), viewer(), venue_id),
        wrong=wrong,
        side=LONGEST_SIDE,
        heaviest=HEAVIEST // 1000,
        light=LIGHT // 1000,
    )
    return (page, 400) if wrong else page


@bp.route("/steder/<int:venue_id>/logo/fjern", methods=["GET", "POST"])
@needs(Act.SET_UP)
def remove_logo(venue_id: int) -> str | Response:
    """Ask for confirmation, then take the logo away."""
    shown = venue_set_up.venue_set_up(db(), viewer(), venue_id, now=now())
    if request.method == "GET":
        return render_template("venues/logo_remove.html", venue=shown)
    logos.remove_logo(db(), viewer(), venue_id)
    return done(_("Logoet er fjernet."), "venues.venue", venue_id=venue_id)


def _why_not_taken(venue_id: int) -> str:
    """Take the file that was sent, or return what to tell its sender."""
    try:
        allow_upload()
    except UploadRefused:
        return _sentence(LogoFault.HEAVY)
    content, _name = file_sent()
    if not content:
        return str(_("Vælg et billede først."))
    everywhere = "everywhere" in request.form
    try:
        logos.choose_logo(db(), viewer(), venue_id, content, everywhere=everywhere)
    except LogoRefused as refused:
        return _sentence(refused.fault)
    return ""


def _sentence(fault: LogoFault) -> str:
    sentences = {
        LogoFault.NOT_PNG: _("Filen er ikke et PNG-billede. Gem logoet som PNG, og prøv igen."),
        LogoFault.BROKEN: _("Billedet er gået i stykker. Gem det som PNG igen, og prøv med det."),
        LogoFault.ANIMATED: _("Billedet bevæger sig. Gem det som et stille billede."),
        LogoFault.LARGE: _(
            "Billedet er for stort. Gør det mindre: højst %(n)s punkter på hver led.",
            n=LONGEST_SIDE,
        ),
        LogoFault.HEAVY: _(
            "Billedet fylder for meget. Gør det mindre: det må fylde %(n)s kB.",
            n=HEAVIEST // 1000,
        ),
    }
    return f"{sentences[fault]} {_('Intet er ændret.')}"
