"""The front page, typing a code, privacy and accessibility, and refused check-ins."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.domain.base.cpr import without_cpr
from app.domain.visits.late_tap import TapTooLate
from app.domain.visits.refusals import (
    CheckInRefused,
    CodeChanged,
    CodeReplaced,
    DayClosed,
    UnknownCode,
    VenueArchived,
    VenueClosed,
)
from app.exports.data_protection.papers import STATEMENT, paper
from app.services.check_in import check_in
from app.web.check_in import bp, ticket_cookie
from app.web.platform.access import everybody
from app.web.platform.context import config, db, now
from app.web.platform.language import language, speak

# The reason that templates/check_in/refused.html gives, and the HTTP status.
REFUSALS: dict[type[CheckInRefused], tuple[str, int]] = {
    UnknownCode: ("unknown", 404),
    CodeChanged: ("changed", 410),
    CodeReplaced: ("replaced", 410),
    VenueArchived: ("archived", 410),
    VenueClosed: ("closed", 409),
    DayClosed: ("day_closed", 409),
    TapTooLate: ("day_closed", 409),
}


@bp.get("/")
@everybody
def front() -> str:
    """Show what the site is for, and a field for a code."""
    return render_template("check_in/front.html")


@bp.get("/kode")
@everybody
def type_code() -> str | Response | tuple[str, int]:
    """Redirect from the short code on a poster to its check-in page. Counts nobody."""
    typed = request.args.get("kode", "").strip()
    if not typed:
        return render_template("check_in/code.html", typed="", problem=False)
    try:
        target = check_in.arrive(db(), typed, ticket_cookie.ticket(), now=now()).target
    except UnknownCode as error:
        # People may type a CPR number by mistake; it must not be echoed back.
        again = without_cpr(typed)
        problem, status = REFUSALS[type(error)]
        return render_template("check_in/code.html", typed=again, problem=problem), status
    return redirect(url_for("check_in.check_in_page", code=target.code), 303)


@bp.get("/privatliv")
@everybody
def privacy() -> str:
    """Explain what is stored about a visit, and for how long."""
    return render_template("check_in/privacy.html")


@bp.get("/was")
@everybody
def accessibility() -> str:
    """Show what is accessible and what is not, and where to complain."""
    statement = paper(STATEMENT, language() if language() == "da" else "en", config().of_papers)
    # Raw HTML is off where the Markdown is read, so whatever the statement says is escaped.
    below = Markup(statement.html(str))  # noqa: S704
    return render_template("check_in/accessibility.html", statement=statement, below=below)


@bp.app_errorhandler(CheckInRefused)
def refused(error: CheckInRefused) -> tuple[str, int]:
    """Explain why the code does not accept check-ins now, and what to do."""
    speak(error.languages)
    reason, status = REFUSALS.get(type(error), ("unknown", 404))
    return render_template("check_in/refused.html", reason=reason, error=error), status
