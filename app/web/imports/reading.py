"""The page that shows how a file is read: choose, send, see again, save."""

from __future__ import annotations

from collections import Counter

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.base.worksheet import FileTooLarge, UnreadableFile, text_of
from app.domain.imports.account import NewDay
from app.domain.imports.columns import ColumnKind
from app.domain.imports.dates import Order
from app.domain.imports.file_plan import NEW_VENUE, NOWHERE
from app.domain.imports.rows import ImportedCount, SkipReason
from app.domain.imports.sheet_plan import ADD, EACH, SheetPlan
from app.domain.imports.shown import MOST_CLASHES, MOST_COLUMNS
from app.domain.people.access import Act
from app.services.imports import take, understanding, uploads
from app.services.imports.understanding import Understanding
from app.web.imports import bp
from app.web.imports.account_file import column_letter, left_out_csv
from app.web.imports.texts import kinds_of, order_text, why
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer

SHOWN_ROWS = 20
SHOWN_LEFT = 200
MASK = "•••"


@bp.route("/partnerskab/<int:partnership_id>/tidligere/fil", methods=["GET", "POST"])
@needs(Act.SEE_REPORTS)
def read_upload(partnership_id: int) -> str | Response:
    """Show how the file is read. A post changes that, saves the counts, or drops the file."""
    token = request.values.get("fil", "")
    act = request.form.get("act", "")
    try:
        if act == "discard":
            uploads.discard(db(), viewer(), partnership_id, token)
            flash(_("Filen er slettet. Intet er gemt."))
            return _back(partnership_id)
        if request.method == "POST":
            sent = request.form.to_dict()
            same = understanding.choose(db(), viewer(), partnership_id, token, sent, now=now())
            if act == "save" and same:
                return _save(partnership_id, same)
            if act == "save":
                flash(_("Se tallene igennem med det, du har ændret, og gem så."))
            return _again(partnership_id, token)
        found = understanding.understand(db(), viewer(), partnership_id, token, now=now())
    except (uploads.UploadGone, UnreadableFile, FileTooLarge):
        flash(_("Filen er her ikke mere. Vi gemmer den højst en time. Vælg den igen."))
        return _back(partnership_id)
    return _page(partnership_id, found)


@bp.get("/partnerskab/<int:partnership_id>/tidligere/fil.csv")
@needs(Act.SEE_REPORTS)
def left_out_file(partnership_id: int) -> Response:
    """Return every number that is left out, with its reason."""
    token = request.args.get("fil", "")
    try:
        found = understanding.understand(db(), viewer(), partnership_id, token, now=now())
    except (uploads.UploadGone, UnreadableFile, FileTooLarge):
        flash(_("Filen er her ikke mere. Vi gemmer den højst en time. Vælg den igen."))
        return _back(partnership_id)
    response = make_response(left_out_csv(found))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = "attachment; filename=kommer-ikke-med.csv"
    return response


def _save(partnership_id: int, found: Understanding) -> Response:
    token = found.upload.token
    if request.form.get("promised") != promised(found):
        flash(_("Tallene er ændret, siden du så dem. Se dem igennem, og gem så."))
        return _again(partnership_id, token)
    days = found.account.days
    taken = take.take(
        db(),
        viewer(),
        partnership_id,
        [ImportedCount(_label(day), day.date, day.number) for day in days],
        {_label(day): day.venue if isinstance(day.venue, int) else take.NEW for day in days},
        now=now(),
        replaced={(d.venue, d.date) for d in days if d.replaces and isinstance(d.venue, int)},
    )
    if taken.import_id is None:
        flash(_("Der var ingen nye dage at gemme."))
        return _again(partnership_id, token)
    uploads.discard(db(), viewer(), partnership_id, token)
    return redirect(url_for("imports.saved_import", import_id=taken.import_id), 303)


def _label(day: NewDay) -> str:
    """A venue that exists has its id as a name that no file can give."""
    return f"\n{day.venue}" if isinstance(day.venue, int) else day.venue


def promised(found: Understanding) -> str:
    """The figures that the page shows, to see that they are those that are saved."""
    taken = found.account.taken
    return f"{taken.numbers}-{taken.visits}-{len(found.account.days)}-{found.account.venues}"


def _page(partnership_id: int, found: Understanding) -> str:
    left = found.account.left
    reasons = Counter(entry.why for entry in left if entry.why)
    sums: Counter[SkipReason] = Counter()
    for entry in left:
        if entry.why:
            sums[entry.why] += entry.number or 0
    return render_template(
        "imports/reading.html",
        partnership_id=partnership_id,
        found=found,
        account=found.account,
        first_rows={plan.index: first_rows(plan) for plan in found.plan.sheets},
        left=left[:SHOWN_LEFT],
        reasons=reasons.most_common(),
        sums=sums,
        texts=sum(entry.number is None for entry in left),
        closed=sum(day.number is None for day in found.account.days),
        added=added_days(found),
        promised=promised(found),
        years=range(now().year, 1999, -1),
        kinds_of=kinds_of,
        order_text=order_text,
        orders=tuple(Order),
        why=why,
        letter=column_letter,
        most_columns=MOST_COLUMNS,
        clashes=found.account.clashes[:MOST_CLASHES],
        new=NEW_VENUE,
        nowhere=NOWHERE,
        add=ADD,
        each=EACH,
    )


def first_rows(plan: SheetPlan) -> list[tuple[int, list[str]]]:
    """The first rows with their line numbers. Names of persons are not shown."""
    start = max(plan.shape.top, 0) if plan.shape.head >= 0 else 0
    masked = {c.profile.index for c in plan.columns if c.kind is ColumnKind.NAME}
    width = min(len(plan.columns), MOST_COLUMNS)
    rows = []
    for at, row in enumerate(plan.sheet.rows[start : start + SHOWN_ROWS], start):
        texts = [text_of(row[i])[:60] if i < len(row) else "" for i in range(width)]
        is_heading = at <= plan.shape.head
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


def added_days(found: Understanding) -> int:
    """How many of the days are added up from several numbers."""
    several = Counter(
        (entry.venue.casefold(), entry.sheet, entry.date)
        for entry in found.account.taken_entries
        if entry.number is not None
    )
    return sum(times > 1 for times in several.values())


def _again(partnership_id: int, token: str) -> Response:
    address = url_for("imports.read_upload", partnership_id=partnership_id, fil=token)
    return redirect(address, 303)


def _back(partnership_id: int) -> Response:
    return redirect(url_for("imports.upload_counts", partnership_id=partnership_id), 303)
