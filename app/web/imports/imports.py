"""Importing earlier counts from a spreadsheet: choosing a file, what was saved, undo."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.base.cpr import without_cpr
from app.domain.people.access import Act
from app.services.imports import imports, understanding, uploads
from app.services.venues import partnerships
from app.web.imports import bp
from app.web.imports.texts import refused_text
from app.web.platform.access import needs
from app.web.platform.answers import Answer
from app.web.platform.context import db, now, viewer
from app.web.platform.upload import UploadRefused, allow_upload, file_sent


@bp.route("/partnerskab/<int:partnership_id>/tidligere", methods=["GET", "POST"])
@needs(Act.SEE_REPORTS)
def upload_counts(partnership_id: int) -> Answer:
    """Keep an uploaded file or pasted cells for an hour, and show how they are read."""
    if request.method == "GET":
        return _page(partnership_id)
    partnerships.partnership(db(), viewer(), partnership_id)  # Raises NotFound.
    pasted = ""
    try:
        allow_upload()
        pasted = request.form.get("pasted", "")
        content, name = file_sent()
        if not content and pasted.strip():
            content, name = pasted.encode(), _("Indsat")
        if not content:
            return _page(partnership_id, _("Vælg en fil, eller indsæt celler.")), 400
        token = uploads.keep(db(), viewer(), partnership_id, content, name, now=now())
        understanding.understand(db(), viewer(), partnership_id, token, now=now())
    except UploadRefused as refused:
        return _page(partnership_id, str(refused), without_cpr(pasted)), 400
    except understanding.Refused as refused:
        return _page(partnership_id, refused_text(refused.refusal), without_cpr(pasted)), 400
    address = url_for("imports.read_upload", partnership_id=partnership_id, fil=token)
    return redirect(address, 303)


@bp.get("/tidligere/<int:import_id>")
@needs(Act.SEE_REPORTS)
def saved_import(import_id: int) -> str:
    """Show what an import has saved, counted from the database."""
    partnership_id, found = imports.one_import(db(), viewer(), import_id)
    return render_template("imports/saved.html", partnership_id=partnership_id, found=found)


@bp.route("/tidligere/<int:import_id>/fortryd", methods=["GET", "POST"])
@needs(Act.SEE_REPORTS)
def undo_import(import_id: int) -> str | Response:
    """Ask for confirmation, then undo the whole import."""
    if request.method == "GET":
        partnership_id, found = imports.one_import(db(), viewer(), import_id)
        return render_template("imports/undo.html", partnership_id=partnership_id, found=found)
    partnership_id = imports.take_back(db(), viewer(), import_id, now=now())
    _partnership_id, found = imports.one_import(db(), viewer(), import_id)
    flash(_("Alt fra den import er taget tilbage."))
    if found.made:
        names = ", ".join(found.made)
        flash(_("Stedet bliver, for det er i brug: %(names)s.", names=names))
    return redirect(url_for("imports.upload_counts", partnership_id=partnership_id), 303)


def _page(partnership_id: int, wrong: str = "", pasted: str = "") -> str:
    return render_template(
        "imports/imports.html",
        partnership=partnerships.partnership(db(), viewer(), partnership_id),
        imports=imports.imports(db(), viewer(), partnership_id),
        uploads=uploads.mine(db(), viewer(), partnership_id, now=now()),
        pasted=pasted,
        wrong=wrong,
    )
