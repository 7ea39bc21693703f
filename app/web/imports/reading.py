"""The page that shows how a file is read: choose, send, see again, save."""

from __future__ import annotations

import contextlib

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.base.worksheet import text_of
from app.domain.imports.columns import ColumnKind
from app.domain.imports.dates import Order
from app.domain.imports.file_plan import NEW_VENUE, NOWHERE
from app.domain.imports.sheet_plan import ADD, EACH, SheetPlan
from app.domain.imports.shown import MOST_COLUMNS
from app.domain.people.access import Act
from app.services.imports import saving, understanding, uploads
from app.services.imports.readings import Progress
from app.services.imports.understanding import Understanding
from app.web.imports import bp
from app.web.imports.account_file import column_letter, left_out_csv
from app.web.imports.texts import heads_of, kinds_of, order_text, reasons, refused_text
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer

MASK = "•••"


@bp.route("/partnerskab/<int:partnership_id>/tidligere/fil", methods=["GET", "POST"])
@needs(Act.SEE_REPORTS)
def read_upload(partnership_id: int) -> str | Response:
    """Show how the file is read. A post changes that, saves the counts, or drops the file."""
    token = request.values.get("fil", "")
    act = request.form.get("act", "")
    try:
        upload = uploads.open_upload(db(), viewer(), partnership_id, token, now=now())
        if upload.import_id:
            return redirect(url_for("imports.saved_import", import_id=upload.import_id), 303)
        if act == "discard":
            uploads.discard(db(), viewer(), partnership_id, token)
            flash(_("Filen er slettet. Intet er gemt."))
            return _back(partnership_id)
        if request.method == "POST":
            sent = request.form.to_dict()
            is_changed = understanding.choose(db(), viewer(), partnership_id, token, sent)
            if act == "save" and not is_changed:
                return _save(partnership_id, token)
            if act == "save":
                flash(_("Se tallene igennem med det, du har ændret, og gem så."))
            return _again(partnership_id, token)
        found = understanding.understand(db(), viewer(), partnership_id, token, now=now())
    except uploads.UploadGone:
        return _gone(partnership_id, token)
    except understanding.Refused as refused:
        flash(refused_text(refused.refusal))
        return _back(partnership_id)
    if isinstance(found, Progress):
        return render_template(
            "imports/waiting.html", partnership_id=partnership_id, upload=upload, progress=found
        )
    return _page(partnership_id, found)


@bp.get("/partnerskab/<int:partnership_id>/tidligere/fil.csv")
@needs(Act.SEE_REPORTS)
def left_out_file(partnership_id: int) -> Response:
    """Return every number that is left out, with its reason."""
    token = request.args.get("fil", "")
    try:
        found = understanding.understand(db(), viewer(), partnership_id, token, now=now())
        if isinstance(found, Progress):
            return _again(partnership_id, token)
        content = left_out_csv(found, understanding.left_of(db(), found))
    except (uploads.UploadGone, understanding.Refused):
        return _gone(partnership_id, token)
    response = make_response(content)
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = "attachment; filename=kommer-ikke-med.csv"
    return response


def _save(partnership_id: int, token: str) -> Response:
    # First, as the days that another click has saved are not left to save.
    if import_id := saving.begun(token):
        return redirect(url_for("imports.saved_import", import_id=import_id), 303)
    found = understanding.understand(db(), viewer(), partnership_id, token, now=now())
    promised = request.form.get("promised")
    if isinstance(found, Progress) or promised != found.overview.promised:
        flash(_("Tallene er ændret, siden du så dem. Se dem igennem, og gem så."))
        return _again(partnership_id, token)
    days = understanding.days_of(db(), found)
    import_id = saving.save(db(), viewer(), partnership_id, token, days, now=now())
    if import_id is None:
        flash(_("Der var ingen nye dage at gemme."))
        return _again(partnership_id, token)
    return redirect(url_for("imports.saved_import", import_id=import_id), 303)


def _page(partnership_id: int, found: Understanding) -> str:
    return render_template(
        "imports/reading.html",
        partnership_id=partnership_id,
        found=found,
        overview=found.overview,
        first_rows=[
            first_rows(plan, start)
            for plan, start in zip(found.overview.sheets, found.overview.first_row, strict=True)
        ],
        years=range(now().year, 1999, -1),
        kinds_of=kinds_of(),
        heads_of=heads_of,
        order_text=order_text,
        orders=tuple(Order),
        why=reasons().__getitem__,
        letter=column_letter,
        most_columns=MOST_COLUMNS,
        new=NEW_VENUE,
        nowhere=NOWHERE,
        add=ADD,
        each=EACH,
    )


def first_rows(plan: SheetPlan, start: int) -> list[tuple[int, list[str]]]:
    """The first rows with their line numbers. Names of persons are not shown."""
    masked = {c.profile.index for c in plan.columns if ColumnKind.NAME in (c.kind, c.profile.kind)}
    width = min(len(plan.columns), MOST_COLUMNS)
    rows = []
    for at, row in enumerate(plan.sheet.rows, start):
        texts = [text_of(row[i])[:60] if i < len(row) else "" for i in range(width)]
        is_heading = plan.shape.top <= at <= plan.shape.head
        rows.append(
            (
                at + 1,
                [
                    MASK if i in masked and text and not is_heading else text
                    for i, text in enumerate(texts)
                ],
            )
        )
    return rows


def _again(partnership_id: int, token: str) -> Response:
    address = url_for("imports.read_upload", partnership_id=partnership_id, fil=token)
    return redirect(address, 303)


def _gone(partnership_id: int, token: str) -> Response:
    """Say that the file is not here, unless another click has just saved it."""
    with contextlib.suppress(uploads.UploadGone):
        if uploads.open_upload(db(), viewer(), partnership_id, token, now=now()).import_id:
            return _again(partnership_id, token)
    flash(_("Filen er her ikke mere. Vi gemmer den højst en time. Vælg den igen."))
    return _back(partnership_id)


def _back(partnership_id: int) -> Response:
    return redirect(url_for("imports.upload_counts", partnership_id=partnership_id), 303)
