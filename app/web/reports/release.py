"""Releasing a report to the readers."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.days.correction_window import NotSettled
from app.domain.people.access import Act
from app.services.reports import releases
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer
from app.web.platform.templating import short_date
from app.web.reports import bp
from app.web.reports.page import parsed


@bp.post("/rapporter/<places>/<period>/frigiv")
@needs(Act.HAND_IN)
def release_report(places: str, period: str) -> Response:
    """Release the report, or withdraw the release."""
    selection, which = parsed(places, period)
    if request.form.get("released") == "no":
        releases.take_back(db(), viewer(), selection, which)
        flash(_("Frigivelsen er taget tilbage. Læsere ser ikke rapporten mere."))
    else:
        try:
            releases.release(db(), viewer(), selection, which, now=now())
        except NotSettled as early:
            flash(
                _(
                    "Tallene kan rettes til og med %(date)s. Rapporten er ikke frigivet endnu.",
                    date=short_date(early.until),
                )
            )
        else:
            flash(_("Rapporten er frigivet. Læsere ser de samme tal som du."))
    lengths = {"month": "maaned", "quarter": "kvartal", "half": "halvaar", "year": "aar"}
    return redirect(
        url_for(
            "reports.report_page",
            sted=places.split("-"),
            maaned=which.end,
            laengde=lengths.get(which.kind, "aar-til-nu"),
        ),
        303,
    )
