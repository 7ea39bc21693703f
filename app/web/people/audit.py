"""Who set up, handed out and fetched what in a partnership: a page, and the same as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.base.cpr import without_cpr
from app.domain.base.service_day import ZONE
from app.domain.people.access import Act
from app.domain.people.audit import AuditSubject
from app.exports.report.csv_file import cell, named
from app.services.people import audit_list
from app.services.people.audit_list import Audited, AuditFilter, AuditList
from app.web.people import bp
from app.web.people.audit_changes import changes_of
from app.web.people.audit_sentences import SUBJECTS, in_words, sentence, shown, who_did
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer
from app.web.platform.ids import whole
from app.web.platform.search import PAGE, typed

ASKED = ("soeg", "emne", "hvem", "sted", "fra", "til")
"""The names of the filters in the address."""


@bp.get("/partnerskab/<int:partnership_id>/hvem-gjorde-hvad")
@needs(Act.SEE_REPORTS)
def audit(partnership_id: int) -> str:
    """List what is asked for, newest first, a page at a time."""
    word, page = typed(), max(1, request.args.get("side", 1, type=whole))
    begin = min((page - 1) * PAGE, 2**31 - 1)
    found = _found(partnership_id, begin=0 if word else begin, most=None if word else PAGE)
    entries = [one for one in found.entries if _is_meant(one, word)]
    total = len(entries) if word else found.total
    return render_template(
        "people/audit.html",
        partnership=found,
        entries=entries[begin : begin + PAGE] if word else entries,
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        typed=word,
        asked={name: without_cpr(request.args[name]) for name in ASKED if request.args.get(name)},
        subjects=SUBJECTS,
        shown=shown,
        changes_of=changes_of,
    )


@bp.get("/partnerskab/<int:partnership_id>/hvem-gjorde-hvad.csv")
@needs(Act.SEE_REPORTS)
def audit_file(partnership_id: int) -> Response:
    """Return all that is asked for as CSV. That it was fetched is itself told."""
    found, word = _found(partnership_id), typed()
    made = _csv(one for one in found.entries if _is_meant(one, word))
    audit_list.record_list(db(), viewer(), found)
    response = Response(made, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = "attachment; filename=hvem-gjorde-hvad.csv"
    return response


def _found(partnership_id: int, *, begin: int = 0, most: int | None = None) -> AuditList:
    wanted = AuditFilter(
        subject=request.args.get("emne", type=AuditSubject),
        person_id=request.args.get("hvem", type=whole),
        venue_id=request.args.get("sted", type=whole),
        first=request.args.get("fra", type=dt.date.fromisoformat),
        last=request.args.get("til", type=dt.date.fromisoformat),
    )
    return audit_list.audit_list(
        db(), viewer(), partnership_id, wanted, begin=begin, most=most, now=now()
    )


def _is_meant(entry: Audited, word: str) -> bool:
    return word.casefold() in in_words(entry).casefold()


def _csv(entries: Iterable[Audited]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [_("Dato"), _("Klokken"), _("Hvem"), _("Hvad"), _("Sted"), _("Hvad blev ændret")]
    )
    for entry in entries:
        local = entry.at.astimezone(ZONE)
        changed = "; ".join(changes_of(entry))
        told = (who_did(entry), sentence(entry), entry.venue or "", changed)
        writer.writerow(
            [f"{local:%Y-%m-%d}", f"{local:%H:%M}", *(named(cell(one)) for one in told)]
        )
    return text.getvalue().encode("utf-8-sig")
