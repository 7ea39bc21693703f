"""Importing earlier counts from a spreadsheet: preview, save, undo."""

from __future__ import annotations

import json
from collections import Counter

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act
from app.services.imports import imports, preview, take
from app.services.venues import partnerships
from app.web.imports import bp
from app.web.imports.preview import SKIP, chosen_venue, days_of, months_of, why
from app.web.platform.access import needs
from app.web.platform.answers import Answer
from app.web.platform.context import db, now, viewer
from app.web.platform.templating import thousands
from app.web.platform.upload import LARGEST_UPLOAD, UploadRefused, allow_upload, sheets_sent

SHOWN_ROWS = 200


@bp.route("/partnerskab/<int:partnership_id>/tidligere", methods=["GET", "POST"])
@needs(Act.SEE_REPORTS)
def upload_counts(partnership_id: int) -> Answer:
    """Preview an uploaded file. Nothing is stored until the preview is confirmed."""
    if request.method == "GET":
        return _page(partnership_id)
    try:
        allow_upload()
        sheets = sheets_sent()
    except UploadRefused as refused:
        return _page(partnership_id, str(refused)), 400
    if not sheets:
        return _page(partnership_id, _("Vælg en fil først.")), 400
    seen = preview.preview(db(), viewer(), partnership_id, sheets, now=now())
    return render_template(
        "imports/preview.html",
        partnership_id=partnership_id,
        preview=seen,
        left=[row for row in seen.rows if row.why][:SHOWN_ROWS],
        left_out=Counter(row.why for row in seen.rows if row.why),
        months=months_of(seen),
        first=[row for row in seen.rows if row.found][:SHOWN_ROWS],
        why=why,
        new=preview.NEW,
        skip=SKIP,
        days=json.dumps(
            [[day.venue, day.date.isoformat(), day.number] for day in seen.taken],
            ensure_ascii=False,
            separators=(",", ":"),
        ),
    )


@bp.post("/partnerskab/<int:partnership_id>/tidligere/gem")
@needs(Act.SEE_REPORTS)
def save_import(partnership_id: int) -> Response | tuple[str, int]:
    """Save the days that the preview showed.

    They come back in the form, since nothing was stored in between, and are validated again.
    """
    request.max_content_length = request.max_form_memory_size = LARGEST_UPLOAD
    days = days_of(request.form.get("days", ""))
    if days is None:
        sentence = _("Det, der blev sendt, kan ikke læses. Vælg filen igen. Intet er gemt.")
        return _page(partnership_id, sentence), 400
    names = dict.fromkeys(day.venue for day in days)
    venue_ids = {
        name: chosen_venue(request.form.get(f"place-{at}", SKIP)) for at, name in enumerate(names)
    }
    number = take.take(db(), viewer(), partnership_id, days, venue_ids, now=now())
    if number:
        flash(_("%(n)s dage er hentet ind.", n=thousands(number)))
    else:
        flash(_("Der var ingen nye dage at hente ind."))
    return redirect(url_for("imports.upload_counts", partnership_id=partnership_id), 303)


@bp.route("/tidligere/<int:import_id>/fortryd", methods=["GET", "POST"])
@needs(Act.SEE_REPORTS)
def undo_import(import_id: int) -> str | Response:
    """Ask for confirmation, then undo the whole import."""
    if request.method == "GET":
        partnership_id, found = imports.one_import(db(), viewer(), import_id)
        return render_template("imports/undo.html", partnership_id=partnership_id, found=found)
    partnership_id = imports.take_back(db(), viewer(), import_id, now=now())
    flash(_("Alt fra den import er taget tilbage."))
    return redirect(url_for("imports.upload_counts", partnership_id=partnership_id), 303)


def _page(partnership_id: int, wrong: str = "") -> str:
    return render_template(
        "imports/imports.html",
        partnership=partnerships.partnership(db(), viewer(), partnership_id),
        imports=imports.imports(db(), viewer(), partnership_id),
        wrong=wrong,
    )
