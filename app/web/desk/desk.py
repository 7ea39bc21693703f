"""What needs somebody, with a link to where it is done."""

from __future__ import annotations

from flask import render_template

from app.domain.people.access import Act
from app.services.desk import desk
from app.web.desk import bp
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer

AT_ONCE = 10
"""How many rows of a list are shown; the rest are behind *Vis alle*."""


@bp.get("/overblik", endpoint="desk")
@needs(Act.SEE_REPORTS)
def what_needs_you() -> str:
    """Show what needs the viewer. Looking at it changes nothing."""
    return render_template(
        "desk/desk.html", desk=desk.desk(db(), viewer(), now=now()), at_once=AT_ONCE
    )
