"""Finding something in a long list: a word in the address, no script."""

from __future__ import annotations

from flask import request

from app.web.platform.forms import shown_again
from app.web.platform.ids import whole

LONG = 12
"""Lists of more than this are searched."""
PAGE = 50
"""So many rows stand on a page."""


def typed() -> str:
    """What was searched for, empty where nobody searched."""
    return shown_again(" ".join(request.args.get("soeg", "").split()))


def page_of(rows: int) -> int:
    """The page of a list of so many rows that the address names, from 1; the last at the most."""
    asked = request.args.get("side", 1, type=whole)
    return max(1, min(asked, -(-rows // PAGE)))
