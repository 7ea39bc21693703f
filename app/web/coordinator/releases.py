"""What readers see: reports that a coordinator has released, and nothing else."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.days.correction_window import NotSettled
from app.domain.people.access import Act, NotFound
from app.domain.reports.overview import Overview
from app.exports.tables import CHARTS
from app.services.reports import releases as service
from app.web.access import needs
from app.web.context import db, now, viewer
from app.web.coordinator import bp
from app.web.coordinator.reports import chart_of, file_of, parsed, period_words, told
from app.web.coordinator.search import LONG, PAGE, page_of, typed
from app.web.templating import short_date


@bp.post("/rapporter/<places>/<period>/frigiv")
@needs(Act.HAND_IN)
def release_report(places: str, period: str) -> Response:
    """Release a report to the readers, or take that back."""
    selection, which = parsed(places, period)
    if request.form.get("released") == "no":
        service.take_back(db(), viewer(), selection, which)
        flash(_("Frigivelsen er taget tilbage. Læsere ser ikke rapporten mere."))
    else:
        try:
            service.release(db(), viewer(), selection, which, now=now())
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
            "coordinator.reports",
            sted=places.split("-"),
            maaned=which.end,
            laengde=lengths.get(which.kind, "aar-til-nu"),
        ),
        303,
    )


@bp.get("/frigivet")
@needs(Act.READ_RELEASED)
def released() -> str:
    """Every report that readers may see; of many, a page or those searched for."""
    found = service.releases(db(), viewer())
    is_long = len(found) > LONG
    word = typed() if is_long else ""
    meant = [
        one
        for one in found
        if word.casefold() in f"{period_words(one.period)} {' '.join(one.names)}".casefold()
    ]
    page = page_of(len(meant))
    return render_template(
        "coordinator/released.html",
        releases=meant[(page - 1) * PAGE : page * PAGE],
        is_long=is_long,
        typed=word,
        page=page,
        pages=max(1, -(-len(meant) // PAGE)),
    )


@bp.get("/frigivet/<places>/<period>")
@needs(Act.READ_RELEASED)
def released_report(places: str, period: str) -> str:
    """One of them, with the figures that the coordinators see."""
    return render_template(
        "coordinator/released_report.html",
        file_endpoint="coordinator.released_file",
        chart_endpoint="coordinator.released_chart",
        **told(_overview(places, period), parsed(places, period)[0]),
    )


@bp.get("/frigivet/<places>/<period>.<any(csv, xlsx, pdf, zip, json, txt):ending>")
@needs(Act.READ_RELEASED)
def released_file(places: str, period: str, ending: str) -> Response:
    """It as a file."""
    return file_of(_overview(places, period), ending)


@bp.get("/frigivet/<places>/<period>/<chart>.<any(svg, png):picture>")
@needs(Act.READ_RELEASED)
def released_chart(places: str, period: str, chart: str, picture: str) -> Response:
    """One of its charts."""
    if chart not in CHARTS:
        raise NotFound
    drawn = chart_of(_overview(places, period), chart, picture)
    if drawn is None:
        flash(_("Der er ikke noget at tegne endnu."))
        return redirect(url_for("coordinator.released_report", places=places, period=period), 303)
    return drawn


def _overview(places: str, period: str) -> Overview:
    return service.released_overview(db(), viewer(), *parsed(places, period), now=now())
