"""Searching and paging long lists, without a script."""

from __future__ import annotations

from flask import request

from app.web.platform.forms import shown_again
from app.web.platform.ids import whole

LONG = 12
"""Lists with more rows than this get a search field."""
PAGE = 50
"""Rows per page."""


def typed() -> str:
    """Return the text searched for, or "" without a search."""
    return shown_again(" ".join(request.args.get("soeg", "").split()))


def page_of(rows: int) -> int:
    """Return the page number in the address, from 1 to the last page of a list of `rows` rows."""
    asked = request.args.get("side", 1, type=whole)
    return max(1, min(asked, -(-rows // PAGE)))
