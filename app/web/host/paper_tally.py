"""Days counted on paper: printing the sheet, and entering it afterwards."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.days.paper_tally import SheetProblem, SheetRefused, TallySheet, Together
from app.domain.people.access import Act
from app.domain.visits.idempotency_key import new_key
from app.services.board import host_venues
from app.services.days import paper_tally
from app.web.host import bp
from app.web.host.posted import date_of, is_empty, key, number, typed_fields
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer

Answer = str | Response | tuple[str, int]


@bp.get("/i-dag/<int:venue_id>/dage/<date>/ark")
@needs(Act.RUN_TODAY)
def sheet(venue_id: int, date: str) -> str:
    """Show the sheet for any date, to print on one page."""
    tally = paper_tally.tally(db(), viewer(), venue_id, date_of(date), now=now())
    return render_template("host/tally_sheet.html", tally=tally)


@bp.get("/i-dag/<int:venue_id>/ark")
@needs(Act.RUN_TODAY)
def other_sheet(venue_id: int) -> Response:
    """Redirect to the sheet for the date in the query, today by default."""
    today = host_venues.today_at(db(), viewer(), venue_id, now=now())
    asked = request.args.get("dag")
    date = date_of(asked) if asked else today
    return redirect(url_for("host.sheet", venue_id=venue_id, date=date), 303)


@bp.get("/i-dag/<int:venue_id>/dage/<date>/papir")
@needs(Act.RUN_TODAY)
def paper(venue_id: int, date: str) -> str:
    """Show a form with the sheet's lines."""
    return _page(paper_tally.entry(db(), viewer(), venue_id, date_of(date), now=now()))


@bp.post("/i-dag/<int:venue_id>/dage/<date>/papir")
@needs(Act.RUN_TODAY)
def enter_paper(venue_id: int, date: str) -> Answer:
    """Add the sheet to its day.

    If the day already has visits, the host sees both numbers first and says how to combine them.
    """
    tally = paper_tally.entry(db(), viewer(), venue_id, date_of(date), now=now())
    typed = _sheet(tally)
    if isinstance(typed, str):
        return _page(tally, wrong=typed), 400
    said = request.form.get("together", "")
    together = Together(said) if said in set(Together) else None
    # If the number was changed after both were shown, the host has not seen the resulting sum.
    unchanged = number("shown") == typed.visits
    try:
        added = paper_tally.enter(
            db(),
            viewer(),
            venue_id,
            tally.date,
            typed,
            key=key(),
            together=together,
            seen=number("seen") if unchanged else None,
            now=now(),
        )
    except SheetRefused as refused:
        empty = refused.problem is SheetProblem.EMPTY
        return _page(tally, wrong="empty" if empty else "more"), 400
    except paper_tally.SeeBoth as both:
        return _page(tally, both=both, visits=typed.visits)
    flash(_("Papiret er skrevet ind. Det gav %(n)s besøg mere.", n=added))
    return redirect(url_for("host.day", venue_id=venue_id, date=tally.date), 303)


def _sheet(tally: paper_tally.Tally) -> TallySheet | str:
    """Return the numbers typed, or the name of the first field that is not a number."""
    names = [
        "visits",
        "just_here",
        *(f"activity-{activity.id}" for activity in tally.activities),
        *(f"role-{role.id}" for role in tally.roles),
    ]
    read = {name: 0 if is_empty(name) else number(name) for name in names}
    for name, value in read.items():
        if value is None:
            return name
    numbers = {name: value or 0 for name, value in read.items()}
    return TallySheet(
        visits=numbers["visits"],
        just_here=numbers["just_here"],
        activities={a.id: n for a in tally.activities if (n := numbers[f"activity-{a.id}"])},
        roles={r.id: n for r in tally.roles if (n := numbers[f"role-{r.id}"])},
    )


def _page(
    tally: paper_tally.Tally,
    *,
    wrong: str = "",
    both: paper_tally.SeeBoth | None = None,
    visits: int = 0,
) -> str:
    return render_template(
        "host/paper_tally.html",
        tally=tally,
        wrong=wrong,
        both=both,
        visits=visits,
        typed=typed_fields(),
        key=request.form.get("key") if both else new_key(),
    )
