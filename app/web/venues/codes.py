"""Codes: their posters, their QR codes, and replacing them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act, NotFound
from app.domain.venues.codes import CodeState, spaced
from app.domain.venues.set_up import AlreadyReplaced
from app.posters import qr
from app.posters.sheet import PAPERS, Paper, PosterSheet, several
from app.services.venues import codes, printed_codes
from app.services.venues.languages import of_venue
from app.web.platform.access import needs
from app.web.platform.answers import Answer, done, form_page
from app.web.platform.context import config, db, now, viewer
from app.web.platform.weekdays import when
from app.web.venues import bp
from app.web.venues.poster_forms import PosterForm
from app.web.venues.poster_sheets import sheet_of, sheets_of
from app.web.venues.venue_forms import CodeForm


@bp.get("/koder/<code>", endpoint="code")
@needs(Act.SET_UP)
def code_page(code: str) -> str:
    """Show the code with its QR code, its versions, and the form for its poster."""
    shown = codes.code(db(), viewer(), code, now=now())
    return _code_page(shown, PosterForm(of_venue(db(), viewer(), shown.venue_id)))


@bp.post("/koder/<code>/plakat")
@needs(Act.SET_UP)
def take_poster(code: str) -> Answer:
    """Return a code's poster as PDF, and record that it was printed today."""
    shown = codes.code(db(), viewer(), code, now=now())
    form = PosterForm(of_venue(db(), viewer(), shown.venue_id))
    if not form.accepts():
        return _code_page(shown, form), 400
    taken = printed_codes.take_poster(db(), viewer(), code, now=now())
    return _chosen([taken], form, f"plakat-{taken.code}.pdf")


@bp.route("/steder/<int:venue_id>/plakater", methods=["GET", "POST"])
@needs(Act.SET_UP)
def take_posters(venue_id: int) -> Answer:
    """Show the form for paper and languages; then return the posters of all codes in use."""
    form = PosterForm(of_venue(db(), viewer(), venue_id))
    if form.accepts():
        taken = printed_codes.take_posters(db(), viewer(), venue_id, now=now())
        return _chosen(taken, form, f"plakater-{venue_id}.pdf")
    shown = codes.codes_in_use(db(), viewer(), venue_id, now=now())
    if not shown:
        raise NotFound
    return form_page("venues/posters.html", form, codes=shown)


def _code_page(shown: codes.PosterCode, form: PosterForm) -> str:
    return render_template(
        "venues/code.html",
        code=shown,
        address=qr.short_address(config().base_url),
        life=codes.life(db(), viewer(), shown.code, now=now()),
        form=form,
        when=when,
    )


@bp.get("/koder/<code>/vis")
@needs(Act.SET_UP)
def show_code(code: str) -> str:
    """Show the code on the whole screen, for others to scan."""
    shown = codes.code(db(), viewer(), code, now=now())
    if shown.state is CodeState.GONE:
        raise NotFound
    address = qr.short_address(config().base_url)
    return render_template("venues/code_show.html", code=shown, address=address)


@bp.get("/koder/<code>.svg")
@needs(Act.SET_UP)
def code_svg(code: str) -> Response:
    """Return the QR code as SVG."""
    shown = codes.code(db(), viewer(), code, now=now())
    response = make_response(qr.svg(qr.address(config().base_url, shown.code)))
    response.content_type = "image/svg+xml; charset=utf-8"
    return response


@bp.get("/koder/<code>.pdf")
@needs(Act.SET_UP)
def poster(code: str) -> Response:
    """Return the poster in the page's language; `papir` is the paper, A4 by default."""
    shown = codes.code(db(), viewer(), code, now=now())
    return _pdf([shown], f"plakat-{shown.code}.pdf")


@bp.get("/steder/<int:venue_id>/plakater.pdf")
@needs(Act.SET_UP)
def posters(venue_id: int) -> Response:
    """Return the posters of all codes in use, in one PDF."""
    shown = codes.codes_in_use(db(), viewer(), venue_id, now=now())
    if not shown:
        raise NotFound
    return _pdf(shown, f"plakater-{venue_id}.pdf")


@bp.route("/koder/<code>/skift", methods=["GET", "POST"])
@needs(Act.SET_UP)
def replace_code(code: str) -> Answer:
    """Ask for confirmation, then replace the code."""
    shown = codes.code(db(), viewer(), code, now=now())
    form = CodeForm()
    if form.accepts():
        try:
            fresh = codes.replace_code(
                db(), viewer(), code, grace_days=form.grace_days.data, now=now()
            )
        except AlreadyReplaced:
            message = _("Koden er skiftet ud i forvejen. Her er stedets koder.")
            return done(message, "venues.venue", venue_id=shown.venue_id)
        message = _("Den nye kode er %(code)s. Print en ny plakat.", code=spaced(fresh))
        return done(message, "venues.code", code=fresh)
    return form_page("venues/code_replace.html", form, code=shown)


def _pdf(shown: Sequence[codes.PosterCode], filename: str) -> Response:
    asked = request.args.get("papir", "a4")
    paper = next((each for each in PAPERS if each == asked), None)
    if paper is None:
        raise NotFound
    sheets = [sheet_of(code, config().base_url) for code in shown]
    return _file(shown, sheets, paper, filename)


def _chosen(shown: Sequence[codes.PosterCode], form: PosterForm, filename: str) -> Response:
    sheets = sheets_of(shown, config().base_url, form.chosen_main, form.further, form.drafts)
    return _file(shown, sheets, form.chosen_paper, filename)


def _file(
    shown: Sequence[codes.PosterCode], sheets: Sequence[PosterSheet], paper: Paper, filename: str
) -> Response:
    made = several(sheets, paper)
    printed_codes.record_posters(db(), viewer(), shown)
    response = make_response(made)
    response.content_type = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response
