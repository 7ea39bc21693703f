"""Codes: their posters, their QR on a screen, and replacing them."""

from __future__ import annotations

from flask import make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.access import Act, NotFound
from app.domain.codes import spaced
from app.domain.house import AlreadyReplaced
from app.posters import qr
from app.posters.sheet import PAPERS, several
from app.services import codes as service
from app.web.access import needs
from app.web.context import config, db, now, viewer
from app.web.coordinator import bp
from app.web.coordinator.answers import Answer, done, form_page
from app.web.coordinator.forms import CodeForm
from app.web.posters import sheet_of
from app.web.weekdays import when


@bp.get("/koder/<code>", endpoint="code")
@needs(Act.SET_UP)
def code_page(code: str) -> str:
    """The code with its QR, to show on a phone's screen."""
    return render_template(
        "coordinator/code.html",
        code=service.code(db(), viewer(), code, now=now()),
        address=qr.short_address(config().base_url),
        life=service.life(db(), viewer(), code, now=now()),
        papers={
            "a5": _("Lille plakat, A5"),
            "table": _("Bordskilt: et A4-ark, der foldes på midten"),
            "large": _("Stor skrift, A4"),
            "cards": _("Visitkort: ti på et A4-ark, til at klippe ud"),
        },
        when=when,
    )


@bp.get("/koder/<code>.svg")
@needs(Act.SET_UP)
def code_svg(code: str) -> Response:
    """The QR as a picture."""
    shown = service.code(db(), viewer(), code, now=now())
    response = make_response(qr.svg(qr.address(config().base_url, shown.code)))
    response.content_type = "image/svg+xml"
    return response


@bp.get("/koder/<code>.pdf")
@needs(Act.SET_UP)
def poster(code: str) -> Response:
    """One poster, in the language of the address and on its paper."""
    shown = service.code(db(), viewer(), code, now=now())
    return _pdf([shown], f"plakat-{shown.code}.pdf")


@bp.get("/steder/<int:venue_id>/plakater.pdf")
@needs(Act.SET_UP)
def posters(venue_id: int) -> Response:
    """Every poster of a venue in one PDF."""
    shown = service.codes_in_use(db(), viewer(), venue_id, now=now())
    if not shown:
        raise NotFound
    return _pdf(shown, f"plakater-{venue_id}.pdf")


@bp.route("/koder/<code>/skift", methods=["GET", "POST"])
@needs(Act.SET_UP)
def replace_code(code: str) -> Answer:
    """Ask once more, then replace the code."""
    shown = service.code(db(), viewer(), code, now=now())
    form = CodeForm()
    if form.accepts():
        try:
            fresh = service.replace_code(
                db(), viewer(), code, grace_days=form.grace_days.data, now=now()
            )
        except AlreadyReplaced:
            message = _("Koden er skiftet ud i forvejen. Her er stedets koder.")
            return done(message, "coordinator.venue", venue_id=shown.venue_id)
        message = _("Den nye kode er %(code)s. Print en ny plakat.", code=spaced(fresh))
        return done(message, "coordinator.code", code=fresh)
    return form_page("coordinator/code_replace.html", form, code=shown)


def _pdf(codes: list[service.Code] | tuple[service.Code, ...], filename: str) -> Response:
    asked = request.args.get("papir", "a4")
    paper = next((each for each in PAPERS if each == asked), None)
    if paper is None:
        raise NotFound
    sheets = [sheet_of(code, config().base_url) for code in codes]
    response = make_response(several(sheets, paper))
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response
